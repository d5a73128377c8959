"""docs/format.md is true: its script opens a vault by itself, its tables name what there is."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.vault import open_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.header import new_header
from dossier.vault.keys import Kdf
from dossier.vault.tables import Exhibit, LegalCase, Person
from tests.vault.insider import make_with_everything

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The script that the page prints."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "open_vault.py"
    path.write_text(code, encoding="utf-8")
    return path


def _run(script: Path, folder: Path, passphrase: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-I", str(script), str(folder)]
    return subprocess.run(command, input=passphrase + "\n", capture_output=True, text=True, check=False)


def test_the_script_of_the_page_opens_a_vault_without_the_program(
    script: Path, vault_folder: Path, passphrase: str
) -> None:
    with open_vault(vault_folder, passphrase) as vault, vault.write() as session:
        session.add(Person(label="Ян"))
    said = _run(script, vault_folder, f"  {passphrase.replace(' ', '   ')} ")
    assert said.stderr == ""
    assert {"person: 1", "change: 2"} <= set(said.stdout.splitlines())
    assert "dossier" not in re.sub(r"dossier/v1|dossier-vault", "", script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("size", [0, 5, 16_384, 40_000])
def test_the_script_of_the_page_brings_an_exhibit_out_without_the_program(
    script: Path, vault_folder: Path, passphrase: str, size: int
) -> None:
    content = os.urandom(size)
    with open_vault(vault_folder, passphrase) as vault:
        store = EvidenceStore(vault)
        with store.staged(io.BytesIO(content)) as staged, vault.write() as session:
            session.add(case := LegalCase(title="A"))
            session.flush()
            exhibit = Exhibit(case_id=case.id, title="A", document_kind_code="x")
            exhibit.object_id = store.keep(session, staged).object_id
            session.add(exhibit)
            session.flush()
            ref = str(exhibit.ref)
    command = [sys.executable, "-I", str(script), str(vault_folder), ref]
    done = subprocess.run(command, input=passphrase, capture_output=True, text=True, check=False, cwd=script.parent)
    assert done.stderr == ""
    assert (script.parent / ref).read_bytes() == content


def test_the_script_of_the_page_refuses_a_wrong_passphrase(script: Path, vault_folder: Path) -> None:
    said = _run(script, vault_folder, "wrong")
    assert said.returncode == 1
    assert said.stdout == ""


def test_the_page_names_every_field_of_the_header(passphrase: str, cheap_kdf: Kdf) -> None:
    header, _opened = new_header(passphrase, "A", cheap_kdf)
    fields = json.loads(header.text())
    for name in (*fields, *fields["slots"][0]):
        assert f"`{name}`" in PAGE, name


def test_the_page_names_everything_in_a_vault(vault_folder: Path) -> None:
    for path in vault_folder.iterdir():
        assert f"`{path.name}" in PAGE, path.name


def test_a_stranger_with_the_page_reads_and_recomputes_everything(tmp_path: Path, passphrase: str) -> None:
    """Journal, tree, signatures, custody, evidence, records, lists and receipts, by a script of the page alone."""
    make_with_everything(tmp_path / "vault", passphrase, "granite velvet onion trapeze muffin seldom")
    (tmp_path / "passphrase").write_text(passphrase, encoding="utf-8")
    stranger = Path(__file__).with_name("stranger.py")
    assert not re.findall(r"^(?:from|import) dossier", stranger.read_text(encoding="utf-8"), re.MULTILINE)
    command = [sys.executable, "-I", str(stranger), str(tmp_path / "vault"), str(tmp_path / "passphrase")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    read = json.loads(done.stdout)
    assert (read["files"], read["custody"], read["sums"], read["checkpoints"]) == (2, 4, 3, 1)
    assert read["records"] > 10
