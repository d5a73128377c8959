"""What an import really loads. import-linter reads the graph; these tests look at a running interpreter."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dossier"
FLOORS = [
    name for name in ("domain", "vault", "casework", "intake", "export", "cli") if list((PACKAGE / name).glob("*.py"))
]
COMMANDS = sorted(
    f"dossier.cli.{file.stem}"
    for file in (PACKAGE / "cli").glob("*.py")
    if "def add_arguments(" in file.read_text("utf-8")
)

STORE = {"sqlalchemy", "sqlmodel", "pydantic", "psycopg", "sqlcipher3", "alembic"}
PAPER = {"weasyprint", "pikepdf", "jinja2"}
SCREENS = {"textual", "rich"}
HEAVY = STORE | PAPER | SCREENS | {"cryptography", "nacl", "argon2", "babel", "python_calamine"}
ONLY_INSIDE_FUNCTIONS = {"weasyprint", "alembic"}
CLOCKS = {"now", "today", "utcnow"}


def loaded_by(code: str) -> set[str]:
    """The top-level names of everything that a fresh interpreter has loaded after running the code."""
    script = f"{code}\nimport sys\nsys.stderr.write('\\n' + ' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stderr.rpartition("\n")[2].split()}


def modules_of(floor: str) -> list[str]:
    files = sorted((PACKAGE / floor).rglob("*.py"))
    parts = (file.relative_to(ROOT).with_suffix("").parts for file in files)
    return [".".join(part for part in module if part != "__init__") for module in parts]


def test_the_heavy_libraries_are_here_so_that_their_absence_means_something() -> None:
    assert loaded_by("import sqlmodel, textual, weasyprint, alembic, pydantic") >= {
        "sqlmodel", "sqlalchemy", "textual", "weasyprint", "alembic", "pydantic",
    }  # fmt: skip


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["--lang", "be", "--help"], ["nonsense"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert not loaded_by(f"from dossier.__main__ import main\nmain({arguments!r})") & HEAVY


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_load_no_command(arguments: list[str]) -> None:
    code = f"from dossier.__main__ import main\nmain({arguments!r})\nimport sys"
    script = f"{code}\nsys.stderr.write('\\n' + ' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert not set(done.stderr.rpartition("\n")[2].split()) & set(COMMANDS)


@pytest.mark.parametrize("module", ["dossier", "dossier.vault", "dossier.cli.main"])
def test_a_front_door_loads_nothing_heavy(module: str) -> None:
    assert not loaded_by(f"import {module}") & HEAVY


def test_the_domain_loads_no_store_no_paper_no_screens() -> None:
    assert not loaded_by("\n".join(f"import {module}" for module in modules_of("domain"))) & (STORE | PAPER | SCREENS)


@pytest.fixture(scope="module")
def loaded_by_any() -> set[str]:
    """What all floors and commands load together: what is not in it is loaded by none of them."""
    return loaded_by("\n".join(f"import {one}" for one in (*(f"dossier.{floor}" for floor in FLOORS), *COMMANDS)))


@pytest.mark.parametrize("module", [*(f"dossier.{floor}" for floor in FLOORS), *COMMANDS])
def test_a_floor_and_a_command_load_no_screens_and_nothing_that_waits_for_its_function(
    loaded_by_any: set[str], module: str
) -> None:
    guilty = loaded_by_any & (SCREENS | ONLY_INSIDE_FUNCTIONS)
    assert not guilty or not loaded_by(f"import {module}") & guilty


def test_the_queries_load_no_dialect_of_a_server() -> None:
    """It takes the screens of a vault folder four megabytes."""
    names = [module for module in modules_of("vault") if ".queries" in module or ".tables" in module]
    code = "\n".join(f"import {name}" for name in names)
    code += "\nimport sys\nassert 'sqlalchemy.dialects.postgresql' not in sys.modules"
    assert "sqlalchemy" in loaded_by(code)


def imports_at_module_level(tree: ast.Module) -> set[str]:
    """Top-level names imported when the module is loaded; imports for the type checker do not count."""
    found: set[str] = set()
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            found.add(statement.module.partition(".")[0])
        elif isinstance(statement, ast.If) and ast.unparse(statement.test).endswith("TYPE_CHECKING"):
            waiting += statement.orelse
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [child for child in ast.iter_child_nodes(statement) if isinstance(child, ast.stmt)]
    return found


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import alembic.command", {"alembic"}),
        ("if TYPE_CHECKING:\n    import alembic", set()),
        ("def f():\n    import alembic", set()),
        ("try:\n    from weasyprint import HTML\nfinally:\n    pass", {"weasyprint"}),
        ("class A:\n    import weasyprint", {"weasyprint"}),
    ],
)
def test_the_reader_of_imports_reads_right(source: str, names: set[str]) -> None:
    assert imports_at_module_level(ast.parse(source)) == names


def test_weasyprint_and_alembic_are_imported_only_inside_functions() -> None:
    guilty = [
        file.relative_to(ROOT).as_posix()
        for file in PACKAGE.rglob("*.py")
        if imports_at_module_level(ast.parse(file.read_text(encoding="utf-8"))) & ONLY_INSIDE_FUNCTIONS
    ]
    assert guilty == []


def clock_readings(tree: ast.Module) -> list[int]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS]


def test_the_domain_has_no_clock_of_its_own() -> None:
    assert clock_readings(ast.parse("datetime.now(UTC)")) == [1]
    readings = {
        file.relative_to(ROOT).as_posix(): lines
        for file in (PACKAGE / "domain").rglob("*.py")
        if (lines := clock_readings(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert readings == {}
