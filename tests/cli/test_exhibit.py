"""Exhibits from the command line: in, listed, checked, out again, with the custody as a table."""

import csv
import io
import json
from pathlib import Path

import pytest

from dossier.vault import open_vault
from dossier.vault.tables import LegalCase
from tests.cli.running import dossier_here as dossier

CONTENT = "Прысуд суда".encode()


@pytest.fixture
def place(vault_folder: Path, passphrase: str, tmp_path: Path) -> tuple[Path, Path, str]:
    """A vault, the file of its passphrase, and the reference of a case."""
    with open_vault(vault_folder, passphrase) as vault, vault.write() as session:
        session.add(case := LegalCase(title="A case"))
        session.flush()
        session.refresh(case)
    (tmp_path / "pass").write_text(passphrase)
    return vault_folder, tmp_path / "pass", str(case.ref)


def test_a_file_goes_in_is_checked_and_comes_out_the_same(place: tuple[Path, Path, str], tmp_path: Path) -> None:
    vault, key, case = place
    (tmp_path / "verdict.txt").write_bytes(CONTENT)

    def run(*words: str) -> str:
        done = dossier("exhibit", *words, vault=vault, passphrase=key)
        assert done.returncode == 0, done.stderr
        return done.stdout

    taken = json.loads(run("add", str(tmp_path / "verdict.txt"), "--case", case, "--obtained-on", "2026-11", "--json"))
    ref = taken["ref"]
    assert taken["mime_type"] == "text/plain"
    assert run("verify", ref).split() == [ref, "sound", taken["sha256"]]
    assert run("extract", ref, "-o", str(tmp_path / "out"), "--purpose", "x").split()[0] == taken["sha256"]
    assert (tmp_path / "out").read_bytes() == CONTENT
    run("transfer", ref, "--from", "A", "--to", "B", "--purpose", "x")
    run("seal", ref, "--seal-number", "7", "--purpose", "x")
    rows = list(csv.DictReader(io.StringIO(run("history", ref, "--csv"))))
    events = ["received", "hashed", "stored", "verified", "copied", "transferred", "sealed"]
    assert [row["event"] for row in rows] == events
    assert [row["previous_hash"] for row in rows[1:]] == [row["entry_hash"] for row in rows[:-1]]
    assert [line["ref"] for line in json.loads(run("list", "--case", case, "--json"))] == [ref]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["add", "missing", "--case", "CASE"], 4),
        (["add", "verdict.txt", "--case", "nonsense"], 2),
        (["add", "verdict.txt", "--case", "CASE", "--obtained-at", "2026-11-24T12:00:00"], 2),
        (["extract", "nonsense", "-o", "out", "--purpose", "x"], 2),
    ],
    ids=["no such file", "no such case", "an instant without offset", "no such exhibit"],
)
def test_each_trouble_has_its_status(
    place: tuple[Path, Path, str], tmp_path: Path, words: list[str], status: int
) -> None:
    vault, key, case = place
    (tmp_path / "verdict.txt").write_bytes(CONTENT)
    given = [case if word == "CASE" else word for word in words]
    done = dossier("exhibit", *given, vault=vault, passphrase=key, cwd=tmp_path)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
