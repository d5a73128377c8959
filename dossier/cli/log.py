"""``dossier log``: the journal, the history of a record, proofs, checkpoints."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.cli.arguments import Action
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.domain.safe_text import safe_text
from dossier.errors import UnreadableInput
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.vault.checkpoints import Checkpoint


def _json(parser: "ArgumentParser") -> None:
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def _ref(parser: "ArgumentParser") -> None:
    parser.add_argument("ref", metavar=_("REF"), help=_("the reference of a record, for example P-7K2Q-9M4XC"))


def add_against(parser: "ArgumentParser") -> None:
    """The option for a checkpoint that was kept elsewhere."""
    parser.add_argument(
        "--against",
        metavar=_("CHECKPOINT"),
        help=_("a checkpoint that was kept elsewhere: its file, or the line from a footer, as 1234 · 9f3c77a102be"),
    )


def _list_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("--limit", type=int, default=50, metavar="N", help=_("the newest N entries; 50 by default"))
    parser.add_argument("--action", metavar=_("KIND"), help=_("only entries of one kind, for example unlock or export"))
    _json(parser)


def _list(arguments: "Namespace") -> int:
    from dossier.casework.journal_reasons import reason_words
    from dossier.vault.log import log_lines

    with chosen_vault(arguments) as vault, vault.read() as session:
        lines = log_lines(session, limit=max(arguments.limit, 0), action=arguments.action)
    if arguments.json:
        show_json([{**vars(line), "at": line.at.isoformat(), "fields": list(line.fields)} for line in lines])
        return 0
    for line in lines:
        parts = (
            str(line.number), f"{line.at:%Y-%m-%d %H:%M:%S}", line.author, line.action, line.record_table or "",
            line.record_ref or "", ", ".join(line.fields), reason_words(line.reason, line.record_table or ""),
            _("the clock went back") if line.clock_went_back else "",
        )  # fmt: skip
        show("  ".join(safe_text(part) for part in parts if part))
    return 0


def _history_arguments(parser: "ArgumentParser") -> None:
    _ref(parser)
    _json(parser)


def _history(arguments: "Namespace") -> int:
    from dossier.casework.history import history_of

    with chosen_vault(arguments) as vault:
        steps = history_of(vault, arguments.ref)
    if arguments.json:
        show_json([{**vars(one), "at": one.at.isoformat(), "fields": [vars(f) for f in one.fields]} for one in steps])
        return 0
    for step in steps:
        show(f"{step.number}  {step.at:%Y-%m-%d %H:%M}  {safe_text(step.author)}  {step.action}")
        for one in step.fields:
            show(f"    {one.field}: {_value(one.before)} → {_value(one.after)}")
    return 0


def _value(value: Any) -> str:
    from dossier.vault.journal_values import is_veiled

    if is_veiled(value):
        return _("kept as a sum only: what runs out leaves no words here")
    return "–" if value is None else safe_text(str(value))


def _restore_arguments(parser: "ArgumentParser") -> None:
    _ref(parser)
    parser.add_argument(
        "number", type=int, metavar="N", help=_("the entry that is taken back, with all later ones on this record")
    )


def _restore(arguments: "Namespace") -> int:
    from dossier.casework.history import restore_before

    with chosen_vault(arguments) as vault:
        show(restore_before(vault, arguments.ref, arguments.number))
    tell(_("The record is what it was before that entry; this is a change of its own and can be taken back too."))
    return 0


def _checkpoint_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("--short", action="store_true", help=_("only the line that is printed in footers"))


def _checkpoint(arguments: "Namespace") -> int:
    from dossier.vault.checkpoints import current_checkpoint

    with chosen_vault(arguments) as vault:
        made = current_checkpoint(vault)
    show(made.short if arguments.short else made.note.rstrip("\n"))
    tell(_("Keep it outside this computer: who has it can tell later whether the journal was cut or rewritten."))
    return 0


def _prove_arguments(parser: "ArgumentParser") -> None:
    _ref(parser)
    add_against(parser)


def _prove(arguments: "Namespace") -> int:
    from dossier.vault.proofs import prove_record

    with chosen_vault(arguments) as vault:
        document = prove_record(vault, arguments.ref, since=known_checkpoint(arguments.against))
    show_json(document)
    tell(_("The proof shows the values of this record to whoever reads it."))
    return 0


def _check_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("what dossier log prove printed; - reads stdin"))
    add_against(parser)


def _check(arguments: "Namespace") -> int:
    from dossier.vault.proofs import check_proof

    faults = check_proof(document_of(arguments.file, "proof.form"), known_checkpoint(arguments.against))
    for fault in faults:
        show(fault)
    tell(_("The proof holds.") if not faults else _("The proof does not hold."))
    return 1 if faults else 0


def document_of(name: str, code: str) -> Any:
    """The JSON document of a file, or of stdin for "-".

    Raises:
        UnreadableInput: with this code.
    """
    try:
        return json.loads(sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise UnreadableInput(code) from None


def known_checkpoint(given: str | None) -> "Checkpoint | None":
    """The checkpoint that an option names: a file, or the printed line itself.

    Raises:
        Misread: "note.form".
    """
    from dossier.vault.checkpoints import read_checkpoint

    if given is None:
        return None
    try:
        text = Path(given).read_text(encoding="utf-8")
    except (OSError, ValueError):
        text = given
    return read_checkpoint(text)


ACTIONS = (
    Action("list", N_("the newest entries: who did what, when"), _list_arguments, _list),
    Action("history", N_("everything that happened to one record"), _history_arguments, _history),
    Action("restore", N_("bring a record back to what it was before an entry"), _restore_arguments, _restore),
    Action(
        "checkpoint", N_("the journal's size and root, signed, to keep elsewhere"), _checkpoint_arguments, _checkpoint
    ),
    Action("prove", N_("a proof of one record for a court, without the others"), _prove_arguments, _prove),
    Action("check", N_("does a proof hold? needs no vault"), _check_arguments, _check),
)
