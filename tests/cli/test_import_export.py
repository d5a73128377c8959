"""``dossier import`` and ``dossier export`` from outside: statuses, what is said, what a person can do next."""

import csv
import json
from pathlib import Path

import pytest

from dossier.cli.main import run
from dossier.resources import seed_path

LIST = str(seed_path("examples", "partner_list.csv"))


pytestmark = pytest.mark.usefixtures("chosen_vault")


def test_an_import_with_findings_says_so_and_can_be_undone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", LIST]) == 1
    said = capsys.readouterr().out
    assert "Решение суда = “15”" in said
    ref = said.rpartition("--undo ")[2].strip()
    assert run(["import", "--undo", ref]) == 0
    assert run(["import", "--undo", ref]) == 2


def test_an_import_counts_its_records_in_the_readers_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", LIST, "--dry-run", "--lang", "ru"]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Записи:")]
    assert "Человек " in line
    assert not any(letter.isascii() and letter.isalpha() for letter in line)


def test_a_dry_run_as_json_keeps_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for _time in range(2):
        assert run(["import", LIST, "--dry-run", "--json"]) == 1
        told = json.loads(capsys.readouterr().out)
        assert told["batch"] is None
        assert told["fates"]["new"] == 53


def test_an_unknown_header_prints_a_layout_to_correct(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Имя и фамилия;Срок\nА;1\n", "utf-8")
    assert run(["import", str(path)]) == 2
    assert "based_on: people" in capsys.readouterr().out


def test_a_proposal_is_looked_at_kept_and_then_found_by_the_header(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, layout = tmp_path / "list.csv", tmp_path / "layout.yaml"
    path.write_text("ФИО;Год рождения;Статья УК;Срок\nЁлкина Анна;1991;ч. 1 ст. 342;2 года лишения свободы\n", "utf-8")
    assert run(["import", str(path), "--propose", "-o", str(layout)]) == 0
    assert run(["import", str(path), "--propose", "-o", str(layout)]) == 5  # never over another file
    assert run(["import", str(path), "--layout", str(layout), "--dry-run"]) == 0
    assert run(["import", "--keep-layout", str(layout)]) == 0
    capsys.readouterr()
    assert run(["import", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["layout_code"], told["fates"], told["records"]["penalty"]) == ("my_list", {"new": 1}, 1)


def test_a_report_is_filled_in_and_given_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, filled = tmp_path / "report.csv", tmp_path / "filled.csv"
    assert run(["import", LIST, "--dry-run", "--report", str(report)]) == 1
    with report.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len({line["row"] for line in lines}) == 60
    (bare,) = [line for line in lines if line["code"] == "term.unit"]
    bare["decision"] = "15 суток"
    with filled.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows(lines)
    capsys.readouterr()
    assert run(["import", LIST, "--decisions", str(filled), "--json"]) == 1
    assert "decision" not in json.loads(capsys.readouterr().out)["fates"]


@pytest.mark.parametrize("rows", ["x", "0-5", "5-2", "5", "-5"])
def test_a_part_that_cannot_be_understood_is_wrong_use(rows: str) -> None:
    assert run(["import", LIST, f"--rows={rows}"]) == 2


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["import"], 2),
        (["import", LIST, "--keep-layout", "x.yaml"], 2),
        (["import", LIST, "--undo", "B-0000-00000"], 2),
        (["import", "/nowhere/list.csv"], 4),
        (["import", LIST, "--layout", "nobody"], 2),
        (["export", "-o", "out"], 2),
        (["export", "nothing", "-o", "out", "--profile", "internal"], 2),
        (["export", "-o", "out", "--profile", "everyone"], 2),
    ],
)
def test_wrong_use_and_unreadable_files_have_their_status(
    arguments: list[str], status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == status
    assert not (tmp_path / "out").exists()


def test_a_program_given_as_a_list_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\x7fELF\x02\x01\x01\x00")
    assert run(["import", str(path)]) == 4


def test_an_export_says_what_was_held_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["import", LIST])
    capsys.readouterr()
    options = ["-o", str(tmp_path / "out"), "--profile", "confidential", "--recipient", "Example"]
    assert run(["export", "persons", *options, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["held_back"]["rows:no_consent"] == 57
    assert told["rows"] == {"persons.csv": 0}
    assert (tmp_path / "out" / "SHA256SUMS").is_file()
    assert run(["export", "persons", *options]) == 5
