"""The doctor sees what is missing or open, and says it in sentences."""

import json
from pathlib import Path

import pytest

from dossier.cli import doctor
from dossier.cli.main import run

SWAPS = "Filename\tType\tSize\tUsed\tPriority\n/dev/dm-1 partition 100 0 -2\n/swapfile file 100 0 -3\n"


def test_swap_devices_are_read_from_the_table(tmp_path: Path) -> None:
    table = tmp_path / "swaps"
    table.write_text(SWAPS, encoding="utf-8")
    assert list(doctor.swap_devices(table)) == ["/dev/dm-1", "/swapfile"]


def test_a_system_without_the_table_has_no_devices_to_show(tmp_path: Path) -> None:
    assert list(doctor.swap_devices(tmp_path / "none")) == []


@pytest.mark.parametrize(
    ("device", "good"), [("/dev/dm-1", True), ("/dev/dm-2", False), ("/dev/zram0", True), ("/swapfile", False)]
)
def test_only_encrypted_or_compressed_swap_is_good(device: str, good: bool, tmp_path: Path) -> None:
    for name, uuid in {"dm-1": "CRYPT-PLAIN-cryptswap1", "dm-2": "LVM-abc"}.items():
        (tmp_path / name / "dm").mkdir(parents=True)
        (tmp_path / name / "dm" / "uuid").write_text(uuid, encoding="ascii")
    assert doctor.is_encrypted_or_in_memory(device, tmp_path) is good


def test_a_vault_that_others_can_read_is_found(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir(mode=0o700)
    (vault / "header.json").touch(mode=0o600)
    (finding,) = doctor.look_at_vault(str(vault))
    assert finding.good
    (vault / "header.json").chmod(0o644)
    (finding,) = doctor.look_at_vault(str(vault))
    assert not finding.good
    assert "chmod -R go=" in finding.sentence


def test_findings_make_status_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("dossier.cli.harden.harden", lambda: None)
    monkeypatch.setattr(doctor, "LIBRARIES", {"libnone": "there-is-no-such-library"})
    assert run(["--lang", "en", "doctor", "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)
    assert {"subject": "pango", "good": False, "sentence": "PDF files cannot be made: install libnone."} in findings
