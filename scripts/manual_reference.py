"""Writes the reference part of docs/manual.md from the commands, the environment variables and the errors themselves.

Run it through scripts/manual. The text between the two marks is made here and compared by a test; what stands outside
the marks is written by hand and never touched.
"""

import argparse
import pkgutil
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ROOT / "docs" / "manual.md"
BEGIN = "<!-- made by scripts/manual: begin -->"
END = "<!-- made by scripts/manual: end -->"

VARIABLES = {
    "DOSSIER_VAULT": "The vault to work on, a folder or a PostgreSQL address, where `--vault` is not given.",
    "DOSSIER_PASSPHRASE_FILE": "The file to read the passphrase from; one line ending at its end is not part of it. "
    "Keep it readable by yourself only.",
    "DOSSIER_OBJECTS": "The folder of the evidence files of a vault on a server; the team shares it.",
    "DOSSIER_OUTPUT": "The folder where the screens put PDF and CSV files, where the person names no other.",
    "DOSSIER_WAS_LOCKED": "Set by the lock for the fresh process that asks for the passphrase; not for people.",
    "DOSSIER_STOPS_FIRST": "Set with it where a shell wants its terminal: the fresh process stops; not for people.",
    "DOSSIER_STOPPED_LONG": "Set with it where the lock stopped a list: the fresh process says so; not for people.",
    "DOSSIER_ARGUMENTS_FD": "Set by the screens for the child that does long work: a pipe with its arguments.",
    "DOSSIER_KEY_PASSPHRASE_FILE": "The file to read the passphrase of a PKCS#12 key from, for `dossier pack "
    "--sign-with`.",
    "DOSSIER_LANG": "Language of the words: en, be, ru or uk. Without it LC_ALL, LC_MESSAGES and LANG are looked at.",
}
"""Every environment variable that the program reads, and what it does."""

STATUSES = {
    0: "done",
    1: "done, with findings: rows refused, damage found, an assertion failed",
    2: "wrong use: of the command line, or a value that cannot be read or is not allowed",
    3: "the vault cannot be opened",
    4: "the input cannot be read",
    5: "the store failed or a file could not be written; nothing saved before is lost",
    70: "a mistake in the program; a report with a code was written",
    130: "stopped by Ctrl-C",
    141: "nobody reads the output any more",
}


def commands_part() -> str:
    """A section for the options that all commands take, and one for each command."""
    from dossier.cli.main import build_parser

    parser = build_parser()
    lines = [
        "## Commands",
        "",
        "### dossier",
        "",
        "Every command takes these options, before its name or after it.",
        "",
    ]
    lines += _table(parser)
    for name, own in command_parsers(parser).items():
        lines += ["", f"### dossier {name}", "", _sentence(own.description or ""), "", f"`{_usage(own)}`", ""]
        lines += _table(own)
    return "\n".join(lines)


def command_parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, and of each action of a command ("keys list"), by its words."""
    from dossier.cli.main import CommandParser

    found: dict[str, argparse.ArgumentParser] = {}
    places = _subparsers(parser)
    for name, own in cast("dict[str, CommandParser]", places.choices if places else {}).items():
        own.fill()
        if _subparsers(own) is None:
            found[name] = own
        found |= {f"{name} {action}": inner for action, inner in command_parsers(own).items()}
    return found


def variables_part() -> str:
    """The environment variables."""
    rows = [f"| `{name}` | {meaning} |" for name, meaning in VARIABLES.items()]
    return "\n".join(["## Environment variables", "", "| variable | what it does |", "| --- | --- |", *rows])


def statuses_part() -> str:
    """The exit statuses."""
    rows = [f"| {status} | {meaning} |" for status, meaning in STATUSES.items()]
    return "\n".join(["## Exit statuses", "", "| status | meaning |", "| --- | --- |", *rows])


def errors_part() -> str:
    """Every error code with its sentence."""
    rows = [f"| `{code}` | {_cell(sentence)} |" for code, sentence in sorted(error_sentences().items())]
    return "\n".join(["## Messages", "", "| code | what is said |", "| --- | --- |", *rows])


def error_sentences() -> dict[str, str]:
    """Code and English sentence of every error; all rooms of the house are entered, since each adds its own."""
    import dossier
    from dossier.errors import MESSAGES

    for module in pkgutil.walk_packages(dossier.__path__, "dossier."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return dict(MESSAGES)


def variables_in_the_code() -> set[str]:
    """Names of environment variables of ours that stand in the code."""
    texts = (file.read_text(encoding="utf-8") for file in (ROOT / "dossier").rglob("*.py"))
    return {name for text in texts for name in re.findall(r"\bDOSSIER_[A-Z_]+\b", text)}


def reference() -> str:
    """The whole made part, marks included."""
    parts = (commands_part(), variables_part(), statuses_part(), errors_part())
    return "\n\n".join([BEGIN, *parts, END])


def _subparsers(parser: argparse.ArgumentParser) -> argparse.Action | None:
    places = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return cast("argparse.Action", places[0]) if places else None


def _shown(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    everywhere = ("--vault", "--lang") if parser.prog != "dossier" else ()
    return [
        action
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction | argparse._HelpAction)
        and action.help is not argparse.SUPPRESS
        and not set(everywhere) & set(action.option_strings)
    ]


def _table(parser: argparse.ArgumentParser) -> list[str]:
    rows = [f"| {_form(action)} | {_cell(_help(action))} |" for action in _shown(parser)]
    return ["| argument | what it does |", "| --- | --- |", *rows] if rows else ["No arguments of its own."]


def _help(action: argparse.Action) -> str:
    return "the version of the program" if "--version" in action.option_strings else action.help or ""


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    named = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    value = " ".join(named) if isinstance(named, tuple) else named
    return {"?": f"[{value}]", "*": f"[{value} …]", "+": f"{value} …"}.get(str(action.nargs), value)


def _form(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{_value(action)}`"
    return ", ".join(f"`{f'{option} {_value(action)}'.strip()}`" for option in action.option_strings)


def _usage(parser: argparse.ArgumentParser) -> str:
    words = [parser.prog.split(" [")[0] if " [" in parser.prog else parser.prog]
    for action in sorted(_shown(parser), key=lambda action: bool(action.option_strings)):
        word = f"{action.option_strings[-1]} {_value(action)}".strip() if action.option_strings else _value(action)
        words.append(word if action.required and not word.startswith("[") else f"[{word.strip('[]')}]")
    return " ".join(words)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def manual_with(made: str) -> str:
    """The manual as it should be, with the made part in its place."""
    before, _, rest = MANUAL.read_text(encoding="utf-8").partition(BEGIN)
    return before + made + rest.partition(END)[2]


def main() -> None:
    """Write the made part into the manual."""
    MANUAL.write_text(manual_with(reference()), encoding="utf-8")
    sys.stdout.write(f"docs/manual.md: {len(error_sentences())} messages\n")


if __name__ == "__main__":
    main()
