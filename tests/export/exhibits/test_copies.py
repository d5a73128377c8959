"""From the vault to the file: numbers for ever, the native untouched, a sheet where nothing can be shown."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from sqlmodel import select

from dossier.cage.running import environment
from dossier.casework.custody import history_of
from dossier.casework.exhibits import NewExhibit, get_exhibit
from dossier.errors import NotFound, Refused
from dossier.export.exhibits.copies import WORKER, exhibit_copy, make_pages
from dossier.export.exhibits.index import write_index
from dossier.export.exhibits.redacting import Box, redact
from dossier.intake.exhibits.taking import take_in
from dossier.vault.checking import check_vault
from dossier.vault.tables import ErnRange, ExhibitCopy, LegalCase, Redaction
from tests.export.exhibits import files

if TYPE_CHECKING:
    from dossier.vault import Vault

VERDICT = ("Прысуд суда", "Сведка Сакрэтная", "подпіс")


@pytest.fixture
def case(seeded_vault: "Vault") -> str:
    """The reference of an empty case."""
    with seeded_vault.write() as session:
        session.add(made := LegalCase(title="A case"))
        session.flush()
        session.refresh(made)
        return str(made.ref)


def _taken(vault: "Vault", folder: Path, case: str, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return take_in(vault, folder / name, NewExhibit(case=case, title="Прысуд")).ref


def _words(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def test_a_verdict_a_locked_file_and_a_redacted_version(seeded_vault: "Vault", case: str, tmp_path: Path) -> None:
    vault, out = seeded_vault, tmp_path / "out"
    out.mkdir()
    native = files.saved(files.words(*VERDICT))
    verdict = _taken(vault, tmp_path, case, "v.pdf", native)
    locked = _taken(vault, tmp_path, case, "l.pdf", b"%PDF-1.7\nnonsense")
    copy, sheet = exhibit_copy(vault, verdict, out), exhibit_copy(vault, locked, out)

    assert copy.erns == ("BLR-DSR-0001-0001", "BLR-DSR-0001-0002", "BLR-DSR-0001-0003")
    assert (sheet.erns, sheet.slip_reason) == (("BLR-DSR-0001-0004",), "damaged")
    assert [words.count(ern) for ern, words in zip(copy.erns, _words(copy.path), strict=True)] == [1, 1, 1]
    assert "Сакрэтная" in _words(copy.path)[1]
    assert hashlib.sha256(b"%PDF-1.7\nnonsense").hexdigest() in "".join(_words(sheet.path))
    assert make_pages(vault, verdict).ern_begin == copy.erns[0], "made once"

    again = exhibit_copy(vault, verdict, _folder(tmp_path, "again"))
    assert (again.erns, again.sha256) == (copy.erns, copy.sha256)

    made = redact(vault, verdict, [Box(2, 0, 0, 595, 842, "B.1")])
    assert (made.revision, made.ern_begin, made.left_on_pages) == (1, "BLR-DSR-0001-0001-R01", ())
    hidden = exhibit_copy(vault, verdict, out, redacted=True)
    assert hidden.path.name == "BLR-DSR-0001-0001-R01.pdf"
    words = _words(hidden.path)
    assert "Сакрэтная" not in "".join(words)
    assert "Прысуд суда" in words[0]
    assert [one.count(ern) for ern, one in zip(hidden.erns, words, strict=True)] == [1, 1, 1]
    with vault.read() as session:
        exhibit = get_exhibit(session, verdict)
        assert exhibit.sha256 == hashlib.sha256(native).hexdigest()
        assert (exhibit.ern_begin, exhibit.page_count, exhibit.redaction) == (
            "BLR-DSR-0001-0001", 3, "redacted_version_exists",
        )  # fmt: skip
        assert [one.event for one in history_of(session, verdict)][-2:] == ["converted", "redacted"]
        (logged,) = session.exec(select(Redaction))
        assert (logged.page_number, logged.reason_code) == (2, "B.1")
        assert [one.last_page for one in session.exec(select(ErnRange))] == [3, 4]
        write_index(session, case, [copy, sheet], out)
    rows = list(csv.DictReader(io.StringIO((out / "pages.csv").read_text(encoding="utf-8"))))
    assert [row["ern"] for row in rows] == [*copy.erns, *sheet.erns]
    (first, _second) = csv.DictReader(io.StringIO((out / "loadfile.csv").read_text(encoding="utf-8")))
    assert (first["ern_begin"], first["page_count"], first["sha256"]) == (copy.erns[0], "3", copy.made_from_sha256)
    assert (out / "pages.opt").read_text().splitlines()[0] == "BLR-DSR-0001-0001,,BLR-DSR-0001-0001.pdf,Y,,,3"
    assert check_vault(vault, evidence="deep") == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: system calls cannot be watched")
def test_behind_the_walls_a_hostile_file_opens_nothing_and_reaches_nobody(tmp_path: Path) -> None:
    job = {"do": "pages", "mime_type": "application/pdf", "cpu_s": 60, "memory_bytes": 3 << 30}
    calls = "trace=open,openat,socket,connect,sendto,execve,fork,vfork,unlink,rename,mkdir,prctl"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", tmp_path / "calls", "-e", calls, sys.executable, "-P", "-m", WORKER],
        input=json.dumps(job).encode() + b"\n" + files.hostile(), capture_output=True, check=False, env=environment(),
    )  # fmt: skip
    facts, _newline, made = done.stdout.partition(b"\n")
    assert json.loads(facts)["page_count"] == 2
    assert files.CANARY not in files.everything_in(made)
    _before, _seal, after = (tmp_path / "calls").read_text().partition("PR_SET_SECCOMP")
    assert _seal, "the walls were never put up"
    assert [line for line in after.splitlines()[1:] if "= -1 EPERM" not in line and "exit" not in line] == []


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name


@pytest.mark.parametrize(
    ("box", "code"),
    [
        (Box(1, 0, 0, 10, 10, "Z.9"), "redact.reason"),
        (Box(9, 0, 0, 10, 10, "B.1"), "redact.page"),
        (Box(1, 0, 0, 0, 10, "B.1"), "redact.box"),
    ],
)
def test_a_box_without_reason_page_or_size_is_refused(
    seeded_vault: "Vault", case: str, tmp_path: Path, box: Box, code: str
) -> None:
    ref = _taken(seeded_vault, tmp_path, case, "v.pdf", files.saved(files.words("a")))
    with pytest.raises(Refused) as refused:
        redact(seeded_vault, ref, [box])
    assert refused.value.code == code
    with pytest.raises(NotFound, match=r"exhibit\.not_redacted"):
        exhibit_copy(seeded_vault, ref, tmp_path, redacted=True)


def test_a_copy_whose_file_stayed_elsewhere_is_made_again_under_its_numbers(
    seeded_vault: "Vault", case: str, tmp_path: Path
) -> None:
    vault = seeded_vault
    ref = _taken(vault, tmp_path, case, "v.pdf", files.saved(files.words(*VERDICT)))
    first = make_pages(vault, ref)
    redact(vault, ref, [Box(1, 50, 50, 100, 20, "B.1")])
    _lose_files_of_copies(vault)

    with pytest.raises(NotFound, match=r"exhibit\.not_redacted"):
        exhibit_copy(vault, ref, tmp_path, redacted=True)
    again = make_pages(vault, ref)

    assert (again.id, again.ern_begin, again.ern_end) == (first.id, first.ern_begin, first.ern_end)
    assert again.object_id
    with vault.read() as session:
        assert len(session.exec(select(ErnRange)).all()) == 1
    assert redact(vault, ref, [Box(1, 50, 90, 100, 20, "B.1")]).box_count == 2
    assert check_vault(vault) == []


def test_pages_that_were_numbered_with_another_count_are_not_made_again(
    seeded_vault: "Vault", case: str, tmp_path: Path
) -> None:
    ref = _taken(seeded_vault, tmp_path, case, "v.pdf", files.saved(files.words(*VERDICT)))
    make_pages(seeded_vault, ref)
    _lose_files_of_copies(seeded_vault, page_count=9)
    with pytest.raises(Refused, match=r"exhibit\.other_pages"):
        make_pages(seeded_vault, ref)


def _lose_files_of_copies(vault: "Vault", **also: int) -> None:
    """As in a vault that was filled from a package."""
    with vault.write() as session:
        for copy in session.exec(select(ExhibitCopy)):
            copy.object_id = None
            for name, value in also.items():
                setattr(copy, name, value)
