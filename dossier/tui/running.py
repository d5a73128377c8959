"""The screens from their start to their end, and the fresh process that takes their place when they are locked."""

import os
import sys

from dossier.i18n import set_language
from dossier.tui import terminal
from dossier.tui.app import DossierApp
from dossier.tui.locking import LOCKED_STATUS, STOPPING_STATUS, locked_words
from dossier.tui.settings import load_settings


def run(vault_location: str | None, lang: str = "en") -> int:
    """Show the screens until the person leaves.

    Raises:
        Exception: a bug ended the screens; the caller reports it without values.
    """
    terminal.hold()
    try:
        return _run(vault_location, lang)
    finally:
        terminal.give_back()


def _run(vault_location: str | None, lang: str) -> int:
    settings = load_settings()
    set_language(settings.language if settings.language and not _is_language_asked() else lang)
    was_locked = os.environ.pop(terminal.WAS_LOCKED_VARIABLE, "") != ""
    stopped_long = os.environ.pop(terminal.STOPPED_LONG_VARIABLE, "") != ""
    news = locked_words(stopped_long=stopped_long) if was_locked else ""
    app = DossierApp(vault_location or _usual_place(), settings=settings, ends_to_lock=True, news=news)
    status = app.run()
    if status in (LOCKED_STATUS, STOPPING_STATUS):
        _start_anew(stops_first=status == STOPPING_STATUS, stopped_long=app.has_stopped_long)
    if app.desk is not None:
        app.desk.close()
    if app.crash is not None:
        raise app.crash
    return status or 0


def _start_anew(*, stops_first: bool, stopped_long: bool) -> None:
    """Become a fresh process that asks for the passphrase: what the old one had in its memory is gone with it.

    The vault is not closed: its log is as safe as after a power cut, and nothing that hangs can hold up the lock.
    """
    terminal.hand_over(stops_first=stops_first, stopped_long=stopped_long)
    os.execv(sys.executable, [sys.executable, *_own_words()])


def _own_words() -> list[str]:
    """The words after the interpreter with which this program was started, options of the interpreter included."""
    return sys.orig_argv[1:]


def _is_language_asked() -> bool:
    """Whether the command line or the environment names a language: that goes before the settings."""
    return "DOSSIER_LANG" in os.environ or any(word.startswith("--lang") for word in sys.argv[1:])


def _usual_place() -> str:
    from platformdirs import user_data_path

    return str(user_data_path("dossier", appauthor=False) / "vault")
