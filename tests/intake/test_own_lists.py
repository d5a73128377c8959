"""Our own lists come back: the same references, links between lists, and after another export the same bytes."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier.casework.case_files import load_case_file
from dossier.casework.entry import enter_person
from dossier.cli.main import run
from dossier.errors import Refused, UnreadableInput
from dossier.export.csv_layouts import csv_layouts
from dossier.export.policy import ReleasePolicy
from dossier.intake import import_file, undo_batch
from dossier.intake.layouts import find_layout, shipped_layouts
from dossier.intake.list_packages import LEAD, NEVER_TAKEN, files_of, left_out
from dossier.resources import seed_path
from dossier.vault import create_vault, open_vault
from tests.intake.test_importing import _all

if TYPE_CHECKING:
    from dossier.export.csv_layouts import CsvColumn
    from dossier.vault import Vault
    from dossier.vault.keys import Kdf

SAME_BYTES = ("persons", "proceedings", "charges", "sentences", "placements")


@pytest.fixture
def secret(passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The passphrase in a file that the commands read."""
    file = tmp_path / "secret"
    file.write_text(passphrase, "utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(file))
    return file


@pytest.fixture
def package(vault_folder: Path, passphrase: str, tmp_path: Path, secret: Path) -> Path:
    """The machine lists of a vault with a list of Viasna and a typed person, profile internal."""
    with open_vault(vault_folder, passphrase) as vault:
        import_file(vault, seed_path("examples", "partner_list.csv"))
        enter_person(
            vault,
            {"family": "Ёлкина", "given": "Анна", "born": "03.05.1991", "article": "ч. 1 ст. 342", "sentence": "2 года",
             "kind": "лишение свободы", "decided": "12 мая 2021"},
        )  # fmt: skip
    assert run(["export", "-o", str(tmp_path / "out"), "--profile", "internal", "--vault", str(vault_folder)]) == 0
    return tmp_path / "out"


def _without_numbers(data: bytes) -> bytes:
    """Without the numbers that are drawn anew for each vault and recipient."""
    return re.sub(rb'"N-[0-9A-F]{8}"', b"", data)


def test_the_machine_lists_come_back_to_the_byte(
    package: Path, passphrase: str, cheap_kdf: "Kdf", tmp_path: Path
) -> None:
    other = tmp_path / "other"
    create_vault(other, passphrase=passphrase, author="B", kdf=cheap_kdf, seed=lambda _session: None).close()
    with open_vault(other, passphrase) as vault:
        reports = [import_file(vault, path, layout=layout) for path, layout in files_of(package)]
        assert all(report.fates.keys() <= {"new", "finding"} for report in reports)
        assert {code for report in reports for code in report.reasons} <= {"cell.future"}
    assert run(["export", "-o", str(tmp_path / "again"), "--profile", "internal", "--vault", str(other)]) == 0
    for name in SAME_BYTES:
        first, second = ((tmp_path / folder / f"{name}.raw.csv").read_bytes() for folder in ("out", "again"))
        assert _without_numbers(first) == _without_numbers(second), name
    with open_vault(other, passphrase) as vault:
        assert all(import_file(vault, path, layout=layout).batch is None for path, layout in files_of(package))
        for report in reversed(reports):
            if report.batch is not None:
                undo_batch(vault, report.batch)
        assert all(_all(vault, table) == [] for table in ("person", "person_name", "charge", "penalty", "placement"))


def test_late_august_comes_back_late_by_the_words_beside_its_edtf(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf", tmp_path: Path, secret: Path
) -> None:
    born = ["конец августа 1990", "начало 1991 г.", "~1992", "зіма 1993"]
    with open_vault(vault_folder, passphrase) as vault:
        for n, one in enumerate(born):
            enter_person(vault, {"family": f"Семья{n}", "born": one})
        before = sorted(str(one.born) for one in _all(vault, "person"))
    assert run(["export", "-o", str(tmp_path / "out"), "--profile", "internal", "--vault", str(vault_folder)]) == 0
    other = tmp_path / "other"
    create_vault(other, passphrase=passphrase, author="B", kdf=cheap_kdf, seed=lambda _session: None).close()
    with open_vault(other, passphrase) as vault:
        import_file(vault, tmp_path / "out" / "persons.raw.csv", layout="own_persons")
        assert sorted(str(one.born) for one in _all(vault, "person")) == before
    assert {"late August 1990", "early 1991"} <= set(before)


def test_lists_that_come_back_into_their_own_vault_change_nothing(
    package: Path, vault_folder: Path, passphrase: str
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        before = len(_all(vault, "person")), len(_all(vault, "person_name")), len(_all(vault, "charge"))
        for path, layout in files_of(package):
            report = import_file(vault, path, layout=layout, update=True)
            assert report.fates.get("new", 0) + report.fates.get("finding", 0) == 0, layout
        assert (len(_all(vault, "person")), len(_all(vault, "person_name")), len(_all(vault, "charge"))) == before


def test_a_changed_cell_updates_the_record_of_its_reference(package: Path, vault_folder: Path, passphrase: str) -> None:
    path = package / "persons.raw.csv"
    path.write_text(path.read_text("utf-8").replace('"Ёлкина Анна"', '"Ёлкина Ганна"'), "utf-8")
    with open_vault(vault_folder, passphrase) as vault:
        report = import_file(vault, path, layout="own_persons", update=True)
        assert "Ёлкина Ганна" in {one.label for one in _all(vault, "person")}
        assert report.batch is not None
        undo_batch(vault, report.batch)
        assert "Ёлкина Анна" in {one.label for one in _all(vault, "person")}


@pytest.mark.parametrize("copy", ["persons.csv", "persons.raw.csv"])
def test_a_name_that_a_spreadsheet_would_run_comes_back_as_it_was(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf", tmp_path: Path, secret: Path, copy: str
) -> None:
    labels = {"=HYPERLINK(1)", "'=already marked", "'plain"}
    with open_vault(vault_folder, passphrase) as vault:
        for label in labels:
            enter_person(vault, {"family": label})
    assert run(["export", "-o", str(tmp_path / "out"), "--profile", "internal", "--vault", str(vault_folder)]) == 0
    other = tmp_path / "other"
    create_vault(other, passphrase=passphrase, author="B", kdf=cheap_kdf, seed=lambda _session: None).close()
    with open_vault(other, passphrase) as vault:
        import_file(vault, tmp_path / "out" / copy, layout="own_persons")
        assert {one.label for one in _all(vault, "person")} == labels


def test_each_of_our_lists_comes_back_or_says_why_not(package: Path) -> None:
    """No list is passed over in silence, and none has both a layout and a reason to have none."""
    come_back = {name for name in csv_layouts() if LEAD + name in shipped_layouts()}
    assert come_back | NEVER_TAKEN.keys() == csv_layouts().keys()
    assert not come_back & NEVER_TAKEN.keys()
    for name in come_back:
        exported = [column.name for column in csv_layouts()[name].columns]
        assert list(shipped_layouts()[LEAD + name].header_sets["machine"]) == exported
        for profile in set(csv_layouts()[name].profiles) & {"internal", "confidential", "tribunal", "state"}:
            left = tuple(one.name for one in _released(name, profile))
            found = find_layout(left)
            assert found is not None, (name, profile)
            assert found.code == LEAD + name
    assert {name for name, _reason in left_out(package)} == {
        "information", "exhibits", "custody_log", "release_calendar",
    }  # fmt: skip
    assert left_out(package / "persons.raw.csv") == []


def _released(name: str, profile: str) -> "list[CsvColumn]":
    recipient = "" if profile == "internal" else "B"
    policy = ReleasePolicy(profile, recipient, date(2026, 11, 26), b"")
    return policy.columns(name, csv_layouts()[name].columns)


def test_each_list_of_a_package_has_a_report_of_its_own(
    package: Path, passphrase: str, cheap_kdf: "Kdf", tmp_path: Path
) -> None:
    other = tmp_path / "other"
    create_vault(other, passphrase=passphrase, author="B", kdf=cheap_kdf, seed=lambda _session: None).close()
    asked = ["import", str(package), "--vault", str(other), "--dry-run", "--report", str(tmp_path / "fates.csv")]
    assert run(asked) in (0, 1)
    reports = {path.name for path in tmp_path.glob("fates*")}
    assert {"fates-persons.csv", "fates-charges.csv"} <= reports
    assert "fates.csv" not in reports


def test_officials_in_lists_of_sanctions_come_back(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf", tmp_path: Path
) -> None:
    from dossier.vault.tables import Listing, Person, PersonName, Position

    with open_vault(vault_folder, passphrase) as vault, vault.write() as session:
        person = Person(label="Invented Official", is_public_official=True, born="1970", tlp="CLEAR")
        session.add(person)
        session.flush()
        session.add_all([
            PersonName(person_id=person.id, as_written="Invented Official", script="Latn"),
            Position(person_id=person.id, title="Judge", started="2019-05"),
            Listing(person_id=person.id, list_code="EU", listed="2021-06-21", statement="Signed the verdicts"),
        ])  # fmt: skip
    other, (first, second) = tmp_path / "other", (tmp_path / "out", tmp_path / "again")
    create_vault(other, passphrase=passphrase, author="B", kdf=cheap_kdf, seed=lambda _session: None).close()
    _export_designations(vault_folder, passphrase, first)
    with open_vault(other, passphrase) as vault:
        assert import_file(vault, first / "designations.raw.csv").fates == {"new": 1}
        assert import_file(vault, first / "designations.raw.csv").batch is None
    _export_designations(other, passphrase, second)
    assert (first / "designations.raw.csv").read_bytes() == (second / "designations.raw.csv").read_bytes()


def _export_designations(vault_folder: Path, passphrase: str, folder: Path) -> None:
    from dossier.export.csv_export import export_lists

    with open_vault(vault_folder, passphrase) as vault:
        export_lists(
            vault, ["designations"], folder, profile="confidential", recipient="B", today=date(2026, 11, 26),
            built_at=datetime.now(UTC),
        )  # fmt: skip


@pytest.mark.parametrize("change", ["sum", "path", "description", "empty"])
def test_a_package_that_was_tampered_with_is_refused_whole(package: Path, change: str) -> None:
    description = package / "datapackage.json"
    if change == "sum":
        with (package / "charges.raw.csv").open("a", encoding="utf-8") as file:
            file.write("\n")
    elif change == "description":
        description.write_text("{", "utf-8")
    else:
        told = json.loads(description.read_text("utf-8"))
        told["resources"] = [{"name": "persons", "path": "../persons.csv"}] if change == "path" else []
        description.write_text(json.dumps(told), "utf-8")
    with pytest.raises((UnreadableInput, Refused)) as refused:
        files_of(package)
    assert refused.value.message


def test_a_reference_that_is_mistyped_or_of_another_kind_is_refused(vault: "Vault", tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    from dossier.domain.refs import make_ref

    header = shipped_layouts()["own_events"].header_sets["machine"]
    good, other = make_ref("event"), make_ref("person")
    rows = [good, other, "E-0000-00000", good]
    lines = [",".join(header), *(f"{ref},Мітынг {n}" + "," * (len(header) - 2) for n, ref in enumerate(rows))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    report = import_file(vault, path)
    assert (report.fates, report.reasons["row.ref"]) == ({"new": 1, "refused": 2, "decision": 1}, 2)


def test_the_invented_trial_goes_out_and_comes_in(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(passphrase, "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("DOSSIER_PASSPHRASE_FILE", str(secret))
    with open_vault(vault_folder, passphrase) as vault:
        load_case_file(vault, seed_path("cases", "example_trial.yaml"))
        wanted = {table: len(_all(vault, table)) for table in ("event", "act", "charge", "penalty", "placement")}
    assert run(["export", "-o", str(tmp_path / "out"), "--profile", "internal", "--vault", str(vault_folder)]) == 0
    other = tmp_path / "other"
    create_vault(other, passphrase=passphrase, author="B", kdf=cheap_kdf, seed=lambda _session: None).close()
    assert run(["import", str(tmp_path / "out"), "--vault", str(other)]) in (0, 1)
    with open_vault(other, passphrase) as vault:
        assert {table: len(_all(vault, table)) for table in wanted} == wanted
