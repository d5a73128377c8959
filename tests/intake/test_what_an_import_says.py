"""A word in every cell of a list, sought in everything that an import leaves behind it beside what was asked for."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.intake.test_importing import ANNA, _list
from tests.watching import run_watched

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = tuple(f"Канарэйка{letter}" for letter in "абвгдежз")


def _rows() -> "Sequence[dict[str, str]]":
    """One row of each fate: taken, with findings, the same person again, waiting for a decision, refused."""
    name, act, judge, prosecutor, place, *rest = WORDS
    common = ANNA | {"Судья": judge, "Прокурор": prosecutor, "Место заключения": place}
    taken = common | {"Имя и фамилия": f"Анна {name}", "Дата рождения": "03.05.1991"}
    return (
        taken,
        taken | {"Имя и фамилия": f"Ганна {name}", "Судья": rest[0]},
        common | {"Имя и фамилия": f"Вера {rest[1]}", "Предъявлены обвинения": f"за {act}"},
        common | {"Имя и фамилия": f"Нина {rest[2]}", "Решение суда": "15"},
        common | {"Имя и фамилия": ""},
    )


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["import", "dry run"])
def test_an_import_says_words_of_a_list_only_where_it_was_asked(
    vault_folder: Path, passphrase: str, tmp_path: Path, dry: tuple[str, ...]
) -> None:
    path, report, home = _list(tmp_path / "list.csv", *_rows()), tmp_path / "report.csv", tmp_path / "home"
    place = ("--vault", str(vault_folder))
    done = run_watched(home, passphrase, *place, "import", str(path), "--report", str(report), "--json", *dry)
    assert done.status == 1, done.said
    assert [word for word in WORDS if word in done.said] == []
    allowed = (str(vault_folder), str(report), "/dev/")
    assert [opened for opened in done.opened if not opened.startswith(allowed)] == []
    assert [found.name for found in home.rglob("*")] == ["passphrase"]
    assert sum(json.loads(done.answered)["fates"].values()) == 5
    assert report.stat().st_mode & 0o077 == 0
    raw = b"".join(one.read_bytes() for one in vault_folder.rglob("*") if one.is_file())
    assert [word for word in WORDS if word.encode() in raw] == []
    log = run_watched(tmp_path / "log", passphrase, *place, "log", "list")
    assert (log.status, [word for word in WORDS if word in log.answered + log.said]) == (0, [])
