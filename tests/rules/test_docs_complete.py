"""The manual has every command, option, environment variable, exit status and message, and nothing that is gone."""

import ast
import re
from pathlib import Path

import manual_reference as subject
import pytest

from dossier import errors
from dossier.cli import main as front

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
AGAIN = "run scripts/manual"
PARSERS = subject.command_parsers(front.build_parser())


def test_the_reference_part_is_the_one_the_program_gives() -> None:
    assert subject.manual_with(subject.reference()) == MANUAL, AGAIN


@pytest.mark.parametrize("command", list(PARSERS))
def test_every_command_has_a_section_with_its_options(command: str) -> None:
    section = MANUAL.partition(f"\n### dossier {command}\n")[2].partition("\n##")[0]
    parser = PARSERS[command]
    options = [option for action in subject._shown(parser) for option in action.option_strings]
    assert section, AGAIN
    assert [option for option in options if f"`{option}" not in section] == []


def test_every_argument_is_explained() -> None:
    for parser in PARSERS.values():
        assert [action.dest for action in subject._shown(parser) if not action.help] == [], parser.prog


def test_every_environment_variable_is_explained() -> None:
    assert subject.variables_in_the_code() == subject.VARIABLES.keys()


def codes_raised() -> set[str]:
    """Codes given as a literal to an error's class anywhere in the program."""
    classes = {name for name, value in vars(errors).items() if isinstance(value, type)}
    found = set()
    for file in (ROOT / "dossier").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in classes and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


def test_every_code_that_is_raised_has_a_sentence() -> None:
    assert codes_raised() - subject.error_sentences().keys() == set()


def test_every_status_of_the_errors_is_in_the_manual() -> None:
    kinds = [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.DossierError)
    ]
    own = {front.STOPPED_STATUS, front.CLOSED_PIPE_STATUS, front.CRASH_STATUS}
    assert {kind.exit_status for kind in kinds} | own <= subject.STATUSES.keys()


@pytest.mark.parametrize(
    "name", ["README.md", "docs/manual.md", "docs/threat-model.md", "docs/glossary.md", "docs/asvs.md"]
)
def test_links_between_the_documents_lead_somewhere(name: str) -> None:
    document = ROOT / name
    links = re.findall(r"\]\((?!\w+:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_document_that_the_code_points_at_exists() -> None:
    texts = (file.read_text(encoding="utf-8") for file in (ROOT / "dossier").rglob("*.py"))
    named = {name for text in texts for name in re.findall(r"docs/[\w.-]+\.md", text)}
    assert named
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


def test_every_script_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    scripts = [file.name for file in (ROOT / "scripts").iterdir() if file.is_file() and not file.suffix]
    assert [name for name in scripts if f"scripts/{name}" not in readme] == []
