"""The list of commands and the modules that do them are the same."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from dossier.cli.commands import COMMANDS, Command

FOLDER = Path(__file__).resolve().parents[2] / "dossier" / "cli"


def names_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assigned = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return functions | {target.id for target in assigned if isinstance(target, ast.Name)}


def is_command(file: Path) -> bool:
    names = names_in(file)
    return {"add_arguments", "run"} <= names or "ACTIONS" in names


def test_every_module_with_a_command_is_in_the_list_and_every_entry_has_its_module() -> None:
    assert {command.module for command in COMMANDS} == {file.stem for file in FOLDER.glob("*.py") if is_command(file)}


def test_no_name_stands_twice() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_two_functions_or_a_list_of_actions_and_a_line_of_help(command: Command) -> None:
    module = import_module(f"dossier.cli.{command.module}")
    actions = getattr(module, "ACTIONS", None)
    doers = [(action.add_arguments, action.run) for action in actions or [module]]
    assert doers
    assert all(callable(add) and callable(run) for add, run in doers)
    lines = [command.help, *(action.help for action in actions or ())]
    assert [line for line in lines if not line[0].islower() or line.endswith(".")] == []
