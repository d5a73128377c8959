"""What people do with an exhibit leaves its entry before anything is shown or leaves."""

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier.casework import custody as subject
from dossier.casework.exhibits import NewExhibit, exhibit_lines
from dossier.errors import DossierError, NotFound, Refused, RenderProblem
from dossier.intake.exhibits.taking import take_in
from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.tables import LegalCase

if TYPE_CHECKING:
    from dossier.vault import Vault

CONTENT = os.urandom(100_000)


@pytest.fixture
def ref(vault: "Vault", tmp_path: Path) -> str:
    """An exhibit with bytes."""
    with vault.write() as session:
        session.add(case := LegalCase(title="A case"))
        session.flush()
        session.refresh(case)
    (tmp_path / "a.bin").write_bytes(CONTENT)
    return take_in(vault, tmp_path / "a.bin", NewExhibit(case=str(case.ref))).ref


def _events(vault: "Vault", ref: str) -> list[str]:
    with vault.read() as session:
        return [one.event for one in subject.history_of(session, ref)]


def _object(vault: "Vault") -> Path:
    (path,) = (one for one in EvidenceStore(vault).folder.rglob("*") if one.is_file())
    return path


def test_a_look_leaves_its_entry_before_the_bytes_are_shown(vault: "Vault", ref: str) -> None:
    with subject.opened(vault, ref, purpose="to compare") as reader:
        assert _events(vault, ref)[-1] == "opened"
        assert b"".join(reader.blocks()) == CONTENT


def test_a_copy_has_the_bytes_of_the_taking_in_and_its_entry(vault: "Vault", ref: str, tmp_path: Path) -> None:
    sha256 = subject.copy_out(vault, ref, tmp_path / "out", purpose="for the expert", recipient="Dr X")
    assert (tmp_path / "out").read_bytes() == CONTENT
    assert sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
    with vault.read() as session:
        last = subject.history_of(session, ref)[-1]
    assert (last.event, last.to_custodian_code, last.sha256_after) == ("copied", "Dr X", sha256)


def test_a_copy_never_takes_the_place_of_a_file(vault: "Vault", ref: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(RenderProblem, match=r"file\.exists"):
        subject.copy_out(vault, ref, tmp_path / "out", purpose="x")
    assert (tmp_path / "out").read_bytes() == b"mine"
    assert "copied" not in _events(vault, ref)


def test_damaged_bytes_are_not_copied_and_leave_no_file(vault: "Vault", ref: str, tmp_path: Path) -> None:
    content = bytearray(_object(vault).read_bytes())
    content[50_000] ^= 1
    _object(vault).write_bytes(content)
    with pytest.raises(DossierError, match=r"evidence\.damaged"):
        subject.copy_out(vault, ref, tmp_path / "out", purpose="x")
    assert [one.name for one in tmp_path.iterdir() if "out" in one.name] == []
    assert "copied" not in _events(vault, ref)


@pytest.mark.parametrize("purpose", ["", "   "])
def test_nobody_looks_without_saying_why(vault: "Vault", ref: str, tmp_path: Path, purpose: str) -> None:
    with pytest.raises(Refused, match=r"custody\.purpose"):
        subject.copy_out(vault, ref, tmp_path / "out", purpose=purpose)
    with pytest.raises(Refused, match=r"custody\.purpose"), subject.opened(vault, ref, purpose=purpose):
        pytest.fail("it was shown")
    assert [one for one in tmp_path.iterdir() if "out" in one.name] == []


def test_a_transfer_names_both_persons(vault: "Vault", ref: str) -> None:
    subject.transfer(vault, ref, giver="Алеся", taker="Ян", purpose="to the court", place="Вільня", seal_number="7")
    with vault.read() as session:
        last = subject.history_of(session, ref)[-1]
    assert (last.event, last.from_custodian_code, last.to_custodian_code) == ("transferred", "Алеся", "Ян")
    assert (last.place, last.seal_number) == ("Вільня", "7")
    with pytest.raises(Refused, match=r"custody\.person"):
        subject.transfer(vault, ref, giver="", taker="Ян", purpose="x")


def test_a_seal_has_its_number(vault: "Vault", ref: str) -> None:
    subject.seal(vault, ref, seal_number="A-17", purpose="before the transport")
    with vault.read() as session:
        last = subject.history_of(session, ref)[-1]
    assert (last.event, last.seal_number) == ("sealed", "A-17")


def test_a_sound_exhibit_gets_an_entry_and_a_damaged_one_its_name(vault: "Vault", ref: str) -> None:
    (sound,) = subject.verify(vault)
    assert (sound.ref, sound.fault) == (ref, "")
    assert _events(vault, ref)[-1] == "verified"
    _object(vault).unlink()
    (lost,) = subject.verify(vault, [ref])
    assert lost.fault == "missing"
    assert _events(vault, ref).count("verified") == 1


def test_a_glance_at_the_sizes_leaves_no_entry(vault: "Vault", ref: str) -> None:
    before = _events(vault, ref)
    assert [one.fault for one in subject.verify(vault, level="quick")] == [""]
    assert _events(vault, ref) == before


def test_an_exhibit_that_is_only_described_has_no_bytes(vault: "Vault", ref: str) -> None:
    from dossier.vault.tables import Exhibit

    with vault.write() as session:
        session.add(case := LegalCase(title="B"))
        session.flush()
        session.add(described := Exhibit(case_id=case.id, title="A film, not held", document_kind_code="video"))
        session.flush()
        session.refresh(described)
        session.refresh(case)
    with (
        pytest.raises(NotFound, match=r"evidence\.unknown_object"),
        subject.opened(vault, str(described.ref), purpose="x"),
    ):
        pytest.fail("it was shown")
    assert [one.fault for one in subject.verify(vault, [str(described.ref)])] == ["not held"]
    with vault.read() as session:
        assert [line.sha256 for line in exhibit_lines(session, str(case.ref))] == [""]


def test_the_chain_holds_after_all_of_this(vault: "Vault", ref: str, tmp_path: Path) -> None:
    subject.copy_out(vault, ref, tmp_path / "out", purpose="x")
    subject.seal(vault, ref, seal_number="1", purpose="x")
    subject.verify(vault)
    assert check_vault(vault, evidence="deep") == []
