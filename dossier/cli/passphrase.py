"""How a passphrase comes in: typed on the terminal, or from the file that DOSSIER_PASSPHRASE_FILE names.

Never from an argument and never from the value of an environment variable: both can be read by other processes.
"""

import os
import stat
import sys
from pathlib import Path

from dossier.cli.say import tell
from dossier.errors import Refused, UnreadableInput, VaultProblem, add_messages
from dossier.i18n import N_, _

FILE_VARIABLE = "DOSSIER_PASSPHRASE_FILE"
_LONGEST_BYTES = 4096

add_messages(
    {
        "passphrase.file": N_(
            "The file named in DOSSIER_PASSPHRASE_FILE cannot be read as UTF-8 text of at most 4096 bytes. "
            "Check its name and its contents."
        ),
        "input.nothing_came": N_(
            "Nothing was typed and nothing came on stdin, so nothing was done. Type it, or pipe it in."
        ),
        "passphrase.differs": N_("The two passphrases are not the same. Nothing was changed; start again."),
    }
)


def ask_passphrase() -> str:
    """The passphrase of an existing vault.

    Raises:
        VaultProblem: "vault.no_passphrase" where there is neither a file nor a terminal.
        UnreadableInput: the file cannot be read.
    """
    return _from_file() or _typed(_("Passphrase: "))


def ask_new_passphrase(*, file: str | None = None) -> str:
    """The passphrase of a new vault or key: on a terminal typed twice, because nobody sees what was typed.

    Args:
        file: Where a script put it; empty for none; None for the file that DOSSIER_PASSPHRASE_FILE names.

    Raises:
        VaultProblem: no passphrase, or the two differ.
        UnreadableInput: the file cannot be read.
    """
    if from_file := _from_file(file):
        return from_file
    first = _typed(_("New passphrase: "))
    if first != _typed(_("The same passphrase again: ")):
        raise VaultProblem("passphrase.differs")
    return first


def ask_secret(prompt: str) -> str:
    """Something secret typed on the terminal, not shown.

    Raises:
        VaultProblem: "vault.no_passphrase" where there is no terminal.
    """
    return _typed(prompt)


def on_terminal() -> bool:
    """Whether a person can be asked: a terminal is there, even when stdin is a pipe."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | getattr(os, "O_NOCTTY", 0)))
    except OSError:
        return os.name == "nt" and sys.stdin.isatty()
    return True


def passphrase_is_in_file() -> bool:
    """Whether the passphrase will be read from a file, so that nobody has to be asked."""
    return bool(os.environ.get(FILE_VARIABLE))


def _typed(prompt: str) -> str:
    if not on_terminal():
        raise VaultProblem("vault.no_passphrase")
    from getpass import getpass

    try:
        typed = getpass(prompt)
    except EOFError:
        typed = ""
    if not typed:
        raise VaultProblem("vault.no_passphrase")
    return typed


def ask_line(prompt: str) -> str:
    """One line that may be seen while it is typed; from stdin where there is no terminal.

    Raises:
        Refused: "input.nothing_came".
    """
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline().strip()
    if not line:
        raise Refused("input.nothing_came")
    return line


def suggest_on_terminal() -> None:
    """Show a generated passphrase to the person at the terminal."""
    if not sys.stderr.isatty():
        return
    from dossier.vault.passphrases import suggest_passphrase

    tell(_("A passphrase that cannot be guessed, made just now by chance; write it down on paper or choose your own:"))
    tell(f"\n    {suggest_passphrase()}\n")


def _from_file(name: str | None = None) -> str:
    name = os.environ.get(FILE_VARIABLE, "") if name is None else name
    if not name:
        return ""
    _warn_if_others_read(Path(name))
    try:
        with Path(name).open("rb") as stream:
            content = stream.read(_LONGEST_BYTES + 1)
        if len(content) > _LONGEST_BYTES:
            raise UnreadableInput("passphrase.file")
        return _without_newline(content.decode("utf-8")) or _refuse_empty()
    except (OSError, UnicodeDecodeError):
        raise UnreadableInput("passphrase.file") from None


def _without_newline(text: str) -> str:
    """One line ending is the editor's, not the person's; spaces may be meant."""
    return text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text


def _refuse_empty() -> str:
    raise VaultProblem("vault.no_passphrase")


def _warn_if_others_read(file: Path) -> None:
    try:
        mode = file.stat().st_mode
    except OSError:
        return
    if os.name == "posix" and stat.S_ISREG(mode) and mode & 0o077:
        tell(_("Other users of this computer can read the passphrase file. Run: chmod 600 FILE"))
