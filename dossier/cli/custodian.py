"""``dossier custodian``: on the custodian's own machine a key pair and opening; in the vault, whom it seals to."""

import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.cli.arguments import Action
from dossier.cli.passphrase import (
    ask_line,
    ask_new_passphrase,
    ask_passphrase,
    passphrase_is_in_file,
    suggest_on_terminal,
)
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.errors import RenderProblem, UnreadableInput, WrongUse
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence


def _file(parser: "ArgumentParser") -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the file of the custodian's secret key"))


def _init(arguments: "Namespace") -> int:
    from dossier.vault import custodian_keys

    file = Path(arguments.file)
    if file.exists():
        raise RenderProblem("file.exists")
    if not passphrase_is_in_file():
        suggest_on_terminal()
    secret = custodian_keys.new_secret()
    _write(file, custodian_keys.lock_secret(secret, ask_new_passphrase()))
    _show_public(secret.public_bytes())
    tell(_("Never open this file on a documenter's computer. Keep a second copy of it in another place."))
    return 0


def _write(file: Path, content: bytes) -> None:
    from dossier.vault.durable import write_file

    try:
        write_file(file, content)
    except OSError:
        raise RenderProblem("file.unwritable") from None


def _show(arguments: "Namespace") -> int:
    from dossier.vault.custodian_keys import public_of_file

    _show_public(public_of_file(_read(arguments.file)))
    return 0


def _show_public(public: bytes) -> None:
    from dossier.vault.custodian_keys import fingerprint, public_line

    show(public_line(public))
    tell(_("Send this line by any way, and read this fingerprint aloud, voice to voice:"))
    tell(f"\n    {fingerprint(public)}\n")


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError:
        raise UnreadableInput("file.unreadable") from None


def _open_arguments(parser: "ArgumentParser") -> None:
    _file(parser)
    parser.add_argument("bundle", metavar=_("SEALED"), help=_("what dossier custodian export wrote; - reads stdin"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def _open(arguments: "Namespace") -> int:
    from dossier.vault.custodian_keys import open_secret
    from dossier.vault.sealed_bundles import open_bundle

    document = _document(arguments.bundle)
    opened, others = open_bundle(document, open_secret(_read(arguments.file), ask_passphrase()))
    if arguments.json:
        show_json({"opened": [vars(one) for one in opened], "not_opened": others})
        return 1 if others else 0
    for one in opened:
        show(
            "  ".join(filter(None, (one.ref, one.handle, *(f"{key}: {value}" for key, value in one.identity.items()))))
        )
    _tell_not_opened(others)
    return 1 if others else 0


def _add_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("key", metavar=_("FILE"), help=_("the file with the line that dossier custodian show printed"))
    parser.add_argument(
        "--name", required=True, metavar=_("NAME"), help=_("as it is shown where something is sealed; best a pseudonym")
    )
    parser.add_argument(
        "--fingerprint", metavar="XXXX-…", help=_("as the custodian read it to you by voice; else it is asked")
    )


def _add(arguments: "Namespace") -> int:
    from dossier.vault.custodians import CUSTODIANS_NEEDED, add_custodian, custodians

    _free_to_ask([arguments.key], [arguments.fingerprint])
    line = _read(arguments.key).decode("ascii", errors="replace")
    heard = arguments.fingerprint or ask_line(_("The fingerprint as the custodian reads it to you: "))
    with chosen_vault(arguments) as vault:
        show(add_custodian(vault, arguments.name, line, heard).fingerprint)
        with vault.read() as session:
            count = len(custodians(vault.header, session))
    if count < CUSTODIANS_NEEDED:
        tell(_("One more custodian is needed before anything can be sealed."))
    return 0


def _list_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def _list(arguments: "Namespace") -> int:
    from dossier.vault.custodians import custodians

    with chosen_vault(arguments) as vault, vault.read() as session:
        found = custodians(vault.header, session)
    if arguments.json:
        show_json([{"name": one.name, "fingerprint": one.fingerprint} for one in found])
    for one in () if arguments.json else found:
        show(f"{one.fingerprint}  {one.name}")
    return 0


def _retire_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("of the custodian to whom nothing more is sealed"))
    parser.add_argument("--forget", action="store_true", help=_("take their keys out of what two others can open, too"))


def _retire(arguments: "Namespace") -> int:
    from dossier.vault.custodians import retire_custodian

    with chosen_vault(arguments) as vault:
        gone, left = retire_custodian(vault, arguments.name, forget=arguments.forget)
    tell(_("Nothing more is sealed to this custodian."))
    if gone:
        tell(_("Entries that they open no more: {count}. Older copies and backups still hold their keys.").format(
            count=gone))  # fmt: skip
    if left:
        tell(_("Entries that they still open until their day: {count}.").format(count=left))
    return 1 if arguments.forget and left else 0


def _renew_arguments(parser: "ArgumentParser") -> None:
    _file(parser)
    parser.add_argument("bundle", metavar=_("SEALED"), help=_("what dossier custodian export wrote; - reads stdin"))
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        metavar=_("KEY"),
        help=_("a file with the line of a custodian who shall open it too"),
    )
    parser.add_argument(
        "--fingerprint", action="append", default=[], metavar="XXXX-…",
        help=_("of each --to, as that custodian read it to you by voice; else it is asked"),
    )  # fmt: skip
    parser.add_argument("--kept-days", type=int, metavar="N", help=_("from today so many days until nobody opens it"))
    parser.add_argument("-o", "--output", required=True, metavar=_("FILE"), help=_("a new file, for the vault"))


def _renew(arguments: "Namespace") -> int:
    from datetime import date

    from dossier.vault.custodian_keys import open_secret
    from dossier.vault.resealing import reseal

    file = Path(arguments.output)
    if file.exists():
        raise RenderProblem("file.exists")
    _free_to_ask([arguments.bundle, *arguments.to], arguments.fingerprint, len(arguments.to))
    to = list(_heard_keys(arguments.to, arguments.fingerprint))
    secret = open_secret(_read(arguments.file), ask_passphrase())
    answer, others = reseal(_document(arguments.bundle), secret, to, arguments.kept_days, date.today())
    _write(file, json.dumps(answer).encode())
    tell(_("Renewed entries: {count}. Bring the file to the vault: dossier custodian take").format(
        count=len(answer["entries"])))  # fmt: skip
    _tell_not_opened(others)
    return 1 if others else 0


def _free_to_ask(files: "Sequence[str]", fingerprints: "Sequence[str | None]", wanted: int = 1) -> None:
    """Refuse to ask for a fingerprint on a standard input that is a file."""
    if "-" in files and sum(map(bool, fingerprints)) < wanted:
        raise WrongUse("usage", what=_("Say --fingerprint where a file is -: its lines are no answer to a question."))


def _heard_keys(files: "Sequence[str]", fingerprints: "Sequence[str]") -> "Iterator[bytes]":
    """Public keys whose fingerprints were heard.

    Raises:
        Refused: "custodian.fingerprint".
    """
    from dossier.vault.custodian_keys import read_public_line
    from dossier.vault.custodians import require_heard

    for name, heard in zip_longest(files, fingerprints):
        if name is None:
            raise WrongUse("usage", what="--fingerprint")
        public = read_public_line(_read(name).decode("ascii", errors="replace"))
        require_heard(public, heard or ask_line(_("The fingerprint as the custodian reads it to you: ")))
        yield public


def _document(name: str) -> Any:
    try:
        return json.loads(_read(name))
    except (ValueError, RecursionError):
        raise UnreadableInput("sealed.bundle") from None


def _tell_not_opened(refs: "Sequence[str]") -> None:
    if refs:
        tell(_("Not opened, because sealed to others or altered: {refs}").format(refs=", ".join(refs)))


def _take_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("renewed", metavar=_("RENEWED"), help=_("what dossier custodian renew wrote; - reads stdin"))
    parser.add_argument(
        "--unproved", action="store_true",
        help=_("also what renews entries of an earlier version, which cannot check it; only from the custodian's hand"),
    )  # fmt: skip


def _take(arguments: "Namespace") -> int:
    from datetime import date

    from dossier.casework.forms.access_tasks import NOT_KNOWN
    from dossier.vault.resealing import take_resealed

    try:
        document = json.loads(_read(arguments.renewed))
    except (ValueError, RecursionError):
        raise UnreadableInput("resealed.form") from None
    with chosen_vault(arguments) as vault:
        done = take_resealed(vault, document, date.today(), with_unproved=arguments.unproved)
    tell(_("Keys added: {keys}. Entries with a later last day: {days}.").format(
        keys=done.keys_added, days=done.days_moved))  # fmt: skip
    if done.unknown:
        tell(_(NOT_KNOWN).format(keys=", ".join(done.unknown)))
    if done.passed_over:
        tell(_("Passed over, because gone or sealed anew since: {refs}").format(refs=", ".join(done.passed_over)))
    if done.unproved and not arguments.unproved:
        tell(
            _(
                "Not renewed, because an earlier version sealed them and cannot check who renews: {refs}. Where the "
                "file came from the custodian's own hand: --unproved"
            ).format(refs=", ".join(done.unproved))
        )
    return 1 if done.unknown or done.passed_over or (done.unproved and not arguments.unproved) else 0


def _export_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("-o", "--output", required=True, metavar=_("FILE"), help=_("a new file for the custodian"))


def _export(arguments: "Namespace") -> int:
    from dossier.vault.sealed_bundles import sealed_bundle

    file = Path(arguments.output)
    if file.exists():
        raise RenderProblem("file.exists")
    with chosen_vault(arguments) as vault:
        document = sealed_bundle(vault)
    _write(file, json.dumps(document).encode())
    tell(_("Sealed entries in the file: {count}. Only a custodian can open it.").format(count=len(document["entries"])))
    return 0


ACTIONS = (
    Action("init", N_("on the custodian's own machine: make a key pair"), _file, _init),
    Action("show", N_("the public key and its fingerprint"), _file, _show),
    Action("open", N_("on the custodian's own machine: read sealed identities"), _open_arguments, _open),
    Action("add", N_("take a custodian's public key into the vault"), _add_arguments, _add),
    Action("list", N_("to whom this vault seals"), _list_arguments, _list),
    Action(
        "renew",
        N_("on the custodian's own machine: let another key open it, or a later day be its last"),
        _renew_arguments,
        _renew,
    ),
    Action("take", N_("take in what dossier custodian renew wrote"), _take_arguments, _take),
    Action("retire", N_("seal nothing more to a custodian"), _retire_arguments, _retire),
    Action("export", N_("a file with everything sealed, for a custodian"), _export_arguments, _export),
)
