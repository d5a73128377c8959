"""What is done with custodians, each a form and one verb: take one in, retire one, bring sealed entries out and in."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.casework.forms import access_tasks as forms
from dossier.errors import RenderProblem, UnreadableInput
from dossier.i18n import _
from dossier.tui.screens.output_place import make_room, output_folder
from dossier.tui.screens.task import QuickTask

if TYPE_CHECKING:
    from dossier.tui.desk import Desk


def new_custodian(desk: "Desk", _what: str) -> "QuickTask":
    """One more to whom is sealed."""

    def do(values: Mapping[str, Any]) -> str:
        from dossier.vault.custodians import CUSTODIANS_NEEDED, add_custodian, custodians

        line = _content(values["file"]).decode("ascii", errors="replace")
        made = add_custodian(desk.vault, values["name"], line, values["heard"])
        with desk.vault.read() as session:
            count = len(custodians(desk.vault.header, session))
        more = _("One more custodian is needed before anything can be sealed.") if count < CUSTODIANS_NEEDED else ""
        return " · ".join(filter(None, (made.name, more)))

    return QuickTask(desk, forms.NEW_CUSTODIAN, do)


def retire(desk: "Desk", name: str) -> "QuickTask":
    """Nothing more is sealed to a custodian."""

    def do(values: Mapping[str, Any]) -> str:
        from dossier.vault.custodians import retire_custodian

        gone, left = retire_custodian(desk.vault, values["name"], forget=values.get("forget", False))
        said = [_("Nothing more is sealed to this custodian.")]
        if gone:
            said.append(
                _("Entries that they open no more: {count}. Older copies and backups still hold their keys.").format(
                    count=gone
                )
            )
        if left:
            said.append(_("Entries that they still open until their day: {count}.").format(count=left))
        return " ".join(said)

    return QuickTask(desk, forms.RETIRE_CUSTODIAN, do, texts={"name": name})


def sealed_out(desk: "Desk", _what: str) -> "QuickTask":
    """A file that only a custodian opens."""

    def do(values: Mapping[str, Any]) -> str:
        from dossier.vault.durable import write_file
        from dossier.vault.sealed_bundles import sealed_bundle

        file = Path(values["output"])
        if file.exists():
            raise RenderProblem("file.exists")
        make_room(file)
        document = sealed_bundle(desk.vault)
        try:
            write_file(file, json.dumps(document).encode())
        except OSError:
            raise RenderProblem("file.unwritable") from None
        count = len(document["entries"])
        return _("Sealed entries in the file: {count}. Only a custodian can open it.").format(count=count)

    return QuickTask(desk, forms.SEALED_OUT, do, texts={"output": str(output_folder() / "sealed.json")})


def renewed_in(desk: "Desk", _what: str) -> "QuickTask":
    """Keys and last days that a custodian renewed on a machine of their own."""

    def do(values: Mapping[str, Any]) -> str:
        from datetime import datetime

        from dossier.vault.resealing import take_resealed

        try:
            document = json.loads(_content(values["file"]))
        except (ValueError, RecursionError):
            raise UnreadableInput("resealed.form") from None
        done = take_resealed(desk.vault, document, datetime.now().astimezone().date())
        said = _("Keys added: {keys}. Entries with a later last day: {days}.")
        unknown = _(forms.NOT_KNOWN).format(keys=", ".join(done.unknown)) if done.unknown else ""
        return " ".join(filter(None, (said.format(keys=done.keys_added, days=done.days_moved), unknown)))

    return QuickTask(desk, forms.RENEWED_IN, do)


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError:
        raise UnreadableInput("file.unreadable") from None
