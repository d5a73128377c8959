"""``dossier exhibit``: items of evidence, from the taking in to the last entry of their custody."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.arguments import Action
from dossier.cli.damage import what_is_wrong
from dossier.cli.exhibit_custody import CUSTODY_ACTIONS
from dossier.cli.exhibit_options import FOUND_STATUS, json_option, purpose_option
from dossier.cli.exhibit_pages import PAGE_ACTIONS
from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.domain.codes import OBTAINED_HOW, ORIGINAL_OR_COPY
from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from dossier.casework.exhibits import NewExhibit
    from dossier.domain.dates import PartialDate
    from dossier.intake.exhibits.taking import Taken
    from dossier.vault import Vault

add_messages({"exhibit.time": N_("--obtained-at takes an instant with its offset, such as 2026-11-24T12:00:00+03:00.")})


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
    purpose_option(parser, _("evidence of the case"))
    json_option(parser)


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
    json_option(parser)


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
    json_option(parser)


def _verify(arguments: "Namespace") -> int:
    from dossier.casework.custody import verify

    with chosen_vault(arguments) as vault, progress(_("Exhibits")) as at:
        found = verify(vault, arguments.refs, level="quick" if arguments.quick else "deep", on_progress=at)
        cleared = _clear(vault) if arguments.clear else 0
    faulty = [one for one in found if one.fault]
    if arguments.json:
        show_json([asdict(one) for one in found])
    for one in () if arguments.json else found:
        said = what_is_wrong("evidence", one.fault) if one.fault else _("sound")
        show(f"{one.ref}  {said}  {one.sha256}")
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


ACTIONS = (
    Action("add", N_("take a file in as an exhibit; the original is not changed"), _add_arguments, _add),
    Action("list", N_("the exhibits of a case"), _list_arguments, _list),
    Action("verify", N_("are the bytes what they were? each sound one gets an entry"), _verify_arguments, _verify),
    *CUSTODY_ACTIONS,
    *PAGE_ACTIONS,
)
