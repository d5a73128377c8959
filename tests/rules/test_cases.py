"""docs/cases.md and docs/asvs.md: every case and requirement is there once, and every test that they name exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")
ASVS = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
LEVEL_3 = """
V1.2.10 V1.3.12 V1.5.3 V2.3.5 V2.4.2 V3.1.1 V3.2.3 V3.3.5 V3.4.7 V3.4.8 V3.5.6 V3.5.7 V3.5.8 V3.6.1 V3.7.3 V3.7.4
V3.7.5 V4.1.4 V4.1.5 V4.2.2 V4.2.3 V4.2.4 V4.2.5 V5.2.4 V5.2.5 V5.2.6 V5.3.3 V6.3.5 V6.3.6 V6.3.7 V6.3.8 V6.4.5 V6.4.6
V6.5.6 V6.5.7 V6.5.8 V6.6.4 V6.7.1 V6.7.2 V7.5.3 V8.1.3 V8.1.4 V8.2.4 V8.3.2 V8.3.3 V8.4.2 V10.2.3 V10.3.5 V10.4.12
V10.4.13 V10.4.14 V10.4.15 V10.4.16 V11.1.3 V11.1.4 V11.2.4 V11.2.5 V11.3.4 V11.3.5 V11.5.2 V11.6.2 V11.7.1 V11.7.2
V12.1.4 V12.1.5 V12.3.5 V13.1.2 V13.1.3 V13.1.4 V13.2.6 V13.3.3 V13.3.4 V13.4.6 V13.4.7 V14.2.5 V14.2.6 V14.2.7 V14.2.8
V15.1.4 V15.1.5 V15.2.4 V15.2.5 V15.4.1 V15.4.2 V15.4.3 V15.4.4 V16.5.4 V17.1.2 V17.2.5 V17.2.6 V17.2.7 V17.2.8
"""
COUNTS = {"R": 18, "V": 12, "K": 12, "S": 8, "A": 11, "X": 15, "F": 15, "M": 10, "B": 8, "T": 15, "L": 10}


def test_every_case_is_there_once() -> None:
    found = re.findall(r"^\| ([A-Z]\d+) \|", PAGE, re.MULTILINE)
    assert found == [f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)]
    assert len(found) == 134


def test_every_requirement_of_level_3_is_there_once_with_an_answer() -> None:
    rows = [line.strip("| ").split(" | ") for line in ASVS.splitlines() if re.match(r"\| V\d", line)]
    assert sorted(one for row in rows for one in row[0].split()) == sorted(LEVEL_3.split())
    assert len(LEVEL_3.split()) == 92
    answered = re.compile(r"tests/|docs/|(not apply|not here|in part).*because")
    assert [row[0] for row in rows if len(row) != 3 or not answered.search(row[2])] == []


def test_no_requirement_is_left_open() -> None:
    assert [line[:60] for line in ASVS.splitlines() if re.search("not met", line, re.IGNORECASE)] == []


def test_every_section_that_is_named_exists() -> None:
    named = set(re.findall(r'(docs/[\w-]+\.md), "([^"]+)"', ASVS))
    assert len(named) > 3
    heads = {name: re.findall(r"^#+ (.+)$", (ROOT / name).read_text("utf-8"), re.MULTILINE) for name, _head in named}
    assert [(name, head) for name, head in sorted(named) if head not in heads[name]] == []


@pytest.mark.parametrize(("page", "least"), [(PAGE, 80), (ASVS, 60)], ids=["cases", "asvs"])
def test_every_test_that_is_named_exists(page: str, least: int) -> None:
    named = set(re.findall(r"(tests/[\w/]+\.py)(?:::(\w+))?", page))
    assert len(named) > least
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
