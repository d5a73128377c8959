"""A word in every column of text of every record, sought in every list that leaves, under every profile."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from dossier.export.csv_export import export_lists
from dossier.export.csv_layouts import csv_layouts
from dossier.export.package_export import export_package
from dossier.export.profiles import profiles
from dossier.vault.tables import Receipt
from tests.export.own_days import STAYING
from tests.export.planting import (
    AGREED,
    AGREED_NAME,
    AUTHORS,
    EVERYTHING,
    GENERALISED,
    OFFICIAL,
    RECIPIENT,
    SILENT,
    SILENT_NAME,
    TODAY,
    class_of,
    content,
    fill,
    found,
)
from tests.watching import run_watched

if TYPE_CHECKING:
    from dossier.vault import Vault


@pytest.mark.parametrize("profile", [name for name, one in profiles().items() if one.scopes])
def test_no_list_holds_a_word_that_it_may_not(planted: "Vault", profile: str, tmp_path: Path) -> None:
    report = export_lists(
        planted, (), tmp_path / "out", profile=profile, recipient=RECIPIENT, today=TODAY,
        built_at=datetime(2026, 11, 26, tzinfo=UTC),
    )  # fmt: skip
    text = content(tmp_path / "out")
    assert found(text, SILENT) == set()
    assert [word for word in (SILENT, SILENT_NAME) if word in text] == []
    limit = profiles()[profile].highest_class
    assert AGREED_NAME not in text or limit > 0
    for mark in (AGREED, OFFICIAL):
        too_much = {place for place in found(text, mark) if class_of(*place) > limit}
        assert too_much - GENERALISED == set()
    assert sum(report.rows.values()) > 0


@pytest.mark.parametrize("profile", [name for name, one in profiles().items() if one.scopes])
def test_no_text_of_another_person_names_who_agreed_to_nothing(telling: "Vault", profile: str, tmp_path: Path) -> None:
    """Every text, code and address of the one who agreed to all names the other."""
    report = export_lists(
        telling, (), tmp_path / "out", profile=profile, recipient=RECIPIENT, today=TODAY,
        built_at=datetime(2026, 11, 26, tzinfo=UTC),
    )  # fmt: skip
    text = content(tmp_path / "out")
    assert [word for word in (SILENT_NAME, "Зязюльк", "ziaziulk") if word in text] == []
    assert sum(report.rows.values()) > 0
    assert report.held_back["cells:names_somebody"] > 0


def test_what_a_person_agreed_to_does_leave(planted: "Vault", tmp_path: Path) -> None:
    """Or else the test above would be content with empty files."""
    for profile in ("confidential", "ngo_trusted", "tribunal", "public"):
        folder = tmp_path / profile
        export_lists(planted, (), folder, profile=profile, recipient=RECIPIENT, today=TODAY, built_at=datetime.now(UTC))
        assert AGREED in content(folder), profile
    export_lists(
        planted, (), tmp_path / "state", profile="state", recipient=RECIPIENT, today=TODAY, built_at=datetime.now(UTC)
    )
    assert OFFICIAL in content(tmp_path / "state")  # this profile has a list of officials alone
    assert AGREED not in content(tmp_path / "state")
    confidential = found(content(tmp_path / "confidential"), AGREED)
    assert {("charge", "alleged_act"), ("episode", "stated_reason")} <= confidential
    assert AGREED_NAME in content(tmp_path / "confidential")
    assert AGREED_NAME not in content(tmp_path / "public")


def test_the_internal_lists_hold_everybody_and_no_author(planted: "Vault", tmp_path: Path) -> None:
    export_lists(planted, (), tmp_path / "out", profile="internal", today=TODAY, built_at=datetime.now(UTC))
    text = content(tmp_path / "out")
    assert SILENT_NAME in text
    for mark in (SILENT, AGREED):
        seen = found(text, mark)
        assert ("person_detail", "value") in seen
        assert {place for place in seen if place[1] in AUTHORS or place[0] in STAYING} == set()
        assert {("person", "born"), ("episode", "detained_at"), ("place", "latitude")} <= seen
    assert _empty_though_required(tmp_path / "out") == set()


def _empty_though_required(folder: Path) -> set[tuple[str, str]]:
    """Every list has rows here, so that no package promises a value that need not be there."""
    found = set()
    for layout in csv_layouts().values():
        if not (path := folder / layout.machine_file).exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows, layout.file
        found |= {
            (layout.file, one.name) for one in layout.columns for row in rows if one.required and not row[one.name]
        }
    return found


def test_receipts_hold_no_word_of_a_person(planted: "Vault", tmp_path: Path) -> None:
    export_lists(planted, (), tmp_path / "out", profile="internal", today=TODAY, built_at=datetime.now(UTC))
    export_package(planted, tmp_path / "package", today=TODAY)
    with planted.read() as session:
        receipts = session.execute(sa.select(Receipt).where(Receipt.kind.in_(("csv", "package")))).scalars().all()  # type: ignore[attr-defined]
        text = "\n".join(str(one.model_dump()) for one in receipts)
    assert {one.kind for one in receipts} == {"csv", "package"}
    assert [mark for mark in EVERYTHING if mark in text] == []


def test_the_vault_on_the_disk_holds_no_word_in_clear(planted: "Vault") -> None:
    """The database with its log and its search index: encrypted, or else a word would be there."""
    assert planted.path is not None
    assert planted.search(SILENT_NAME) != []
    raw = b"".join(path.read_bytes() for path in planted.path.rglob("*") if path.is_file())
    assert [mark for mark in EVERYTHING if mark.encode() in raw or mark.encode("utf-16-le") in raw] == []


def test_the_command_writes_nothing_beside_its_folder_and_says_no_name(
    vault_folder: Path, passphrase: str, tmp_path: Path
) -> None:
    from dossier.vault import open_vault

    with open_vault(vault_folder, passphrase) as vault:
        fill(vault)
    home = tmp_path / "home"
    out = str(tmp_path / "out")
    done = run_watched(home, passphrase, "--vault", str(vault_folder), "export", "-o", out, "--profile", "public")
    assert done.status == 0, done.said
    assert [mark for mark in EVERYTHING if mark in done.answered + done.said] == []
    assert done.beside(vault_folder, Path(out)) == []
    assert [path.name for path in home.rglob("*")] == ["passphrase"]
