"""The options that ``dossier pdf`` and ``dossier pack`` share, and how they become what paper needs."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dossier.domain.refs import read_ref
from dossier.errors import WrongUse, add_messages
from dossier.i18n import LANGUAGES, N_, _, language

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from dossier.casework.dossier_view import Count, DossierView
    from dossier.vault import Vault

PROFILES = ("sealed", "confidential", "public")
add_messages(
    {
        "pdf.time": N_("--built-at takes an instant such as 2026-11-24T12:00:00Z."),
        "pdf.whom": N_("Name a case or a person, or persons with --person."),
        "pdf.languages": N_("--languages takes one or two of: {known}; for example be,en."),
    }
)


def add_paper_options(parser: "ArgumentParser") -> None:
    """Profile, recipient, forms, languages and what the cover says."""
    parser.add_argument(
        "ref", nargs="?", default="", metavar=_("REF"), help=_("the reference of a case or of a person")
    )
    parser.add_argument(
        "--person",
        action="append",
        default=[],
        metavar=_("REF"),
        help=_("a person; repeated, one paper on just these persons"),
    )
    parser.add_argument(
        "--profile", choices=PROFILES, default="confidential", help=_("who may see what; confidential by default")
    )
    parser.add_argument("--recipient", default="", metavar=_("NAME"), help=_("to whom; consents name recipients"))
    parser.add_argument(
        "--form",
        action="append",
        default=[],
        metavar=_("NAME"),
        help=_("fill a UN form in annex A: wgad, wgeid, special_procedures (may be repeated)"),
    )
    parser.add_argument(
        "--languages", default="", metavar=_("LANGS"), help=_("one language, or two that face each other: be,en")
    )
    parser.add_argument("--purpose", default="", metavar=_("TEXT"), help=_("what the paper is for; printed in it"))
    parser.add_argument(
        "--basis", default="", metavar=_("TEXT"), help=_("why a person is named without a consent; printed in it")
    )
    parser.add_argument("--contact", default="", metavar=_("TEXT"), help=_("to whom questions go; printed in it"))
    parser.add_argument("--replaces", default="", metavar=_("NUMBER"), help=_("the number of the paper it replaces"))
    parser.add_argument(
        "--built-at",
        default="",
        metavar=_("TIME"),
        help=_("the instant to print; the same instant gives the same file"),
    )


def instant(text: str) -> datetime:
    """The instant of building; now without one.

    Raises:
        WrongUse: "pdf.time".
    """
    if not text:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse("pdf.time") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def languages(text: str) -> list[str]:
    """The languages of the paper; that of the program without any.

    Raises:
        WrongUse: "pdf.languages".
    """
    asked = [one.strip() for one in text.split(",") if one.strip()] or [language()]
    if len(asked) > 2 or len(set(asked)) < len(asked) or not set(asked) <= set(LANGUAGES):
        raise WrongUse("pdf.languages", known=", ".join(LANGUAGES))
    return asked


def asked_for(arguments: "Namespace") -> list[str]:
    """The references that the paper is about: one case, or one or more persons.

    Raises:
        WrongUse: "pdf.whom" where there is none.
        Misread: of one that is no reference.
    """
    typed = [one for one in (arguments.ref, *arguments.person) if one]
    if not typed:
        raise WrongUse("pdf.whom")
    return list(dict.fromkeys(read_ref(one)[1] for one in typed))


def assemble(vault: Any, arguments: "Namespace", built_at: datetime) -> "tuple[list[tuple[str, DossierView]], Any]":
    """The views of a dossier, each with its language, and the persons in it for the receipt."""
    from dossier.casework.assemble import assemble_with_persons
    from dossier.casework.codes_of_persons import give_codes

    asked = asked_for(arguments)
    give_codes(vault, asked)
    views: list[tuple[str, DossierView]] = []
    persons: Any = {}
    with vault.read() as session:
        for lang in languages(arguments.languages):
            view, persons = assemble_with_persons(
                session, asked, profile=arguments.profile, lang=lang, on=built_at.date(),
                recipient=arguments.recipient, forms=tuple(arguments.form),
            )  # fmt: skip
            views.append((lang, view))
    return views, persons


def cover_facts(arguments: "Namespace", built_at: datetime, vault: "Vault") -> Any:
    """What the options say about the paper itself, and the checkpoint of the journal.

    Who asks for a certain instant asks for the same bytes again, and the journal grows with each opening: then it stays
    out.
    """
    from dossier.export.pdf.page import PackFacts
    from dossier.vault.checkpoints import current_checkpoint

    return PackFacts(
        "", built_at, purpose=arguments.purpose, basis=arguments.basis, contact=arguments.contact,
        replaces=arguments.replaces, journal="" if arguments.built_at else current_checkpoint(vault).line,
    )  # fmt: skip


def numbers(counts: "Sequence[Count]") -> dict[str, int]:
    """Counts as a receipt keeps them."""
    return {one.code: one.number for one in counts}
