"""``dossier name`` as a person types it; it needs no vault for a name."""

import json
from pathlib import Path

from tests.cli.running import dossier


def test_a_name_is_written_by_each_table_and_in_each_case() -> None:
    done = dossier("name", "Рыбин", "Пётр", "--json")
    (one,) = json.loads(done.stdout)
    assert (done.returncode, one["language"], len(one["cases"])) == (0, "ru", 5)
    assert [form["text"] for form in one["latin"]] == ["Rybin Petr", "Rybin Pëtr"]
    words = dossier("name", "Ніўская Юстына").stdout
    assert "Niŭskaja Justyna" in words
    assert "unchecked: read it before it goes out" in words
    assert "verified" in words


def test_a_name_of_unknown_language_is_asked_about(tmp_path: Path) -> None:
    done = dossier("name", "Иван Петренко", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--language" in done.stderr
