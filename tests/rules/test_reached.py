"""What the program can do somebody can ask for: no function waits for a caller that nobody wrote.

A promise can be written, tested and never kept: the entry of the journal for what is read in bulk once was.
"""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOR_TESTS = {
    "case_view": "a case as the tests of entry look at it",
    "list_columns": "the columns that a layout may name",
    "problems_of": "what is wrong with the fields of an entry, all at once",
    "same_recipient": "the rule by which recipients are one, held by its table",
    "worked_examples": "the examples of the law's own table, which the tests reckon",
}
"""Functions that only tests call, and what for."""


@cache
def _words() -> Counter[str]:
    files = [
        *(ROOT / "dossier").rglob("*.py"), *(ROOT / "migrations").rglob("*.py"), *(ROOT / "scripts").rglob("*.py"),
        *(ROOT / "exports").rglob("*.j2"), *(ROOT / "exports").rglob("*.yaml"),
    ]  # fmt: skip
    return Counter(word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


def _public_names() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "dossier").rglob("*.py"))
    things = (thing for tree in trees for thing in tree.body)
    return {
        thing.name
        for thing in things
        if isinstance(thing, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not thing.name.startswith("_")
    }


def test_each_public_function_is_named_where_something_uses_it() -> None:
    assert len(_public_names()) > 1000
    assert {name for name in _public_names() if _words()[name] < 2} == set(FOR_TESTS)
