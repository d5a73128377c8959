"""``dossier pdf``: a case or a person as a PDF dossier."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, tell
from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_, _, language

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.dossier_view import Count

PROFILES = ("sealed", "confidential", "public")
add_messages({"pdf.time": N_("--built-at takes an instant such as 2026-11-24T12:00:00Z.")})


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier pdf``."""
    parser.add_argument("ref", metavar=_("REF"), help=_("the reference of a case or of a person"))
    parser.add_argument("-o", "--output", required=True, metavar=_("FILE"), help=_("the new file"))
    parser.add_argument(
        "--profile", choices=PROFILES, default="confidential", help=_("who may see what; confidential by default")
    )
    parser.add_argument("--recipient", default="", metavar=_("NAME"), help=_("to whom; consents name recipients"))
    parser.add_argument(
        "--built-at",
        default="",
        metavar=_("TIME"),
        help=_("the instant to print; the same instant gives the same file"),
    )


def run(arguments: "Namespace") -> int:
    """Write the dossier and its receipt, and say where it is."""
    from dossier.casework.assemble import assemble_with_persons
    from dossier.export.pdf import write_dossier
    from dossier.vault.receipts import open_receipt

    built_at, path, profile = _instant(arguments.built_at), Path(arguments.output), arguments.profile
    with chosen_vault(arguments) as vault:
        tell(_("The records are read …"))
        with vault.read() as session:
            view, persons = assemble_with_persons(
                session,
                arguments.ref,
                profile=profile,
                lang=language(),
                recipient=arguments.recipient,
                on=built_at.date(),
            )
        tell(_("The pages are made …"))
        with open_receipt(vault, "pdf", profile, arguments.recipient, refs=[view.ref]) as receipt:
            receipt.add(persons)
            result = write_dossier(view, path, profile=profile, built_at=built_at, lang=language())
            files: list[dict[str, object]] = [
                {"name": path.name, "size_bytes": result.size_bytes, "sha256": result.sha256}
            ]
            receipt.close(files=files, counts=_numbers(view.counts), held_back=_numbers(view.held_back))
    show(f"{result.sha256}  {path}")
    tell(_("{pages} pages.").format(pages=result.page_count))
    return 0


def _numbers(counts: "tuple[Count, ...]") -> dict[str, int]:
    return {one.label: one.number for one in counts}


def _instant(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse("pdf.time") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
