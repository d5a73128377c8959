"""What a person has set for the screens on this computer: language, lock, colours. Nothing of a case is in it."""

import os
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from dossier.i18n import LANGUAGES

LOCK_MINUTES: Final = (1, 30)
THEMES: Final = ("textual-dark", "textual-light", "ansi-dark", "ansi-light")
"""Dark and light of our own, and the terminal's own colours."""
COVERED, WHOLE = "covered", "whole"
SENSITIVE: Final = (COVERED, WHOLE)
FILE_NAME: Final = "settings.yaml"


@dataclass(frozen=True)
class Settings:
    """The settings, each with what it is where nothing was set."""

    language: str = ""
    """Empty for that of the system."""
    lock_minutes: int = 5
    """Minutes without a key after which the screens lock, 1 to 30."""
    theme: str = THEMES[0]
    sensitive: str = COVERED
    """Whether sensitive fields stand covered on the page of a person until Ctrl+T shows them, or whole at once."""


def config_folder() -> Path:
    """Where the settings and the keymap lie, by the custom of the platform."""
    from platformdirs import user_config_path

    return user_config_path("dossier", appauthor=False)


def load_settings() -> Settings:
    """What is set; what cannot be read or is out of range counts as not set."""
    try:
        text = (config_folder() / FILE_NAME).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return Settings()
    return _checked(_as_saved(text) or _as_written(text))


def _as_saved(text: str) -> "dict[str, Any]":
    """The values of a file as ``save_settings`` writes it; empty for any other: YAML takes longer than the screen."""
    lines = [re.fullmatch(r"([a-z_]+): (?:([1-9]\d?)|([a-z]+(?:-[a-z]+)*|''))", line) for line in text.splitlines()]
    found = {line[1]: int(line[2]) if line[2] else line[3].strip("'") for line in lines if line}
    return found if None not in lines else {}


def _as_written(text: str) -> "dict[str, Any]":
    """The values of a file that a person has changed."""
    import yaml

    try:
        read = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return read if isinstance(read, dict) else {}


def _checked(read: "dict[str, Any]") -> Settings:
    found = Settings()
    if read.get("language") in LANGUAGES:
        found = replace(found, language=read["language"])
    if read.get("theme") in THEMES:
        found = replace(found, theme=read["theme"])
    if read.get("sensitive") in SENSITIVE:
        found = replace(found, sensitive=read["sensitive"])
    minutes = read.get("lock_minutes")
    if isinstance(minutes, int) and LOCK_MINUTES[0] <= minutes <= LOCK_MINUTES[1]:
        found = replace(found, lock_minutes=minutes)
    return found


def save_settings(settings: Settings) -> None:
    """Write them whole, so that a full disk leaves the file that was there.

    Raises:
        OSError: the folder cannot be written.
    """
    import yaml

    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = folder / (FILE_NAME + ".new")
    new.write_text(yaml.safe_dump(asdict(settings), allow_unicode=True), encoding="utf-8")
    os.replace(new, folder / FILE_NAME)
