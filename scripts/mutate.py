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
import os
import random
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
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
        ["credit.py", "reckoning.py", "arrest.py", "calendar_days.py"],
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
            "numerals", "one_point", "points", "phrases", "printing", "spans", "value", "words", "month_words",
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
            "s", "_codes", "_keys", "_numbers", "_places", "_reading", "_shapes", "_wording", "_words",
        )],
        [f"{_T}test_articles.py", f"{_T}test_article_shapes.py"],
    ),
    "linter": (
        [f"seed_checks/{name}.py" for name in ("checking", "labels", "law", "rows", "slips", "tables")],
        [f"{_T}seed_checks"],
    ),
    "law": (["catalogue.py", "law_rows.py", "penalties.py"], [f"{_T}test_catalogue.py", f"{_T}test_penalties.py"]),
    "seeds": ([], [f"{_T}test_{name}.py" for name in ("reckoning", "clocks", "forums", "deadlines")]),
}  # fmt: skip
"""Room -> the files of dossier/domain/ that are changed, and the tests that must notice."""
LONGEST_S = 600
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


def is_seen(copy: Path, mutant: Mutant, tests: list[str]) -> bool:
    """Whether a test turns red with the change, which is taken back afterwards."""
    target = copy / mutant.file
    before = target.read_text(encoding="utf-8")
    target.write_text(mutant.text, encoding="utf-8")
    try:
        return not is_green(copy, tests)
    finally:
        target.write_text(before, encoding="utf-8")


def is_green(copy: Path, tests: list[str], *, keep_bytecode: bool = False) -> bool:
    """Whether the tests pass in the copy; a child that takes ten minutes ends, and is not green."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST_S)
        os.chdir(copy)
        sys.path.insert(0, str(copy))
        os.environ["PYTHONPATH"] = str(copy)
        sys.dont_write_bytecode = not keep_bytecode
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os._exit(pytest.main([*QUIETLY, *tests]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def alike() -> dict[tuple[str, str], str]:
    """File and change of each mutant with which the program does the same, and why that is so."""
    with Path(__file__).with_name("mutants_alike.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["file"], row["what"]): row["why"] for row in csv.DictReader(lines)}


def fresh_copy(folder: Path) -> None:
    """What the tests need, with its bytecode, so that a child compiles the changed file alone."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy2(source, folder / name)
    compileall.compile_dir(folder / "dossier", quiet=1)


def chosen(rooms: list[str], sample: int) -> list[tuple[Mutant, list[str]]]:
    """The mutants of the rooms with their tests; a random sample of them where one is asked for."""
    found = []
    for room in rooms:
        files, tests = ROOMS[room]
        mutants = [one for file in files for one in mutants_of_code(Path("dossier/domain", file))]
        found += [(one, tests) for one in (mutants_of_law() if room == "seeds" else mutants)]
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
    mutants = [one for one in chosen(rooms, arguments.sample) if (str(one[0].file), one[0].what) not in known]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        fresh_copy(copy)
        for room in rooms:
            if not is_green(copy, ROOMS[room][1], keep_bytecode=True):
                print(f"the tests of {room} are red without any change", flush=True)
                return 2
        unseen = [mutant for mutant, tests in mutants if not is_seen(copy, mutant, tests) and report(mutant)]
    print(f"tried {len(mutants)}, not seen {len(unseen)}")
    return 1 if unseen else 0


def report(mutant: Mutant) -> bool:
    """Print it at once, since a whole run takes long."""
    print(f"not seen: {mutant.file}:{mutant.line}: {mutant.what}", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
