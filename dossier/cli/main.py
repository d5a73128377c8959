"""The front: reads the command line, runs one command, and turns everything that can happen into an exit status.

The parsers of the commands are filled only when their command was named; see ``commands.py`` for why.
"""

import argparse
import os
import sys
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from dossier import __version__
from dossier.cli.arguments import add_actions, add_everywhere
from dossier.cli.commands import COMMANDS, Command
from dossier.cli.say import complain, prepare_streams, tell
from dossier.errors import DossierError, WrongUse
from dossier.i18n import LANGUAGES, _, set_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STOPPED_STATUS = 130
CLOSED_PIPE_STATUS = 141
CRASH_STATUS = 70
LANGUAGE_VARIABLE = "DOSSIER_LANG"
_OF_SCREENS = ("--vault", "--lang")


class _Parser(argparse.ArgumentParser):
    """An argparse parser whose complaints go the way of all other errors."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        raise WrongUse("usage", what=message)


class CommandParser(_Parser):
    """The parser of one command: its module is imported when its first argument is read."""

    def __init__(self, *, command: Command | None = None, **options: Any) -> None:
        super().__init__(**options)
        self._command = command

    def fill(self) -> None:
        """Let the command's module add its arguments or its actions, once."""
        if self._command is not None:
            command, self._command = self._command, None
            module = import_module(f"dossier.cli.{command.module}")
            if hasattr(module, "ACTIONS"):
                add_actions(self, module.ACTIONS)
            else:
                module.add_arguments(self)
                self.set_defaults(run=module.run)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        self.fill()
        return super().parse_known_args(args, namespace)


def build_parser(commands: "Sequence[Command]" = COMMANDS) -> argparse.ArgumentParser:
    """The parser of the whole command line, in the language in force."""
    parser = _Parser(
        prog="dossier",
        description=_("The database and the pen of lawyers and documenters of political repression."),
        epilog=_("Without a command the terminal screens start. More on one command: dossier COMMAND --help"),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"dossier {__version__}",
        help=_("show program's version number and exit"),
    )
    add_everywhere(parser, default=None)
    places = parser.add_subparsers(metavar=_("COMMAND"), dest="command", parser_class=CommandParser)
    for command in commands:
        help_line = _(command.help)
        own = places.add_parser(
            command.name, command=command, help=help_line, description=help_line, allow_abbrev=False
        )
        add_everywhere(own)
    return parser


def run(arguments: "Sequence[str]", *, start_screens: "Callable[[str, str], int] | None" = None) -> int:
    """Do what the command line says.

    Args:
        arguments: The words after the program's name.
        start_screens: Starts the terminal UI on a vault in a language; None where it is not installed.

    Returns:
        0 done; 1 done, with findings; 2 wrong use; 3 the vault cannot be opened; 4 the input cannot be read;
        5 the store failed or the disk is full, nothing lost; 70 a bug; 130 stopped by Ctrl-C; 141 nobody reads the
        output.
    """
    prepare_streams()
    try:
        status = _perform(arguments, start_screens)
        sys.stdout.flush()
        return status
    except DossierError as error:
        complain(error)
        return error.exit_status
    except KeyboardInterrupt:
        tell(_("Stopped. What was saved before stays saved; the step that was interrupted was not done."))
        return STOPPED_STATUS
    except BrokenPipeError:
        _forget_stdout()
        return CLOSED_PIPE_STATUS
    except OSError as problem:
        return _refused_by_the_system(problem)
    except Exception as error:  # a bug; its values must not reach the terminal
        return _crash(error)


def _perform(arguments: "Sequence[str]", start_screens: "Callable[[str, str], int] | None") -> int:
    language = _language(arguments)
    _speak(language)
    parser = build_parser(() if _only_screens(arguments) else COMMANDS)
    try:
        chosen = parser.parse_args(list(arguments))
    except SystemExit as end:  # --help and --version print and leave
        return int(end.code or 0)
    from dossier.cli.harden import harden

    harden()
    if chosen.command is not None:
        return int(chosen.run(chosen))
    if start_screens is None:
        parser.print_help(sys.stderr)
        return WrongUse.exit_status
    from dossier.cli.place import vault_place

    return start_screens(vault_place(chosen), language)


def _only_screens(arguments: "Sequence[str]") -> bool:
    """Whether nothing but the options of the screens is said: no command has to be known then."""
    words = iter(arguments)
    return all(word.partition("=")[0] in _OF_SCREENS and ("=" in word or next(words, "")) for word in words)


def _language(arguments: "Sequence[str]") -> str:
    """The language asked for, before the command line is parsed, because its parser already speaks."""
    words = list(arguments)
    named = [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    named += [after for word, after in pairwise(words) if word == "--lang"]
    system = (os.environ.get(name, "") for name in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next((value for value in (*named, *system) if value), "en")
    return asked[:2].lower() if asked[:2].lower() in LANGUAGES else "en"


def _speak(language: str) -> None:
    """Let our own words and argparse's speak the language; argparse asks the standard gettext domain."""
    import gettext

    from dossier.i18n import LOCALE

    set_language(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("dossier", LOCALE)
    gettext.textdomain("dossier")


def _forget_stdout() -> None:
    """The reader has gone: point stdout at nothing, so that the interpreter's last flush is quiet too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused_by_the_system(problem: OSError) -> int:
    """A full disk behind the output, or a name, place or right that no command has asked about; else it is a bug."""
    from dossier.cli.os_errors import told

    error = told(problem)
    if error is None:
        return _crash(problem)
    _forget_stdout()
    complain(error)
    return error.exit_status


def _crash(error: Exception) -> int:
    from dossier.cli.crash import report_crash

    code, file = report_crash(error)
    tell(_("This is a mistake in the program (report {code}). Nothing saved before is lost.").format(code=code))
    if file is None:
        tell(_("The report could not be written. Tell the maintainers the code and what you did."))
    else:
        tell(_("The report holds no names or values. Send it to the maintainers: {file}").format(file=file))
    return CRASH_STATUS
