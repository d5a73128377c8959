#!/usr/bin/env python3
"""Mutation of the rules: a comparison turned round, an "and" made an "or", a row left out. A test must see it.

Run by ``scripts/mutate [ROOM…] [--sample N]``. Works in a copy; prints what no test has seen. Exit status 1 with any.
A change that can be seen by nobody, because the program does the same with it, stands with its reason in
``mutants_alike.csv`` and is not tried.
"""

import argparse
import ast
import compileall
import csv
import gc
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

# loaded once here, since a child for each mutant inherits it; nothing of dossier may be loaded before the change
import babel.core  # noqa: F401
import hypothesis  # noqa: F401
import pytest
import yaml  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("dossier", "seeds", "tests", "docs", "scripts", "pyproject.toml")
_T = "tests/domain/"
ROOMS: dict[str, tuple[list[str], list[str]]] = {
    "reckoning": (
        ["credit.py", "reckoning.py", "reckoned_anew.py", "calendar_term.py", "arrest.py", "calendar_days.py"],
        [f"{_T}test_reckoning.py", f"{_T}test_reckoning_page.py", f"{_T}test_law_by_country.py"],
    ),
    "clocks": (["clocks.py"], ["tests/domain/test_clocks.py"]),
    "deadlines": (["deadlines.py"], ["tests/domain/test_deadlines.py"]),
    "forums": (["forums.py"], ["tests/domain/test_forums.py", "tests/domain/test_reckoning_page.py"]),
    "checks": (
        ["checks/custody.py", "checks/life.py", "checks/procedure.py", "checks/punishments.py"],
        ["tests/domain/checks"],
    ),
    "dates": (
        [f"dates/{name}.py" for name in (
            "idioms", "numerals", "one_point", "points", "phrases", "printing", "spans", "value", "words",
            "month_words",
        )],
        [f"{_T}dates", f"{_T}test_dates_of_registers.py"],
    ),
    "terms": (
        [f"terms/{name}.py" for name in (
            "amounts", "effects", "gathered", "number_words", "penalty_units", "printing", "reading", "settling",
            "value", "words",
        )],
        [f"{_T}terms"],
    ),
    "articles": (
        [f"article{name}.py" for name in (
            "s", "_ahead", "_codes", "_gathering", "_keys", "_numbers", "_places", "_reading", "_shapes", "_wording",
            "_words",
        )],
        [f"{_T}test_article{name}.py" for name in ("s", "_edges", "_shapes")],
    ),
    "linter": (
        [f"seed_checks/{name}.py" for name in ("checking", "labels", "law", "rows", "slips", "tables")],
        [f"{_T}seed_checks"],
    ),
    "law": (
        ["catalogue.py", "law_codes.py", "law_rows.py", "penalties.py"],
        [f"{_T}test_catalogue.py", f"{_T}test_penalties.py"],
    ),
    "seeds": ([], [f"{_T}test_{name}.py" for name in ("reckoning", "clocks", "forums", "deadlines")]),
}  # fmt: skip
"""Room -> the files of dossier/domain/ that are changed, and the tests that must notice."""
READ_AT_ONCE = ("dates/words.py", "dates/month_words.py", "terms/words.py")
"""Files whose functions make their tables while they load: a change is seen by a process that begins from nothing."""
LONGEST_CPU_S = 120
"""A child that takes longer has lost its way with the change, and that is seen."""
RED = 255
"""Exit status of a room whose tests are red without any change."""
QUIETLY = ("-q", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
TURNED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip


class Mutant(NamedTuple):
    """One change: the file, the line, what it was, and the whole new text of the file."""

    file: Path
    line: int
    what: str
    text: str


def mutants_of_code(path: Path) -> Iterator[Mutant]:
    """Each comparison turned round and each "and" and "or" exchanged, one at a time."""
    text = (ROOT / path).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
            new = f"(({left}) {TURNED[type(node.ops[0])]} ({right}))"
        elif isinstance(node, ast.BoolOp):
            word = " or " if isinstance(node.op, ast.And) else " and "
            new = "(" + word.join(f"({ast.unparse(one)})" for one in node.values) + ")"
        else:
            continue
        yield Mutant(path, node.lineno, new, _replaced(text, node, new))


def _replaced(text: str, node: ast.expr, new: str) -> str:
    lines = text.encode().splitlines(keepends=True)
    assert node.end_lineno is not None and node.end_col_offset is not None  # noqa: PT018
    head = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
    tail = lines[node.end_lineno - 1][node.end_col_offset :] + b"".join(lines[node.end_lineno :])
    return (head + new.encode() + tail).decode()


def mutants_of_law() -> Iterator[Mutant]:
    """Each rule of credit, each limit and each rule of a forum of the home country left out, one at a time."""
    credit = Path("seeds/law/by/custody_credit.yaml")
    text = (ROOT / credit).read_text(encoding="utf-8")
    for found in re.finditer(r"  - id: (\w+)\n(?:    .*\n)+", text):
        yield Mutant(credit, text[: found.start()].count("\n") + 1, found[1], text.replace(found[0], ""))
    for name in ("by/clock_milestones.csv", "by/forum_rules.csv", "ru/forum_rules.csv", "common/forum_limits.csv"):
        path = Path("seeds/law", name)
        lines = (ROOT / path).read_text(encoding="utf-8").splitlines(keepends=True)
        for n, line in enumerate(lines[1:], 1):
            yield Mutant(path, n + 1, line.strip()[:60], "".join(lines[:n] + lines[n + 1 :]))


class Trial:
    """A plugin of pytest: the tests are loaded and collected once, then each mutant runs them in a child of its own.

    The child puts the changed code into the functions that are loaded already; what lies outside of functions, and the
    seeds, is changed in the copy, and read by a process that begins from nothing.
    """

    def __init__(self, copy: Path, mutants: list[Mutant], tests: list[str], report: int) -> None:
        self.copy, self.mutants, self.tests, self.report = copy, mutants, tests, report
        self.unseen = 0
        self.is_green = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run each mutant; the tests of hypothesis, which take longest, come last."""
        session.items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))
        loaded = functions_by_place(self.copy)
        self.is_green = not is_seen(lambda: self.in_loaded(session, None, []))
        for mutant in self.mutants if self.is_green else []:
            if not self.sees(session, mutant, loaded):
                self.unseen += 1
                os.write(self.report, f"not seen: {mutant.file}:{mutant.line}: {mutant.what}\n".encode())
        return True

    def sees(self, session: pytest.Session, mutant: Mutant, loaded: "dict[Place, list[FunctionType]]") -> bool:
        """Whether a test turns red with the change."""
        code = changed_code(self.copy, mutant)
        functions = loaded.get(place_of(code), []) if code else []
        return is_seen(lambda: self.in_loaded(session, code, functions)) if functions else self.in_new_process(mutant)

    def in_loaded(self, session: pytest.Session, code: CodeType | None, functions: list[FunctionType]) -> bool:
        """Whether the collected tests pass with the changed code in the functions."""
        for function in functions:
            assert code is not None
            function.__code__ = code
        for cached in [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]:
            cached.cache_clear()
        return run_the_loop(session) and not session.testsfailed

    def in_new_process(self, mutant: Mutant) -> bool:
        """Whether a test turns red with the changed file, which is put back afterwards."""
        target = self.copy / mutant.file
        before = target.read_text(encoding="utf-8")
        target.write_text(mutant.text, encoding="utf-8")
        try:
            command = [sys.executable, "-B", "-P", "-m", "pytest", *QUIETLY, *self.tests]
            where = {**os.environ, "PYTHONPATH": str(self.copy)}
            run = subprocess.run(command, cwd=self.copy, env=where, capture_output=True, check=False)
            return run.returncode != 0
        finally:
            target.write_text(before, encoding="utf-8")


def run_the_loop(session: pytest.Session) -> bool:
    """The loop of pytest itself, whose end at the first red test is an exception."""
    from _pytest.main import pytest_runtestloop

    try:
        return bool(pytest_runtestloop(session))
    except (session.Failed, session.Interrupted):
        return False


def is_seen(is_green: Callable[[], bool]) -> bool:
    """Whether a child finds the tests red; one that never ends has seen the change too."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_CPU_S, LONGEST_CPU_S))
        try:
            os._exit(0 if is_green() else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


Place = tuple[str, str, int]
"""File, qualified name, and which one of those that bear it."""


def functions_by_place(copy: Path) -> dict[Place, list[FunctionType]]:
    """The loaded functions of the copy; a class made anew by ``dataclass`` shares them."""
    found: dict[Place, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(copy / "dossier")):
            found.setdefault(place_of(one.__code__), []).append(one)
    return found


def place_of(code: CodeType) -> Place:
    return (code.co_filename, code.co_qualname, code.co_firstlineno)


def changed_code(copy: Path, mutant: Mutant) -> CodeType | None:
    """The code of the outermost function that holds the change, or None where it lies outside of all.

    The changed expression may take fewer lines, so that the functions behind it begin earlier: the one that holds it
    begins where it did.
    """
    if mutant.file.suffix != ".py" or str(mutant.file).endswith(READ_AT_ONCE):
        return None
    tree = ast.parse((ROOT / mutant.file).read_text(encoding="utf-8"))
    module = compile(mutant.text, str(copy / mutant.file), "exec")
    for node in outermost_functions(tree):
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        if node.body[0].lineno <= mutant.line <= (node.end_lineno or 0):
            return next(one for one in codes_in(module) if one.co_name == node.name and one.co_firstlineno == first)
    return None


def outermost_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions of a module and the methods of its classes, without those inside of them."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            waiting += node.body


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """The code and all that it holds."""
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from codes_in(one)


def try_room(copy: Path, mutants: list[Mutant], tests: list[str]) -> int:
    """Try the mutants with the tests, in a child, since a process loads the copy once.

    Returns:
        How many no test has seen; RED where the tests are red without any change.
    """
    child = os.fork()
    if child == 0:
        os.chdir(copy)
        sys.path.insert(0, str(copy))
        trial = Trial(copy, mutants, tests, os.dup(1))
        silence()
        pytest.main([*QUIETLY, *tests], plugins=[trial])
        os._exit(min(trial.unseen, RED - 1) if trial.is_green else RED)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def silence() -> None:
    """Nothing of pytest's own words reaches the terminal."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)


def alike() -> dict[tuple[str, str], str]:
    """File and change of each mutant with which the program does the same, and why that is so."""
    with Path(__file__).with_name("mutants_alike.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["file"], row["what"]): row["why"] for row in csv.DictReader(lines)}


def fresh_copy(folder: Path) -> None:
    """What the tests need, with its bytecode, so that a child compiles the changed file alone."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)
    compileall.compile_dir(folder / "dossier", quiet=1)


def chosen(room: str, sample: int) -> list[Mutant]:
    """The mutants of a room; a random sample of them where one is asked for."""
    if room == "seeds":
        found = list(mutants_of_law())
    else:
        found = [one for file in ROOMS[room][0] for one in mutants_of_code(Path("dossier/domain", file))]
    return random.sample(found, min(sample, len(found))) if sample else found


def main() -> int:
    """Try each mutant and print those that nobody noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", default=[], metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="only so many, drawn at random")
    arguments = parser.parse_args()
    unknown = set(arguments.rooms) - set(ROOMS)
    if unknown:
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    rooms = arguments.rooms or list(ROOMS)
    known = alike()
    tried = unseen = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        fresh_copy(copy)
        for room in rooms:
            mutants = [one for one in chosen(room, arguments.sample) if (str(one.file), one.what) not in known]
            found = try_room(copy, mutants, ROOMS[room][1])
            if found not in range(RED):
                print(f"the tests of {room} are red without any change", flush=True)
                return 2
            print(f"{room}: tried {len(mutants)}, not seen {found}", flush=True)
            tried, unseen = tried + len(mutants), unseen + found
    print(f"tried {tried}, not seen {unseen}")
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
