"""The inventory of cryptography in docs/format.md is whole: each module that uses it is named beside its library."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dossier"
LIBRARIES = {
    "argon2", "asn1crypto", "cryptography", "hashlib", "hmac", "nacl", "pyhanko", "pyhanko_certvalidator", "pyrage",
    "secrets", "shamir_mnemonic", "sqlcipher3",
}  # fmt: skip
PART_OF = {"pyhanko_certvalidator": "pyhanko"}
NOT_AT_ALL = {"random", "ssl", "crypt", "Crypto", "Cryptodome", "OpenSSL", "numpy"}
"""Guessable numbers, and cryptography that nobody has looked at here."""


def _imported(file: Path) -> set[str]:
    """The top-level names of what a module imports, inside functions too."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    some = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | some}


def _used() -> set[tuple[str, str]]:
    files = sorted(PACKAGE.rglob("*.py"))
    uses = ((file.relative_to(PACKAGE).as_posix(), _imported(file) & LIBRARIES) for file in files)
    return {(name, PART_OF.get(library, library)) for name, found in uses for library in found}


def _in_the_inventory() -> set[tuple[str, str]]:
    """Module and library of each row; a row with two libraries names modules that use at least one of them."""
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    table = page.partition("## What is encrypted with what")[2].partition("## The secrets")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ") and "`" in line]
    return {
        (name, library)
        for row in rows
        for name in re.findall(r"`([\w/]+\.py)`", row[3])
        for library in row[2].split(", ")
    }


def test_every_module_that_uses_cryptography_stands_in_the_inventory() -> None:
    used, told = _used(), _in_the_inventory()
    assert len(used) > 60
    assert used - told == set()
    assert {name for name, _library in told} - {name for name, _library in used} == set()


def test_nothing_is_drawn_from_a_generator_that_can_be_guessed() -> None:
    guilty = {file.relative_to(ROOT).as_posix() for file in PACKAGE.rglob("*.py") if _imported(file) & NOT_AT_ALL}
    assert guilty == set()
