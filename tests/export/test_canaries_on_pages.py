"""A word on each page of an exhibit, and in everything that a file carries beside its pages, sought in every pack."""

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from sqlmodel import select

from dossier.casework.case_files import load_case_file
from dossier.casework.exhibits import FileReading, NewExhibit, record_exhibit
from dossier.export.exhibits.redacting import Box, redact
from dossier.export.pack.copies import number_pages
from dossier.resources import seed_path
from dossier.vault.evidence.source import opened_source
from dossier.vault.evidence.store import EvidenceStore
from dossier.vault.tables import Citation, Event, Source
from tests.export.exhibits import files
from tests.export.planting import text_of
from tests.export.test_pack import _data, _make

if TYPE_CHECKING:
    from dossier.vault import Vault
    from tests.export.conftest import Another

OPEN, TAKEN_OUT, BESIDE = "Зязюлькіна", "Вавёрчыкава", "Схаванае"
"""On the page that stays, under the box, and in the file beside its pages: no word of the dossier itself."""


def _letter() -> bytes:
    pdf = files.words(OPEN, TAKEN_OUT)
    pdf.docinfo["/Author"] = BESIDE
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [BESIDE]
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, BESIDE.encode(), filename=f"{BESIDE}.txt")
    comment = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=pikepdf.String(BESIDE),
                                 Rect=pikepdf.Array([10, 10, 30, 30]))  # fmt: skip
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(comment)])
    return files.saved(pdf)


def _hold(vault: "Vault", case: str, folder: Path) -> str:
    path = folder / "letter.pdf"
    path.write_bytes(_letter())
    store = EvidenceStore(vault)
    with opened_source(path) as content, store.staged(content) as staged, vault.write() as session:
        source, event = session.exec(select(Source)).first(), session.exec(select(Event)).first()
        assert source is not None
        assert event is not None
        new = NewExhibit(case=case, title="EXAMPLE: a letter", kind_code="official_letter", number="2", language="be",
                         source=source.ref or "", obtained_how="handed_over")  # fmt: skip
        made = record_exhibit(session, store.keep(session, staged), new, FileReading(mime_type="application/pdf"))
        made.reliability, made.credibility = "B", "2"
        session.add(Citation(record_table="event", record_id=event.id, exhibit_id=made.id, page="1"))
        return str(made.ref)


def _words_in(pack: Path) -> set[str]:
    """Which of the words stand anywhere: in names, texts, pages, metadata, files inside, streams and packed files."""
    found = [str(path.relative_to(pack)) for path in pack.rglob("*")]
    for path in (one for one in pack.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if path.suffix == ".pdf":
            found.append(text_of(path))
            content = files.everything_in(content)
        elif zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"\n".join(map(archive.read, archive.namelist()))
        found += [content.decode(letters, "replace") for letters in ("utf-8", "utf-16-be", "utf-16-le")]
    text = "\n".join(found)
    return {word for word in (OPEN, TAKEN_OUT, BESIDE) if word in text or word.encode("utf-16-be").hex() in text}


@pytest.fixture(scope="module")
def held(another: "Another", tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A vault with the invented trial and a letter whose pages have numbers."""
    with another(seeded=True) as vault:
        case = load_case_file(vault, seed_path("cases", "example_trial.yaml"))[0]
        letter = _hold(vault, case, tmp_path_factory.mktemp("letter"))
        number_pages(vault, case)
        yield vault, case, letter


def test_a_page_leaves_whole_only_under_seal_and_without_what_was_taken_out_elsewhere(
    held: Any, tmp_path: Path
) -> None:
    vault, case, letter = held

    def made(profile: str, name: str) -> set[str]:
        return _words_in(_make(vault, _data(vault, case, profile), tmp_path / name, profile).path)

    assert made("sealed", "sealed") == {OPEN, TAKEN_OUT, BESIDE}
    assert made("confidential", "confidential") == set()
    assert made("public", "public") == set()
    redact(vault, letter, [Box(2, 0, 0, 595, 842, "B.1")])
    assert made("confidential", "redacted") == {OPEN}
