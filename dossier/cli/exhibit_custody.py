"""``dossier exhibit extract``, ``history``, ``transfer`` and ``seal``: what leaves its entry in the custody."""

import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.arguments import Action
from dossier.cli.exhibit_options import json_option, purpose_option, ref_argument
from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping


def _extract_arguments(parser: "ArgumentParser") -> None:
    ref_argument(parser)
    parser.add_argument("-o", "--output", required=True, metavar=_("FILE"), help=_("the new file"))
    parser.add_argument("--recipient", default="", metavar=_("NAME"), help=_("to whom it goes"))
    purpose_option(parser, "")


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
    ref_argument(parser)
    parser.add_argument("--csv", action="store_true", help=_("one CSV table"))
    json_option(parser)


def _history(arguments: "Namespace") -> int:
    from dossier.casework.custody import history_of
    from dossier.vault.journal_values import plain

    with chosen_vault(arguments) as vault, vault.read() as session:
        entries = [plain(asdict(entry)) for entry in history_of(session, arguments.ref)]
    if arguments.json:
        show_json({"exhibit": arguments.ref, "entries": entries})
    elif arguments.csv:
        show(_as_csv(entries).rstrip("\r\n"))
    else:
        for one in entries:
            show(_entry_line(one))
    return 0


def _entry_line(entry: "Mapping[str, object]") -> str:
    """Number, instant, step, who, why, and the hash, in the reader's words."""
    from dossier.casework.custody_words import custody_words
    from dossier.casework.dossier_words import CUSTODY_EVENTS, word

    step, why = word(CUSTODY_EVENTS, str(entry["event"])), custody_words(str(entry["purpose"]))
    parts = (entry["number"], entry["happened_at"], step, entry["by_code"], why, entry["entry_hash"])
    return "  ".join(map(str, parts))


def _as_csv(entries: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, entries[0].keys() if entries else ["number"])
    writer.writeheader()
    writer.writerows(entries)
    return out.getvalue()


def _transfer_arguments(parser: "ArgumentParser") -> None:
    ref_argument(parser)
    parser.add_argument("--from", dest="giver", required=True, metavar=_("NAME"), help=_("who hands it over"))
    parser.add_argument("--to", dest="taker", required=True, metavar=_("NAME"), help=_("who takes it"))
    parser.add_argument("--place", default="", metavar=_("TEXT"), help=_("where"))
    parser.add_argument("--seal-number", default="", metavar=_("TEXT"), help=_("number of the seal"))
    purpose_option(parser, "")


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
    ref_argument(parser)
    parser.add_argument("--seal-number", required=True, metavar=_("TEXT"), help=_("number of the seal"))
    purpose_option(parser, "")


def _seal(arguments: "Namespace") -> int:
    from dossier.casework.custody import seal

    with chosen_vault(arguments) as vault:
        seal(vault, arguments.ref, seal_number=arguments.seal_number, purpose=arguments.purpose)
    tell(_("The entry is written."))
    return 0


CUSTODY_ACTIONS = (
    Action("extract", N_("write the original bytes into a new file"), _extract_arguments, _extract),
    Action("history", N_("who had it, when and why"), _history_arguments, _history),
    Action("transfer", N_("record that it passed from one person to another"), _transfer_arguments, _transfer),
    Action("seal", N_("record that it was put under a seal"), _seal_arguments, _seal),
)
