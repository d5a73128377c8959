"""``dossier check``: is this pack whole, unaltered and within its profile? Needs no vault, asks no passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.say import show, show_json, tell
from dossier.errors import UnreadableInput
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.domain.paper_keys import KeyTime
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
    parser.add_argument(
        "--keys", default="", metavar=_("FILE"),
        help=_("the keys with which the vault signs, from: dossier keys paper --proof"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("one JSON document instead of sentences"))


def run(arguments: "Namespace") -> int:
    """Say of each assertion whether it holds; 1 where one does not."""
    from dossier.export.check import check_strangers_pack
    from dossier.export.check.key_checks import judge_keys
    from dossier.export.check.protection_checks import Protected

    keys = _keys(arguments.keys) if arguments.keys else None
    names = _names(arguments.names) if arguments.names else []
    report = check_strangers_pack(
        Path(arguments.pack), protected=Protected(names, names) if names else None, rebuild=arguments.rebuild
    )
    if keys is not None:
        judge_keys(report, keys)
    if arguments.json:
        show_json(report.as_json())
    else:
        _show(report, keys)
    return 1 if report.errors else 0


def _names(name: str) -> list[str]:
    try:
        lines = Path(name).read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise UnreadableInput("file.missing") from None
    except (OSError, UnicodeError):
        raise UnreadableInput("file.unreadable") from None
    return [line.strip() for line in lines if line.strip()]


def _keys(name: str) -> "list[KeyTime]":
    """The list of a file, whose proof holds."""
    from dossier.cli.log import document_of
    from dossier.vault.proofs import key_times_of

    return key_times_of(document_of(name, "sign.keys_file"))


def _show(report: "Report", keys: "list[KeyTime] | None") -> None:
    from dossier.domain.paper_key_words import signed_words

    for one in report.findings:
        mark = "!" if one.is_error else "-"
        show(f"{mark} {one.assertion} {one.place}: {one.sentence} {one.detail}".rstrip())
    states = list(report.states().values())
    held = states.count("holds")
    show(ngettext("{count} assertion holds.", "{count} assertions hold.", held).format(count=held))
    for name, why in report.reasons.items():
        tell(_("{assertion} was not judged: {why}.").format(assertion=name, why=why))
    for signed in report.signatures:
        show(signed_words(signed.fingerprint, signed.name, signed.at, keys))
    if report.errors:
        show(_("This pack is NOT sound."))
    else:
        show(_("This pack is whole and unaltered."))
