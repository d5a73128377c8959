"""To whom the files that leave are encrypted: recipients of age, given as keys or in a file, one a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.errors import UnreadableInput, WrongUse, add_messages
from dossier.i18n import N_

add_messages(
    {
        "export.age_key": N_(
            "--encrypt-to takes a public key of age (it begins with age1) or a file with such keys, one a line."
        ),
        "export.age_secret": N_("This is a secret key. Give the public one, and tell nobody the secret."),
    }
)


@dataclass(frozen=True)
class AgeRecipients:
    """Those who can open the files: what the library needs, and the keys as text for the receipt."""

    keys: tuple[Any, ...] = ()
    texts: tuple[str, ...] = ()


def read_recipients(given: Sequence[str]) -> AgeRecipients:
    """Keys, or names of files with keys; blank lines and lines that begin with # are passed over.

    Raises:
        WrongUse: "export.age_key", "export.age_secret".
        UnreadableInput: "file.missing", "file.unreadable".
    """
    texts = tuple(dict.fromkeys(text for one in given for text in _texts(one)))
    if given and not texts:
        raise WrongUse("export.age_key")
    return AgeRecipients(tuple(_key(text) for text in texts), texts)


def _texts(given: str) -> list[str]:
    if given.lower().startswith("age-secret-key-"):
        raise WrongUse("export.age_secret")
    if given.startswith(("age1", "ssh-")):
        return [given]
    try:
        lines = Path(given).read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise WrongUse("export.age_key") from None
    except (OSError, UnicodeError):
        raise UnreadableInput("file.unreadable") from None
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _key(text: str) -> Any:
    import pyrage

    if text.lower().startswith("age-secret-key-"):
        raise WrongUse("export.age_secret")
    kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise WrongUse("export.age_key") from None
