"""The list of commands and the modules that do them are the same."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from dossier.cli.commands import COMMANDS, Command

FOLDER = Path(__file__).resolve().parents[2] / "dossier" / "cli"


def functions_of(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_module_with_a_command_is_in_the_list_and_every_entry_has_its_module() -> None:
    written = {file.stem for file in FOLDER.glob("*.py") if {"add_arguments", "run"} <= functions_of(file)}
    assert {command.module for command in COMMANDS} == written


def test_no_name_stands_twice() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_two_functions_and_a_line_of_help(command: Command) -> None:
    module = import_module(f"dossier.cli.{command.module}")
    assert callable(module.add_arguments)
    assert callable(module.run)
    assert command.help[0].islower()
    assert not command.help.endswith(".")
