"""``dossier exhibit``: items of evidence, from the taking in to the last entry of their custody."""

import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.arguments import Action
from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.domain.codes import OBTAINED_HOW, ORIGINAL_OR_COPY
from dossier.errors import Refused, RenderProblem, WrongUse, add_messages
from dossier.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from dossier.casework.exhibits import NewExhibit
    from dossier.domain.dates import PartialDate
    from dossier.intake.exhibits.taking import Taken
    from dossier.vault import Vault

FOUND_STATUS = 1
SHOWN_OF_AN_ENTRY = ("number", "happened_at", "event", "by_code", "purpose", "entry_hash")
add_messages({"exhibit.time": N_("--obtained-at takes an instant with its offset, such as 2026-11-24T12:00:00+03:00.")})


def _ref(parser: "ArgumentParser") -> None:
    parser.add_argument("ref", metavar=_("REF"), help=_("the reference of an exhibit, for example X-7K2Q-9M4X0"))


def _json(parser: "ArgumentParser") -> None:
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def _purpose(parser: "ArgumentParser", default: str) -> None:
    parser.add_argument(
        "--purpose", default=default, metavar=_("TEXT"), help=_("why; it stays in the custody of the exhibit")
    )


def _add_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("a plain file of any kind and size; it is not changed"))
    parser.add_argument("--case", required=True, metavar=_("REF"), help=_("the case it belongs to"))
    parser.add_argument("--title", default="", metavar=_("TEXT"), help=_("what it is (else the name of the file)"))
    parser.add_argument(
        "--kind", default="", metavar=_("CODE"), help=_("verdict, photograph, video … (else by its type)")
    )
    parser.add_argument("--number", default="", metavar="N", help=_("its number in the case (else the next free one)"))
    parser.add_argument("--person", default="", metavar=_("REF"), help=_("a person whom it shows or speaks of"))
    parser.add_argument("--event", default="", metavar=_("REF"), help=_("an event that it shows or speaks of"))
    parser.add_argument(
        "--source", default="", metavar=_("REF"), help=_("where it comes from, by the handle's reference")
    )
    parser.add_argument(
        "--part-of", default="", metavar=_("REF"), help=_("an exhibit of which it is a part or attachment")
    )
    parser.add_argument(
        "--translation-of", default="", metavar=_("REF"), help=_("the exhibit of which it is a translation")
    )
    parser.add_argument(
        "--part", action="append", default=[], metavar=_("FILE"), help=_("a file that belongs to it; may be repeated")
    )
    parser.add_argument("--obtained-on", default="", metavar=_("DATE"), help=_("the day, as far as it is known"))
    parser.add_argument(
        "--obtained-at", default="", metavar=_("TIME"), help=_("the instant, with its offset, where it is known")
    )
    parser.add_argument("--obtained-how", choices=OBTAINED_HOW, help=_("how it was obtained"))
    parser.add_argument("--original-or-copy", choices=ORIGINAL_OR_COPY, default="unknown", help=_("what the file is"))
    parser.add_argument("--language", metavar=_("CODE"), help=_("the language it is in: be, ru, en …"))
    parser.add_argument("--url", metavar=_("ADDRESS"), help=_("where it was on the web"))
    _purpose(parser, _("evidence of the case"))
    _json(parser)


def _add(arguments: "Namespace") -> int:
    from dossier.intake.exhibits.taking import take_in

    new = _new(arguments)
    with chosen_vault(arguments) as vault, progress(_("Bytes"), _size(arguments)) as at:
        taken = take_in(vault, Path(arguments.file), new, parts=[Path(part) for part in arguments.part], on_progress=at)
    if arguments.json:
        show_json(asdict(taken))
        return 0
    for one in (taken, *taken.parts):
        _show_taken(one)
    return 0


def _size(arguments: "Namespace") -> int | None:
    """How many bytes there will be, for the bar; None where several files come, or where it cannot be told."""
    try:
        return None if arguments.part else Path(arguments.file).stat().st_size
    except OSError:
        return None


def _show_taken(taken: "Taken") -> None:
    show(f"{taken.ref}  {taken.sha256}  {taken.mime_type}")
    size = _("{size} bytes").format(size=f"{taken.size_bytes:,}".replace(",", "\N{NO-BREAK SPACE}"))
    tell(_("Exhibit {number} of the case, {size}.").format(number=taken.number, size=size))
    if taken.is_known:
        tell(_("The vault has these bytes already; they were not stored twice."))


def _new(arguments: "Namespace") -> "NewExhibit":
    from dossier.casework.exhibits import NewExhibit

    return NewExhibit(
        case=arguments.case, title=arguments.title, kind_code=arguments.kind, number=arguments.number,
        person=arguments.person, event=arguments.event, source=arguments.source, parent=arguments.part_of,
        translation_of=arguments.translation_of, obtained=_day(arguments.obtained_on),
        obtained_at=_instant(arguments.obtained_at), obtained_how=arguments.obtained_how,
        original_or_copy=arguments.original_or_copy, language=arguments.language, source_url=arguments.url,
        purpose=arguments.purpose,
    )  # fmt: skip


def _day(text: str) -> "PartialDate | None":
    from dossier.domain.dates import PartialDate

    return PartialDate.parse(text) if text else None


def _instant(text: str) -> "datetime | None":
    """An instant without its offset is refused: hours of Minsk and of Vilnius differ."""
    from datetime import UTC, datetime

    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse("exhibit.time") from None
    if instant.tzinfo is None:
        raise WrongUse("exhibit.time")
    return instant.astimezone(UTC)


def _list_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("--case", required=True, metavar=_("REF"), help=_("the case it belongs to"))
    _json(parser)


def _list(arguments: "Namespace") -> int:
    from dossier.casework.exhibits import exhibit_lines

    with chosen_vault(arguments) as vault, vault.read() as session:
        lines = exhibit_lines(session, arguments.case)
    if arguments.json:
        show_json([asdict(line) for line in lines])
        return 0
    for line in lines:
        numbers = f"{line.number}  {line.ern_begin or '–'}  {line.sha256[:12] or '–'}"
        show(f"{line.ref}  {numbers}  {line.kind_code}  {line.title}")
    tell(ngettext("{count} exhibit.", "{count} exhibits.", len(lines)).format(count=len(lines)))
    return 0


def _verify_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("refs", nargs="*", metavar=_("REF"), help=_("references of exhibits (else all)"))
    parser.add_argument("--quick", action="store_true", help=_("only whether the files are there, with their size"))
    parser.add_argument(
        "--clear", action="store_true", help=_("remove what interrupted takings in left a day ago or more")
    )
    _json(parser)


def _verify(arguments: "Namespace") -> int:
    from dossier.casework.custody import verify

    with chosen_vault(arguments) as vault, progress(_("Exhibits")) as at:
        found = verify(vault, arguments.refs, level="quick" if arguments.quick else "deep", on_progress=at)
        cleared = _clear(vault) if arguments.clear else 0
    faulty = [one for one in found if one.fault]
    if arguments.json:
        show_json([asdict(one) for one in found])
    for one in () if arguments.json else found:
        show(f"{one.ref}  {one.fault or 'sound'}  {one.sha256}")
    if cleared:
        tell(
            ngettext("{count} unfinished file was removed.", "{count} unfinished files were removed.", cleared).format(
                count=cleared
            )
        )
    tell(_("Sound.") if not faulty else _("Damage was found. Keep this vault and restore the last backup elsewhere."))
    return FOUND_STATUS if faulty else 0


def _clear(vault: "Vault") -> int:
    from dossier.vault.evidence import EvidenceStore

    with vault.write(reason="leftovers cleared") as session:
        return EvidenceStore(vault).clear_leftovers(session)


def _extract_arguments(parser: "ArgumentParser") -> None:
    _ref(parser)
    parser.add_argument("-o", "--output", required=True, metavar=_("FILE"), help=_("the new file"))
    parser.add_argument("--recipient", default="", metavar=_("NAME"), help=_("to whom it goes"))
    _purpose(parser, "")


def _extract(arguments: "Namespace") -> int:
    from dossier.casework.custody import copy_out

    path = Path(arguments.output)
    with chosen_vault(arguments) as vault, progress(_("Bytes")) as at:
        sha256 = copy_out(
            vault, arguments.ref, path, purpose=arguments.purpose, recipient=arguments.recipient, on_progress=at
        )
    show(f"{sha256}  {path}")
    return 0


def _history_arguments(parser: "ArgumentParser") -> None:
    _ref(parser)
    parser.add_argument("--csv", action="store_true", help=_("one CSV table"))
    _json(parser)


def _history(arguments: "Namespace") -> int:
    from dossier.casework.custody import history_of
    from dossier.vault.journal import plain

    with chosen_vault(arguments) as vault, vault.read() as session:
        entries = [plain(asdict(entry)) for entry in history_of(session, arguments.ref)]
    if arguments.json:
        show_json({"exhibit": arguments.ref, "entries": entries})
    elif arguments.csv:
        show(_as_csv(entries).rstrip("\r\n"))
    else:
        for one in entries:
            show("  ".join(str(one[name]) for name in SHOWN_OF_AN_ENTRY))
    return 0


def _as_csv(entries: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, entries[0].keys() if entries else ["number"])
    writer.writeheader()
    writer.writerows(entries)
    return out.getvalue()


def _transfer_arguments(parser: "ArgumentParser") -> None:
    _ref(parser)
    parser.add_argument("--from", dest="giver", required=True, metavar=_("NAME"), help=_("who hands it over"))
    parser.add_argument("--to", dest="taker", required=True, metavar=_("NAME"), help=_("who takes it"))
    parser.add_argument("--place", default="", metavar=_("TEXT"), help=_("where"))
    parser.add_argument("--seal-number", default="", metavar=_("TEXT"), help=_("number of the seal"))
    _purpose(parser, "")


def _transfer(arguments: "Namespace") -> int:
    from dossier.casework.custody import transfer

    with chosen_vault(arguments) as vault:
        transfer(
            vault, arguments.ref, giver=arguments.giver, taker=arguments.taker, purpose=arguments.purpose,
            place=arguments.place, seal_number=arguments.seal_number,
        )  # fmt: skip
    tell(_("The entry is written."))
    return 0


def _seal_arguments(parser: "ArgumentParser") -> None:
    _ref(parser)
    parser.add_argument("--seal-number", required=True, metavar=_("TEXT"), help=_("number of the seal"))
    _purpose(parser, "")


def _seal(arguments: "Namespace") -> int:
    from dossier.casework.custody import seal

    with chosen_vault(arguments) as vault:
        seal(vault, arguments.ref, seal_number=arguments.seal_number, purpose=arguments.purpose)
    tell(_("The entry is written."))
    return 0


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


def _redact_arguments(parser: "ArgumentParser") -> None:
    _ref(parser)
    parser.add_argument("--page", type=int, required=True, metavar="N", help=_("the page of the copy, from 1"))
    parser.add_argument(
        "--box",
        action="append",
        required=True,
        metavar="X,Y,W,H",
        help=_("what to take out, in points from the upper left corner; may be repeated"),
    )
    parser.add_argument("--reason", required=True, metavar=_("CODE"), help=_("the code of the reason, for example B.1"))
    parser.add_argument("--remarks", default="", metavar=_("TEXT"), help=_("for the log; not what stood there"))
    _json(parser)


def _redact(arguments: "Namespace") -> int:
    """Make the next redacted version; 1 where a word that was taken out still stands on another page."""
    from dossier.export.exhibits.redacting import Box, redact

    boxes = [Box(arguments.page, *_four(text), arguments.reason) for text in arguments.box]
    with chosen_vault(arguments) as vault:
        made = redact(vault, arguments.ref, boxes, remarks=arguments.remarks)
    if arguments.json:
        show_json(asdict(made))
    else:
        show(f"{made.ern_begin}  {made.box_count}  {made.words_removed}")
    if made.left_on_pages:
        pages = ", ".join(str(page) for page in made.left_on_pages)
        tell(_("A word that was taken out still stands on page {pages}. Look at it.").format(pages=pages))
    return FOUND_STATUS if made.left_on_pages else 0


def _four(text: str) -> tuple[float, float, float, float]:
    """The numbers of a box.

    Raises:
        Refused: "redact.box".
    """
    try:
        left, top, width, height = (float(part) for part in text.split(","))
    except ValueError:
        raise Refused("redact.box", field="box") from None
    return left, top, width, height


def _recognise_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("refs", nargs="*", metavar=_("REF"), help=_("references of exhibits (else all of the case)"))
    parser.add_argument("--case", default="", metavar=_("REF"), help=_("the case whose exhibits are meant"))
    _json(parser)


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


ACTIONS = (
    Action("add", N_("take a file in as an exhibit; the original is not changed"), _add_arguments, _add),
    Action("list", N_("the exhibits of a case"), _list_arguments, _list),
    Action("verify", N_("are the bytes what they were? each sound one gets an entry"), _verify_arguments, _verify),
    Action("extract", N_("write the original bytes into a new file"), _extract_arguments, _extract),
    Action("history", N_("who had it, when and why"), _history_arguments, _history),
    Action("pages", N_("numbered copies as PDF, and load files of a case"), _pages_arguments, _pages),
    Action("redact", N_("take boxes out of a page; the original and the copy stay"), _redact_arguments, _redact),
    Action(
        "recognise", N_("recognise by machine the text of pages that are pictures"), _recognise_arguments, _recognise
    ),
    Action("transfer", N_("record that it passed from one person to another"), _transfer_arguments, _transfer),
    Action("seal", N_("record that it was put under a seal"), _seal_arguments, _seal),
)
