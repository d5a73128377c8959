"""To whom files are encrypted, exports and backups alike: recipients of age, given as keys or in a file, one a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.errors import UnreadableInput, WrongUse, add_messages
from dossier.i18n import N_

add_messages(
    {
        "age.recipient": N_(
            "This is no public key of age (it begins with age1) and no file with such keys, one a line. "
            "Make one with: dossier backup --new-identity FILE"
        ),
        "age.secret": N_("This is a secret key. Give the public one, and tell nobody the secret."),
        "age.ssh": N_("A backup is opened with a key of age; an SSH key does not do. Give one that begins with age1."),
    }
)


@dataclass(frozen=True)
class AgeRecipients:
    """Those who can open the files: what the library needs, and the keys as text for the receipt."""

    keys: tuple[Any, ...] = ()
    texts: tuple[str, ...] = ()


def read_recipients(given: Sequence[str], *, with_ssh: bool = True) -> AgeRecipients:
    """Keys, or names of files with keys; blank lines and lines that begin with # are passed over.

    Args:
        given: "age1…", "ssh-…" or the name of a file with such lines.
        with_ssh: Take keys of SSH too; who must open the files with this program needs one of age.

    Raises:
        WrongUse: "age.recipient", "age.secret", "age.ssh".
        UnreadableInput: "file.unreadable".
    """
    texts = tuple(dict.fromkeys(text for one in given for text in _texts(one.strip())))
    if given and not texts:
        raise WrongUse("age.recipient")
    if not with_ssh and any(text.startswith("ssh-") for text in texts):
        raise WrongUse("age.ssh")
    return AgeRecipients(tuple(_key(text) for text in texts), texts)


def _texts(given: str) -> list[str]:
    if given.lower().startswith("age-secret-key-"):
        raise WrongUse("age.secret")
    if given.startswith(("age1", "ssh-")):
        return [given]
    try:
        lines = Path(given).read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise WrongUse("age.recipient") from None
    except (OSError, UnicodeError):
        raise UnreadableInput("file.unreadable") from None
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _key(text: str) -> Any:
    import pyrage

    if text.lower().startswith("age-secret-key-"):
        raise WrongUse("age.secret")
    kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise WrongUse("age.recipient") from None
