"""``dossier check``: is this pack whole, unaltered and within its profile? Needs no vault, asks no passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.say import show, show_json, tell
from dossier.errors import UnreadableInput
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.export.check import Report


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier check``."""
    parser.add_argument("pack", metavar=_("PACK"), help=_("the folder or the zip file of a pack"))
    parser.add_argument(
        "--names", default="", metavar=_("FILE"), help=_("names that must not be in it, one a line, to look for")
    )
    parser.add_argument(
        "--rebuild", action="store_true", help=_("make the paper again from the data in the pack and compare the bytes")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document instead of sentences"))


def run(arguments: "Namespace") -> int:
    """Say of each assertion whether it holds; 1 where one does not."""
    from dossier.export.check import check_pack
    from dossier.export.check.protection_checks import Protected

    names = _names(arguments.names) if arguments.names else []
    report = check_pack(
        Path(arguments.pack), protected=Protected(names, names) if names else None, rebuild=arguments.rebuild
    )
    if arguments.json:
        show_json(report.as_json())
    else:
        _show(report)
    return 1 if report.errors else 0


def _names(name: str) -> list[str]:
    try:
        lines = Path(name).read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise UnreadableInput("file.missing") from None
    except (OSError, UnicodeError):
        raise UnreadableInput("file.unreadable") from None
    return [line.strip() for line in lines if line.strip()]


def _show(report: "Report") -> None:
    for one in report.findings:
        mark = "!" if one.is_error else "-"
        show(f"{mark} {one.assertion} {one.place}: {one.sentence} {one.detail}".rstrip())
    states = list(report.states().values())
    held = states.count("holds")
    show(ngettext("{count} assertion holds.", "{count} assertions hold.", held).format(count=held))
    for name, why in report.reasons.items():
        tell(_("{assertion} was not judged: {why}.").format(assertion=name, why=why))
    if report.errors:
        show(_("This pack is NOT sound."))
    else:
        show(_("This pack is whole and unaltered."))
