"""Damage in words: every code that a check can say has words, in the language of the reader; scripts get the codes."""

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier import i18n
from dossier.cli import damage
from dossier.cli.main import run
from dossier.vault import open_vault
from dossier.vault.checking import DEEP, Damage
from dossier.vault.tables import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

VAULT = Path(damage.__file__).parents[1] / "vault"
FROM_ELSEWHERE = {
    ("record", "row_checks.py"): {"differs", "missing", "unknown"},
    ("key", "key_checks.py"): {"not in the journal", "another signature"},
    ("journal", "journal.py"): {"gap", "chain", "entry", "content"},
    ("custody", "custody.py"): {"gap", "chain", "entry"},
    ("evidence", "evidence/checking.py"): {"damaged", "no key", "strange file"},
    ("evidence", "evidence/store.py"): {"missing", "changed", "unreadable", "damaged"},
    ("backup", "backup_manifest.py"): {"missing", "changed", "unreadable"},
}
"""Part and file -> the codes that the file gives to those who make a Damage of them."""


def _said() -> "Iterator[tuple[str, str]]":
    """Part and code of every Damage that is made with literals, and those of FROM_ELSEWHERE."""
    for file in VAULT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Damage":
                first, last = node.args[0], node.args[2]
                if isinstance(first, ast.Constant) and isinstance(last, ast.Constant):
                    yield str(first.value), str(last.value)
    for (part, _file), codes in FROM_ELSEWHERE.items():
        yield from ((part, code) for code in codes)
    yield from (("database", pragma) for pragma in DEEP)


def test_the_codes_are_those_of_the_files_that_give_them() -> None:
    for (_part, name), codes in FROM_ELSEWHERE.items():
        text = (VAULT / name).read_text(encoding="utf-8")
        assert [code for code in codes if f'"{code}"' not in text] == [], name


def test_every_damage_has_words_in_every_language() -> None:
    said = sorted(set(_said()))
    assert len(said) > 25
    with i18n.in_language("en"):
        english = {pair: damage.what_is_wrong(*pair) for pair in said}
    for language in ("be", "ru", "uk"):
        with i18n.in_language(language):
            assert [pair for pair in said if damage.what_is_wrong(*pair) == english[pair]] == [], language
            assert [part for part in damage.PARTS if i18n._(damage.PARTS[part]) == damage.PARTS[part]] == [], language


def test_a_record_is_named_by_its_kind_and_reference() -> None:
    with i18n.in_language("ru"):
        line = damage.damage_line(Damage("record", "person P-7K2Q-9M4XC", "differs"))
        assert damage.damage_line(Damage("record", "law_article", "differs")).startswith("статьи закона  изменено")
        assert damage.damage_line(Damage("record", "receipt R-7K2Q-9M4XC", "missing")).startswith("квитанция  R-7K2Q")
    assert line.startswith("Человек  P-7K2Q-9M4XC  ")
    assert "differs" not in line


@pytest.mark.parametrize(("place", "what", "said"), [
    ("HMAC verification failed for page 5", "cipher_integrity_check", "страница 5"),
    ("*** in database main *** Tree 12 page 7 cell 3: out of order", "integrity_check", "страница 7"),
    ("*** in database main ***", "integrity_check", ""),
    ("person_name 12 person 0", "foreign_key_check", "Имя"),
    ("change_is_never_updated", "guard missing", "журнал"),
    ("ern_range_only_grows", "guard missing", "выданные номера страниц"),
])  # fmt: skip
def test_no_words_of_the_engine_are_said_to_a_reader(place: str, what: str, said: str) -> None:
    """Its English stands in the document for scripts."""
    with i18n.in_language("ru"):
        line = damage.damage_line(Damage("database", place, what))
    assert line == "  ".join(filter(None, ("база данных", said, line.rpartition("  ")[2])))
    assert not re.search("[A-Za-z]", line)


def test_every_table_that_can_be_named_has_words() -> None:
    from dossier.casework.forms.registry import FORMS
    from dossier.vault.fixed_lists import _TABLES
    from dossier.vault.journal_values import is_kept_table
    from dossier.vault.schema import GUARDS
    from dossier.vault.tables import SQLModel

    kept = {name for name in SQLModel.metadata.tables if is_kept_table(name)} | {one.name for one in _TABLES}
    assert kept - {*FORMS, *damage.KINDS} == set()
    assert [name for names in GUARDS.values() for name in names if not damage._GUARD.fullmatch(name)] == []


def test_verify_says_what_is_wrong_in_the_language_of_the_reader_and_scripts_get_the_codes(
    vault_folder: Path,
    passphrase: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        with vault.write() as session:
            session.add(Person(label="Ян"))
        with vault.connection() as driver:
            driver.execute("UPDATE person SET label = 'Іван'")
    file = tmp_path / "passphrase"
    file.write_text(passphrase)
    file.chmod(0o600)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(file))
    assert run(["--vault", str(vault_folder), "--lang", "ru", "verify"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Человек  P-")
    assert line.endswith("изменено в обход программы: в журнале иначе")
    assert run(["--vault", str(vault_folder), "--lang", "ru", "verify", "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)["damages"]
    assert (one["part"], one["what"]) == ("record", "differs")
