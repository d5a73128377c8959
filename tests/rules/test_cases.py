"""docs/cases.md: every case is there once, and every test that it names exists."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")
COUNTS = {"R": 18, "V": 12, "K": 12, "S": 8, "A": 11, "X": 15, "F": 15, "M": 10, "B": 8, "T": 15, "L": 10}


def test_every_case_is_there_once() -> None:
    found = re.findall(r"^\| ([A-Z]\d+) \|", PAGE, re.MULTILINE)
    assert found == [f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)]
    assert len(found) == 134


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"(tests/[\w/]+\.py)(?:::(\w+))?", PAGE))
    assert len(named) > 80
    missing = []
    for name, function in sorted(named):
        file = ROOT / name
        known = {
            node.name
            for node in (ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if file.is_file() else ())
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        if not file.is_file() or (function and function not in known):
            missing.append(f"{name}::{function}")
    assert missing == []
