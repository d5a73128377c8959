"""``dossier exhibit pages`` and ``recognise``: numbered copies, and words on those of their pages that are pictures."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.arguments import Action
from dossier.cli.exhibit_options import FOUND_STATUS, json_option
from dossier.cli.exhibit_redact import REDACT_ACTION
from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json
from dossier.errors import RenderProblem, WrongUse
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def _pages_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("refs", nargs="*", metavar=_("REF"), help=_("references of exhibits (else all of the case)"))
    parser.add_argument("--case", default="", metavar=_("REF"), help=_("the case whose exhibits are meant"))
    parser.add_argument("-o", "--output", required=True, metavar=_("DIR"), help=_("a folder that does not exist yet"))
    parser.add_argument("--redacted", action="store_true", help=_("the redacted versions, where there are any"))
    parser.add_argument(
        "--provider",
        default="",
        metavar=_("CODE"),
        help=_("three or four letters for who provides the pages, kept for all later numbers"),
    )


def _pages(arguments: "Namespace") -> int:
    """Write numbered copies and, for a case, its load files; 1 where a sheet stands for one of them."""
    from dossier.casework.exhibits import exhibit_lines
    from dossier.export.exhibits.copies import exhibit_copy
    from dossier.export.exhibits.index import write_index
    from dossier.vault.ern_registry import set_provider

    if bool(arguments.refs) == bool(arguments.case):
        raise WrongUse("usage", what=_("Name exhibits, or one case with --case."))
    folder = Path(arguments.output)
    _make(folder)
    with chosen_vault(arguments) as vault:
        if arguments.provider:
            with vault.write(reason="provider of page numbers") as session:
                set_provider(session, arguments.provider)
        with vault.read() as session:
            lines = exhibit_lines(session, arguments.case) if arguments.case else []
        refs = arguments.refs or [line.ref for line in lines if line.sha256]
        copies = []
        with progress(_("Exhibits"), len(refs)) as at:
            for number, ref in enumerate(refs, 1):
                copies.append(exhibit_copy(vault, ref, folder, redacted=arguments.redacted))
                at(number)
        if arguments.case:
            with vault.read() as session:
                write_index(session, arguments.case, copies, folder)
    for one in copies:
        show(f"{one.exhibit_ref}  {one.erns[0]}  {one.page_count}  {one.sha256}  {one.slip_reason}".rstrip())
    return FOUND_STATUS if any(one.slip_reason for one in copies) else 0


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        raise RenderProblem("file.exists") from None
    except OSError:
        raise RenderProblem("file.unwritable") from None


def _recognise_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("refs", nargs="*", metavar=_("REF"), help=_("references of exhibits (else all of the case)"))
    parser.add_argument("--case", default="", metavar=_("REF"), help=_("the case whose exhibits are meant"))
    json_option(parser)


def _recognise(arguments: "Namespace") -> int:
    """Recognise words on pages that have none; 1 where pages stay without words."""
    from dossier.casework.exhibits import exhibit_lines
    from dossier.export.exhibits.recognising import recognise_copies

    if bool(arguments.refs) == bool(arguments.case):
        raise WrongUse("usage", what=_("Name exhibits, or one case with --case."))
    with chosen_vault(arguments) as vault:
        with vault.read() as session:
            lines = exhibit_lines(session, arguments.case) if arguments.case else []
        refs = arguments.refs or [line.ref for line in lines if line.sha256]
        found = []
        with progress(_("Exhibits"), len(refs)) as at:
            for number, ref in enumerate(refs, 1):
                found += recognise_copies(vault, ref)
                at(number)
    if arguments.json:
        show_json([asdict(one) for one in found])
    for one in () if arguments.json else found:
        show(f"{one.exhibit_ref}  {one.revision}  {one.page_count}  {one.silent_count}  {one.with_what}".rstrip())
    return FOUND_STATUS if any(one.silent_count for one in found) else 0


PAGE_ACTIONS = (
    Action("pages", N_("numbered copies as PDF, and load files of a case"), _pages_arguments, _pages),
    REDACT_ACTION,
    Action(
        "recognise", N_("recognise by machine the text of pages that are pictures"), _recognise_arguments, _recognise
    ),
)
