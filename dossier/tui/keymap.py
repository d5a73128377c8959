"""keymap.yaml in the folder of the settings: other keys for the actions of the registry.

``save: f10`` or ``save: [f10, ctrl+s]``. A map that cannot work is refused as a whole, with the sentence that says
why, and the usual keys stay: a half-taken map could leave somebody without a way back.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from dossier.errors import Refused, add_messages
from dossier.i18n import N_
from dossier.tui.actions import ACTIONS, sets_of_actions

FILE_NAME: Final = "keymap.yaml"
_KEY: Final = re.compile(r"(?:(?:ctrl|shift|alt)\+)*[a-z0-9_]+")
_TYPED: Final = re.compile(r"(?:shift\+)?.")

add_messages(
    {
        "keymap.form": N_("keymap.yaml was not taken: it is a list of lines like “save: f10”. The usual keys stay."),
        "keymap.action": N_("keymap.yaml was not taken: there is no action “{name}”. F12 lists them."),
        "keymap.key": N_("keymap.yaml was not taken: “{key}” is no key that can be given. The usual keys stay."),
        "keymap.clash": N_("keymap.yaml was not taken: “{key}” would mean both {first} and {second} on one screen."),
    }
)


def read_keymap(path: Path) -> dict[str, str]:
    """Action -> its keys, as Textual wants them; nothing where there is no file.

    Raises:
        Refused: "keymap.form", "keymap.action", "keymap.key", "keymap.clash".
    """
    if not path.exists():
        return {}
    import yaml

    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        raise Refused("keymap.form") from None
    if read is None:
        return {}
    if not isinstance(read, dict):
        raise Refused("keymap.form")
    keymap = {str(name): ",".join(_keys(keys)) for name, keys in read.items()}
    check_keymap(keymap)
    return keymap


def _keys(written: object) -> list[str]:
    keys = written if isinstance(written, list) else str(written).split(",")
    return [_one_key(str(key).strip().lower()) for key in keys]


def _one_key(key: str) -> str:
    """A key that can be given: a letter alone is typed into fields and means nothing else."""
    if not _KEY.fullmatch(key) or _TYPED.fullmatch(key):
        raise Refused("keymap.key", key=key[:40])
    return key


def check_keymap(keymap: Mapping[str, str]) -> None:
    """Refuse an unknown action, and a key that would mean two things on one screen.

    Raises:
        Refused: "keymap.action", "keymap.clash".
    """
    for name in keymap:
        if name not in ACTIONS:
            raise Refused("keymap.action", name=name[:40])
    for together in sets_of_actions():
        _check_set(together, keymap)


def _check_set(together: Iterable[str], keymap: Mapping[str, str]) -> None:
    owners: dict[str, str] = {}
    for name in together:
        for key in keymap.get(name, ACTIONS[name].keys).split(","):
            other = owners.setdefault(key, name)
            if other != name:
                raise Refused("keymap.clash", key=key, first=other, second=name)
