"""A tip becomes exhibits: its bytes as they came, and custody from the minute when it was received."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from dossier.casework.cases import open_case
from dossier.casework.custody import history_of
from dossier.casework.exhibits import get_exhibit
from dossier.casework.tip_decisions import seal_contact
from dossier.casework.tip_expiry import expire_tips
from dossier.casework.tips import Report, add_file, add_tip, tip_view
from dossier.errors import DossierError, Refused
from dossier.intake.tip_exhibits import promote_to_exhibits
from dossier.vault import Vault, custodian_keys
from dossier.vault.custodians import add_custodian
from dossier.vault.evidence import EvidenceStore
from dossier.vault.sealed_bundles import open_bundle, sealed_bundle
from dossier.vault.tables import TipFile

TODAY = date(2026, 11, 26)
RECEIVED = datetime(2022, 3, 1, 9, 34, 56, tzinfo=UTC)


def take(vault: Vault, *files: Path, text: str = "Колонна у Мозыря") -> str:
    with vault.write() as session:
        tip = add_tip(session, Report(text, received_at=RECEIVED), today=TODAY)
        for file in files:
            add_file(session, EvidenceStore(vault), tip, file)
        session.refresh(tip)
        return tip.ref or ""


def test_each_file_is_an_exhibit_whose_custody_begins_with_the_receiving(vault: Vault, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"записка {name}", encoding="utf-8")
    ref, case = take(vault, tmp_path / "a.txt", tmp_path / "b.txt"), open_case(vault, "Дело")
    first, second = promote_to_exhibits(vault, ref, case)
    with vault.read() as session:
        exhibit = get_exhibit(session, first)
        entries = history_of(session, first)
        with EvidenceStore(vault).open_id(session, exhibit.object_id) as original:
            assert original.read().decode() == "записка a.txt"
    assert [entry.event for entry in entries] == ["received", "hashed", "stored"]
    assert entries[0].happened_at == RECEIVED
    with vault.read() as session:
        taken_in = {file.created_at for file in session.exec(select(TipFile))}
    assert {entry.happened_at for entry in entries[1:]} <= taken_in, "summed and stored when the tip came in"
    assert (exhibit.file_name_as_received, exhibit.obtained_how) == ("a.txt", "received_online")
    assert second != first
    assert tip_view(vault, ref).state == "promoted"


def test_a_tip_without_files_gives_its_text(vault: Vault) -> None:
    ref, case = take(vault), open_case(vault, "Дело")
    (made,) = promote_to_exhibits(vault, ref, case, title="Сообщение")
    with vault.read() as session:
        exhibit = get_exhibit(session, made)
        with EvidenceStore(vault).open_id(session, exhibit.object_id) as original:
            assert original.read().decode() == "Колонна у Мозыря"
    assert (exhibit.title, exhibit.mime_type) == ("Сообщение", "text/plain")


def test_without_the_case_nothing_changes_and_a_decided_tip_is_not_taken_again(vault: Vault) -> None:
    ref, case = take(vault), open_case(vault, "Дело")
    with pytest.raises(DossierError):
        promote_to_exhibits(vault, ref, "C-0000-00000")
    assert tip_view(vault, ref).state == "received"
    promote_to_exhibits(vault, ref, case)
    with pytest.raises(Refused, match=r"tip\.decided"):
        promote_to_exhibits(vault, ref, case)


def test_damaged_bytes_become_no_exhibit(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("записка", encoding="utf-8")
    ref, case = take(vault, tmp_path / "a.txt"), open_case(vault, "Дело")
    (stored,) = [file for file in EvidenceStore(vault).folder.rglob("*") if file.is_file()]
    stored.write_bytes(b"x" * stored.stat().st_size)
    with pytest.raises(DossierError, match=r"evidence\.damaged"):
        promote_to_exhibits(vault, ref, case)
    assert tip_view(vault, ref).state == "received"


def test_a_sealed_contact_is_read_only_by_a_custodian_and_runs_out_with_the_tip(vault: Vault) -> None:
    ref = take(vault)
    with pytest.raises(Refused, match=r"sealed\.custodians"):
        seal_contact(vault, ref, "@zvonar_77")
    secrets = [custodian_keys.new_secret() for _ in range(2)]
    for number, secret in enumerate(secrets):
        public = secret.public_bytes()
        heard = custodian_keys.fingerprint(public)
        add_custodian(vault, f"custodian {number}", custodian_keys.public_line(public), heard)

    last_day = seal_contact(vault, ref, "@zvonar_77")

    assert last_day == date(2027, 2, 25)
    with vault.reading_connection() as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = repr([connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names])
    assert "zvonar" not in rows
    for secret in secrets:
        (opened,), refused = open_bundle(sealed_bundle(vault), secret)
        assert (opened.ref, dict(opened.identity), refused) == (ref, {"contact": "@zvonar_77"}, [])
    expire_tips(vault, today=date(2027, 2, 25))
    assert open_bundle(sealed_bundle(vault), secrets[0]) == ([], [])
