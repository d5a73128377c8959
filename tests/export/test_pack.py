"""Packs made, read back as a recipient reads them, and broken in every way that a check must notice."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bagit  # type: ignore[import-untyped]
import pikepdf
import pytest

from dossier.casework.assemble import PackData, assemble_pack
from dossier.casework.case_files import load_case_file
from dossier.casework.codes_of_persons import give_codes
from dossier.casework.exhibits import FileReading, NewExhibit, record_exhibit
from dossier.export.check import Report, check_pack, check_strangers_pack
from dossier.export.check.paper_text import PaperTexts, page_texts
from dossier.export.check.protection_checks import Protected
from dossier.export.pack import PackOptions, PackResult, make_pack
from dossier.export.pack.bag import close_bag
from dossier.export.pack.copies import copies_of_pack, number_pages
from dossier.export.pack.files import Files
from dossier.export.pack.making import PackRefused
from dossier.export.pdf.page import PackFacts
from dossier.export.pdf.signature import signer
from dossier.export.pdf.workers import MemoryCache
from dossier.resources import seed_path
from dossier.vault import open_vault
from dossier.vault.evidence.source import opened_source
from dossier.vault.evidence.store import EvidenceStore
from dossier.vault.paper_key import key_of_file
from dossier.vault.paper_signing import own_key
from dossier.vault.tables import Citation, Event, Person, Source
from tests.export.validating import objections

if TYPE_CHECKING:
    from dossier.vault import Vault
    from tests.export.conftest import Another

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
HIDDEN = ("Ніўская", "Нивская", "Niuskaya")
PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
FACTS = PackFacts("", AT, contact="desk@example.org", basis="EXAMPLE: a public verdict")


def _data(vault: "Vault", ref: str, profile: str) -> PackData:
    give_codes(vault, ref)
    with vault.read() as session:
        return assemble_pack(session, ref, profile=profile, langs=["en"], on=AT.date())


def _hold(vault: "Vault", case: str, folder: Path) -> None:
    """One exhibit of the case with its bytes, its log and a citation."""
    from sqlmodel import select

    with pikepdf.new() as letter:
        for _page in range(2):
            letter.add_blank_page(page_size=(595, 842))
        letter.save(folder / "letter.pdf", deterministic_id=True)
    store = EvidenceStore(vault)
    with (
        opened_source(folder / "letter.pdf") as bytes_of_it,
        store.staged(bytes_of_it) as staged,
        vault.write() as session,
    ):
        source = session.exec(select(Source)).first()
        event = session.exec(select(Event)).first()
        assert source is not None
        assert event is not None
        new = NewExhibit(case=case, title="EXAMPLE: a letter", kind_code="official_letter", number="2", language="ru",
                         source=source.ref or "", obtained_how="handed_over")  # fmt: skip
        made = record_exhibit(session, store.keep(session, staged), new, FileReading(mime_type="application/pdf"))
        made.reliability, made.credibility = "B", "2"
        session.add(Citation(record_table="event", record_id=event.id, exhibit_id=made.id, page="1"))


@pytest.fixture(scope="module")
def trial(_seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[tuple[Vault, str]]":
    """A vault with the invented trial and one letter."""
    folder = tmp_path_factory.mktemp("packs")
    with open_vault(Path(shutil.copytree(_seeded_template, folder / "vault")), PASSPHRASE) as vault:
        ref = load_case_file(vault, seed_path("cases", "example_trial.yaml"))[0]
        _hold(vault, ref, folder)
        number_pages(vault, ref)
        yield vault, ref


def _originals(vault: "Vault") -> Callable[[Any], Any]:
    store = EvidenceStore(vault)

    def opened(exhibit: Any) -> Any:
        with vault.read() as session:
            return store.open_id(session, exhibit.object_id)

    return opened


_LAID = MemoryCache()
"""Pieces of paper that these tests share: a piece is the same whoever asks for it."""
_READ = PaperTexts()
"""What papers say that these tests leave as they are; a changed one is read anew."""


def _make(vault: "Vault", data: PackData, target: Path, profile: str, cache: Any = _LAID, **more: Any) -> PackResult:
    options = PackOptions(profile, facts=FACTS, **more)
    copies = copies_of_pack(vault, data.exhibits, profile)
    return make_pack(data, target, options, built_at=AT, original=_originals(vault), copies=copies, cache=cache)


@pytest.fixture(scope="module")
def sealed(trial: "tuple[Vault, str]", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed pack as a folder."""
    vault, ref = trial
    return _make(vault, _data(vault, ref, "sealed"), tmp_path_factory.mktemp("sealed") / "pack", "sealed").path


@pytest.fixture(scope="module")
def confidential(trial: "tuple[Vault, str]", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A confidential pack as a folder."""
    vault, ref = trial
    folder = tmp_path_factory.mktemp("confidential") / "pack"
    return _make(vault, _data(vault, ref, "confidential"), folder, "confidential").path


@pytest.fixture(scope="module")
def red_when_whole(sealed: Path) -> set[str]:
    """What fails in the pack before anything is broken."""
    return _failed(sealed)


@pytest.fixture
def copy(sealed: Path, tmp_path: Path) -> Path:
    """The sealed pack, to be broken."""
    return Path(shutil.copytree(sealed, tmp_path / "copy"))


def _failed(pack: Path, *only: str, **options: Any) -> set[str]:
    return {one.assertion for one in check_pack(pack, only=only, texts=_READ, **options).errors}


def _closed_again(pack: Path) -> None:
    """The bag closed anew over altered files, as a forger would."""
    files = Files()
    for file in (one for one in pack.rglob("*") if one.is_file()):
        name = file.relative_to(pack).as_posix()
        if "manifest" not in name and name not in ("bag-info.txt", "bagit.txt"):
            files.put(name, file.read_bytes())
    close_bag(files, {}, AT)
    for name in files.names():
        (pack / name).write_bytes(b"".join(files.blocks(name)))


def _edit_pdf(pack: Path, change: "Callable[[Any], object]") -> None:
    path = pack / "data" / "dossier.pdf"
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    path.write_bytes(out.getvalue())
    _closed_again(pack)


def test_a_pack_is_a_bag_that_others_programs_read_and_a_check_finds_sound(sealed: Path) -> None:
    assert bagit.Bag(str(sealed)).is_valid()
    report = check_pack(sealed)
    assert [(one.assertion, one.place, one.detail) for one in report.errors] == []
    assert {"A01", "A12", "A18", "A43"} <= {name for name, state in report.states().items() if state == "holds"}
    assert _held(sealed, "native.pdf").read_bytes().startswith(b"%PDF")


def _held(pack: Path, name: str) -> Path:
    """The file of the letter, in the folder named by the number of its first page."""
    return next((pack / "data/exhibits").glob(f"*/{name}"))


def test_every_page_of_an_exhibit_has_its_number_and_the_list_says_where(sealed: Path, confidential: Path) -> None:
    rows = list(csv.DictReader((sealed / "data/index/pages.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 2
    assert [row["page"] for row in rows] == [str(at + 1) for at in range(len(rows))]
    assert all(re.fullmatch(r"BLR-[A-Z0-9]{3,4}-\d{4}-\d{4}", row["ern"]) for row in rows)
    assert {row["file"] for row in rows} == {_held(sealed, "stamped.pdf").relative_to(sealed).as_posix()}
    assert not list(confidential.glob("data/exhibits/*"))


def test_a_separator_page_goes_before_an_exhibit_with_its_number_as_words(sealed: Path) -> None:
    import pypdfium2

    separator = pypdfium2.PdfDocument(_held(sealed, "separator.pdf"))
    text = separator[0].get_textpage().get_text_bounded()
    number = _held(sealed, "separator.pdf").parent.name
    assert all(words in text for words in ("Exhibit 2", "EXAMPLE: a letter", "official letter", number))


def _links(path: Path) -> "list[tuple[str, Any]]":
    """File and place of every link that leads out of a PDF."""
    with pikepdf.open(path) as pdf:
        found = [link.A for one in pdf.pages for link in one.obj.get("/Annots", []) if "/A" in link]
        return [(str(one.F), str(one.D) if isinstance(one.D, pikepdf.String) else int(one.D[0])) for one in found]


def test_a_citation_leads_to_the_page_of_the_exhibit_and_the_page_leads_back(sealed: Path) -> None:
    paper, stamped = sealed / "data/dossier.pdf", _held(sealed, "stamped.pdf")
    there, back = _links(paper), _links(stamped)
    assert {(paper.parent / file).resolve() for file, _page in there} == {stamped.resolve()}
    assert {page for _file, page in there} == {0}, "the page that is cited, and the first one"
    assert len(back) == 2, "from each page"
    assert {(stamped.parent / file).resolve() for file, _name in back} == {paper.resolve()}
    with pikepdf.open(paper) as pdf:
        names = [str(one) for one in pdf.Root.Names.Dests.Names if isinstance(one, pikepdf.String)]
    assert {name for _file, name in back} <= set(names)


def test_the_bundle_has_every_page_under_one_count_and_leads_both_ways(sealed: Path) -> None:
    """Contents, bookmarks and links name the real pages; all are A4 and upright; what an exhibit says can be found."""
    import pypdfium2

    bundle = sealed / "data/bundle.pdf"
    with pikepdf.open(sealed / "data/dossier.pdf") as paper, pikepdf.open(bundle) as pdf:
        own, total = len(paper.pages), len(pdf.pages)
        assert total == own + 1 + 2
        assert {tuple(round(float(x)) for x in one.mediabox) for one in pdf.pages} == {(0, 0, 595, 842)}
        assert not [one for one in pdf.pages if "/Rotate" in one.obj]
        place = {one.obj.objgen: at for at, one in enumerate(pdf.pages)}
        names = list(pdf.Root.Names.Dests.Names)
        named = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        ends = [link.get("/Dest") for one in pdf.pages for link in one.obj.get("/Annots", [])]
        assert not [link for one in pdf.pages for link in one.obj.get("/Annots", []) if "/A" in link], (
            "nothing leads out"
        )
        leads = {place[one[0].objgen] for one in ends if isinstance(one, pikepdf.Array)}
        assert leads == {own, own + 1}, "the sheet from the contents, the first page from annex C and the footnote"
        back = {str(link.Dest) for one in list(pdf.pages)[own:] for link in one.obj.Annots}
        assert back <= set(named)
        with pdf.open_outline() as outline:
            last = outline.root[-1]
            assert str(last.children[0].title) == f"Exhibit 2: EXAMPLE: a letter [p. {own + 1}]"
            target: Any = last.children[0].destination
            assert place[target[0].objgen] == own
        assert not {"pdfaid:part", "pdfuaid:part"} & set(pdf.open_metadata())
    document = pypdfium2.PdfDocument(bundle)
    words = [one.get_textpage().get_text_bounded() for one in document]
    assert f"{total} pages" in words[0]
    assert re.search(rf"Exhibit 2: EXAMPLE: a letter\s+{own + 1}\b", words[2])
    numbers = [row["ern"] for row in _rows(sealed, "pages")]
    assert [number in text for number, text in zip(numbers, words[own + 1 :], strict=True)] == [True, True]
    assert f"page {total} of {total}" in words[-1]


def test_a_bundle_for_archives_is_pdf_a_with_every_page_and_its_words(
    trial: "tuple[Vault, str]", sealed: Path, tmp_path: Path
) -> None:
    import page

    vault, ref = trial
    made = _make(vault, _data(vault, ref, "sealed"), tmp_path / "pack", "sealed", is_bundle_archival=True).path
    bundle = made / "data" / "bundle.pdf"
    assert objections(bundle, page.ValidationProfile.PDF_A_3U) == set()
    with pikepdf.open(bundle) as pdf, pikepdf.open(sealed / "data" / "bundle.pdf") as plain:
        words, as_words = page_texts(pdf), page_texts(plain)
        with pdf.open_metadata() as about, plain.open_metadata() as none:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "U")
            assert "pdfuaid:part" not in about
            assert "pdfaid:part" not in none
    signs, as_signs = ([Counter("".join((one.body, *one.stamps))) for one in pages] for pages in (words, as_words))
    for drawn, plain_page in zip(signs, as_signs, strict=True):
        assert {**drawn, " ": 0} == {**plain_page, " ": 0}, "the same signs on every page"
    assert _failed(made, "A04", "A40", "A43") == set()
    with pikepdf.open(bundle, allow_overwriting_input=True) as pdf:
        del pdf.Root.OutputIntents
        pdf.save(bundle)
    assert _failed(made, "A40") == {"A40"}


def test_two_swapped_pages_of_the_bundle_are_found(copy: Path) -> None:
    path = copy / "data/bundle.pdf"
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        pdf.pages.append(pdf.pages[2])
        del pdf.pages[2]
        pdf.save(out := io.BytesIO())
    path.write_bytes(out.getvalue())
    _closed_again(copy)
    assert "A04" in _failed(copy, "A04")


def test_a_link_to_a_page_that_is_not_there_is_found(copy: Path) -> None:
    def lead_astray(pdf: Any) -> None:
        link = next(x for one in pdf.pages for x in one.obj.get("/Annots", []) if "/A" in x)
        link.A.D[0] = 7

    _edit_pdf(copy, lead_astray)
    assert "A10" in _failed(copy, "A10")


@pytest.fixture(scope="module")
def blacked(another: "Another", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Path]":
    """A confidential pack with a letter of which two boxes were taken out, on its second page."""
    from dossier.export.exhibits.redacting import Box, redact

    folder = tmp_path_factory.mktemp("blacked")
    with another(seeded=True) as vault:
        ref = load_case_file(vault, seed_path("cases", "example_trial.yaml"))[0]
        _hold(vault, ref, folder)
        number_pages(vault, ref)
        [held] = [one for one in _data(vault, ref, "confidential").exhibits if one.object_id]
        redact(vault, held.exhibit_ref, [Box(2, 72, 100, 200, 14, "B.1"), Box(2, 72, 200, 200, 14, "A.4")])
        yield _make(vault, _data(vault, ref, "confidential"), folder / "pack", "confidential").path


def test_what_was_taken_out_of_a_page_is_in_the_list_of_redactions(blacked: Path) -> None:
    rows = _rows(blacked, "redactions")
    assert [(row["page"], row["top_pt"], row["reason_code"]) for row in rows] == [
        ("2", "100.0", "B.1"), ("2", "200.0", "A.4"),
    ]  # fmt: skip
    pages = _rows(blacked, "pages")
    assert {row["ern"] for row in rows} == {pages[1]["ern"]}
    assert all(row["ern"].endswith("-R01") for row in pages)
    with pikepdf.open(blacked / "data/dossier.pdf") as pdf:
        cited = json.loads(pdf.Root.AF[0].EF.F.read_bytes())["exhibits"]
    assert not any(one["ern_begin"].endswith("-R01") for one in cited), "what is cited is the number of the page"
    assert not _failed(blacked, "A35", "A36", "A38", "A39")


def _rows(pack: Path, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader((pack / f"data/index/{table}.csv").read_text("utf-8").splitlines()))


def _with_words(pdf: Any) -> None:
    """Under the first box, as if it had been drawn over them."""
    page = pdf.pages[1]
    page.obj.Resources.Font.F = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.contents_add(b"BT /F 9 Tf 1 0 0 1 80 732 Tm (hidden) Tj ET", prepend=True)


def _with_a_mark(pdf: Any) -> None:
    mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Redact, Rect=pikepdf.Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(mark)])


def _with_exif(pdf: Any) -> None:
    streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    picture = next(one for one in streams if one.get("/Filter") == pikepdf.Name.DCTDecode)
    marked = b"\xff\xd8\xff\xe1\x00\x08Exif\x00\x00" + picture.read_raw_bytes()[2:]
    picture.write(marked, filter=pikepdf.Name.DCTDecode)


def _with_one_more_reason(pdf: Any) -> None:
    page = pdf.pages[1]
    code = re.search(rb"<([0-9a-f]+)> Tj", page.obj.Contents[-1].read_bytes() or b"")
    page.contents_add(b"q BT /Why 7 Tf 1 0 0 1 72 300 Tm <" + (code[1] if code else b"0001") + b"> Tj ET Q")


@pytest.mark.parametrize(
    ("assertion", "change"),
    [("A35", _with_words), ("A35", _with_a_mark), ("A35", _with_exif), ("A36", _with_one_more_reason)],
    ids=["words under a box", "a mark to redact", "facts in a picture", "a mark that the list has not"],
)
def test_what_is_left_under_a_redaction_is_found(
    blacked: Path, tmp_path: Path, assertion: str, change: "Callable[[Any], object]"
) -> None:
    copy = Path(shutil.copytree(blacked, tmp_path / "copy"))
    file = _held(copy, "redacted.pdf")
    with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
        change(pdf)
        pdf.save(out := io.BytesIO())
    file.write_bytes(out.getvalue())
    _closed_again(copy)
    assert _failed(copy, "A35", "A36") == {assertion}


@pytest.mark.parametrize("name", ["redacted.pdf", "bundle.pdf"])
def test_a_protected_name_on_a_page_of_an_exhibit_is_found(blacked: Path, tmp_path: Path, name: str) -> None:
    copy, protected = Path(shutil.copytree(blacked, tmp_path / "copy")), Protected(HIDDEN[:1], HIDDEN)
    assert "A34" not in _failed(copy, "A34", protected=protected)
    [file] = copy.glob(f"data/**/{name}")
    with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
        pdf.pages[-1].obj.Resources.Font = pikepdf.Dictionary(
            F=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        pdf.pages[-1].contents_add(b"BT /F 9 Tf 1 0 0 1 80 500 Tm (Niuskaya) Tj ET")
        pdf.save(out := io.BytesIO())
    file.write_bytes(out.getvalue())
    assert "A34" in _failed(copy, "A34", protected=protected)


def test_an_earlier_state_of_a_redacted_file_is_found(blacked: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(blacked, tmp_path / "copy"))
    file = _held(copy, "redacted.pdf")
    file.write_bytes(file.read_bytes() * 2)
    _closed_again(copy)
    assert "A35" in _failed(copy, "A35")


@pytest.mark.parametrize(
    ("table", "old", "new", "assertion"),
    [
        ("redactions", "B.1", "because", "A36"),
        ("redactions", ",A.4", ",A.9", "A36"),
        ("pages", "-R01", "", "A39"),
    ],
)
def test_a_list_that_does_not_fit_the_redacted_pages_is_found(
    blacked: Path, tmp_path: Path, table: str, old: str, new: str, assertion: str
) -> None:
    copy = Path(shutil.copytree(blacked, tmp_path / "copy"))
    file = copy / f"data/index/{table}.csv"
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8", newline="")
    _closed_again(copy)
    assert assertion in _failed(copy, assertion)


def test_two_swapped_pages_of_an_exhibit_are_found(copy: Path) -> None:
    stamped = _held(copy, "stamped.pdf")
    with pikepdf.open(io.BytesIO(stamped.read_bytes())) as pdf:
        first, second = pdf.pages[0].obj, pdf.pages[1].obj
        del pdf.pages[0:2]
        pdf.pages.insert(0, pikepdf.Page(first))
        pdf.pages.insert(0, pikepdf.Page(second))
        pdf.save(stamped.with_suffix(".new"))
    stamped.with_suffix(".new").replace(stamped)
    _closed_again(copy)
    assert "A08" in _failed(copy, "A08")


def test_the_same_data_and_time_give_the_same_pack(trial: "tuple[Vault, str]", sealed: Path, tmp_path: Path) -> None:
    vault, ref = trial
    again = _make(vault, _data(vault, ref, "sealed"), tmp_path / "again", "sealed", cache=None).path
    assert _bytes_of(again) == _bytes_of(sealed)


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_flipped_byte_is_found(copy: Path) -> None:
    native = _held(copy, "native.pdf")
    native.write_bytes(b"e" + native.read_bytes()[1:])
    assert _failed(copy, "A12", "A43") == {"A12", "A43"}
    _closed_again(copy)
    assert "A12" in _failed(copy, "A12")


def test_a_dropped_custody_entry_is_found_even_in_a_bag_closed_anew(copy: Path) -> None:
    log = copy / "data/index/custody_log.csv"
    lines = log.read_bytes().split(b"\r\n")
    log.write_bytes(b"\r\n".join(lines[:2] + lines[3:]))
    _closed_again(copy)
    assert _failed(copy, "A17", "A18") == {"A17", "A18"}


def test_a_custody_entry_that_was_rewritten_is_found(copy: Path) -> None:
    log = copy / "data/index/custody_log.csv"
    log.write_bytes(log.read_bytes().replace(b"evidence of the case", b"evidence of another"))
    _closed_again(copy)
    assert "A18" in _failed(copy, "A18")


def test_two_swapped_pages_are_found(copy: Path) -> None:
    def swap(pdf: Any) -> None:
        first = pdf.pages[5]
        pdf.pages[5] = pdf.pages[6]
        pdf.pages[6] = first

    _edit_pdf(copy, swap)
    assert "A04" in _failed(copy, "A04")


def test_an_added_and_a_removed_file_are_found(copy: Path) -> None:
    (copy / "data/more.txt").write_text("x", encoding="utf-8")
    assert _failed(copy, "A12", "A43") == {"A43"}
    (copy / "data/more.txt").unlink()
    (copy / "data/index/pages.csv").unlink()
    assert "A43" in _failed(copy, "A43")


def test_facts_that_are_not_those_of_the_paper_are_found(copy: Path) -> None:
    facts = copy / "data/dossier.json"
    facts.write_text(facts.read_text("utf-8").replace("15 years", "25 years"), encoding="utf-8")
    _closed_again(copy)
    assert _failed(copy, "A42", "A43") == {"A42", "A43"}


def _with_bookmark(pdf: Any) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Ніўская", 0))


def _with_attachment(pdf: Any) -> None:
    pdf.attachments["Niuskaya.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="Niuskaya.txt")


def _with_alternative_text(pdf: Any) -> None:
    pdf.Root.StructTreeRoot.K[0].Alt = pikepdf.String("Нивская")


def _with_metadata(pdf: Any) -> None:
    pdf.docinfo["/Keywords"] = pikepdf.String("Юстына Ніўская")


def _with_attached_text(pdf: Any) -> None:
    pdf.attachments["n.txt"] = pikepdf.AttachedFileSpec(pdf, "Ніўскай".encode(), filename="n.txt")


def _with_link(pdf: Any) -> None:
    pdf.Root.Somewhere = pikepdf.Dictionary(
        URI=pikepdf.String("https://example.org/%D0%9D%D1%96%D1%9E%D1%81%D0%BA%D0%B0%D1%8F")
    )


@pytest.mark.parametrize(
    "change",
    [_with_bookmark, _with_attachment, _with_alternative_text, _with_metadata, _with_attached_text, _with_link],
    ids=["bookmark", "attachment name", "alternative text", "metadata", "attached text", "link"],
)
def test_a_protected_name_anywhere_in_the_paper_is_found(
    confidential: Path, tmp_path: Path, change: "Callable[[Any], object]"
) -> None:
    copy = Path(shutil.copytree(confidential, tmp_path / "copy"))
    protected = Protected(HIDDEN[:1], HIDDEN)
    assert "A34" not in _failed(copy, "A34", protected=protected)
    _edit_pdf(copy, change)
    report = check_pack(copy, protected=protected, only={"A34", "A42"})
    assert "A34" in {one.assertion for one in report.errors}
    assert not any(name in repr(report.as_json()) for name in HIDDEN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ніў-\nская", True),
        ("Ніў\nская", True),
        ("NIUSKAYA", True),
        ("у Ніўскай", True),
        ("nobody", False),
        ("+375 29 123-45-67", True),
    ],
    ids=["hyphen and break", "break", "Latin capitals", "another ending", "nobody", "telephone"],
)
def test_a_protected_name_is_found_across_breaks_and_scripts(text: str, found: bool) -> None:
    assert Protected(HIDDEN, [*HIDDEN, "+375291234567"]).finds(text) is found


def test_a_pack_is_refused_before_it_is_written_where_its_text_names_a_protected_person(
    trial: "tuple[Vault, str]", tmp_path: Path
) -> None:
    vault, ref = trial
    data = _data(vault, ref, "confidential")
    lang, view = data.views[0]
    leaking = replace(view, relief=(replace(view.relief[0], text="Сястра: Ніўская Ю."),))
    with pytest.raises(PackRefused) as refused:
        _make(vault, replace(data, views=[(lang, leaking)]), tmp_path / "pack", "confidential")
    assert "A34" in {one.assertion for one in refused.value.report.errors}
    assert not (tmp_path / "pack").exists()


_UNSURE = {"rule": "r", "tolerance": "", "certainty": ""}
Change = Callable[[dict[str, Any]], object]


def _first_penalty(facts: dict[str, Any], code: str) -> dict[str, Any]:
    found = [
        p for one in facts["proceedings"] for s in one["sentences"] for p in s["penalties"] if p["kind_code"] == code
    ]
    return found[0]  # type: ignore[no-any-return]


def _first_in_force(facts: dict[str, Any]) -> dict[str, Any]:
    found = [s["in_force"] for one in facts["proceedings"] for s in one["sentences"] if s["in_force"]["first_on"]]
    return found[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("assertion", "change"),
    [
        ("A20", lambda facts: facts["chronology"][0].update(notes=[], details=[])),
        ("A21", lambda facts: facts["sources"][0].update(directness="")),
        ("A23", lambda facts: facts.update(contrary_searched=False)),
        ("A24", lambda facts: facts["matrix"][0]["cells"][0].update(anchor="x-nothing")),
        ("A25", lambda facts: facts["allegations"][0]["elements"].pop()),
        ("A26", lambda facts: _first_penalty(facts, "IMPR").update(computed=_UNSURE)),
        ("A27", lambda facts: facts["proceedings"][0]["charges"][0].update(edition="")),
        ("A28", lambda facts: _first_penalty(facts, "A_ARREST").update(units=["years"])),
        ("A29", lambda facts: facts["detention"][0]["episodes"][-1]["stays"][1]["started"].update(
            first_on="2021-10-01", last_on="2021-10-01")),
        ("A31", lambda facts: _first_in_force(facts).update(first_on="2020-01-01", last_on="2020-01-01")),
        ("A31", lambda facts: facts["proceedings"][0]["sentences"][0]["imposed"].update(
            first_on="2019-01-01", last_on="2019-01-01")),
        ("A31", lambda facts: facts["persons"][0].update(
            born={**facts["persons"][0]["born"], "first_on": "2024-01-01", "last_on": "2024-12-31"})),
        ("A31", lambda facts: facts["persons"][0].update(
            died={**facts["persons"][0]["born"], "first_on": "1900-01-01", "last_on": "1900-12-31"})),
        ("A10", lambda facts: facts["exhibits"].append({**facts["exhibits"][0], "anchor": "x-more"})),
        ("A37", lambda facts: facts["persons"][0].update(code="Agata")),
        ("A09", lambda facts: facts["exhibits"][0].update(ern_begin="BLR-OTP-0001-0001")),
        ("A07", lambda facts: facts["exhibits"][0].update(ern_begin="BLR-ABC-0001-0001", ern_end="BLR-ABC-0001-0002")),
        ("A38", lambda facts: facts.update(
            profile="public", persons=[{**facts["persons"][0], "is_named": True, "standing": "code"}])),
        ("A39", lambda facts: facts.update(profile="public")),
        ("A53", lambda facts: facts.update(recipient="HRC_OP1")),
        ("A53", lambda facts: facts.update(recipient="Human Rights Committee, individual communications")),
        ("A53", lambda facts: facts.update(forms=[{"code": "HRC_OP1"}])),
        ("A53", lambda facts: (facts.update(recipient="HRC_OP1"), [
            one.update(kind="open") for one in facts["forums"]])),
    ],
)  # fmt: skip
def test_each_rule_of_the_facts_goes_red_without_what_it_asks(
    copy: Path, red_when_whole: set[str], assertion: str, change: Change
) -> None:
    path = copy / "data/dossier.json"
    facts = json.loads(path.read_text("utf-8"))
    assert assertion not in red_when_whole
    change(facts)
    path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    assert assertion in _failed(copy, assertion)


def test_a_body_that_is_open_needs_no_warning_on_the_cover_and_one_that_is_closed_stands_there(
    trial: "tuple[Vault, str]", copy: Path, tmp_path: Path
) -> None:
    path = copy / "data/dossier.json"
    facts = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**facts, "recipient": "wgad"}), encoding="utf-8")
    assert _failed(copy, "A53") == set()

    vault, ref = trial
    with vault.read() as session:
        data = assemble_pack(session, ref, profile="sealed", langs=["en"], on=AT.date(), recipient="HRC_OP1")
    made = _make(vault, data, tmp_path / "pack", "sealed", recipient="HRC_OP1")
    assert "A53" not in {one.assertion for one in made.report.findings}
    with pikepdf.open(made.path / "data" / "dossier.pdf") as pdf:
        assert "Human Rights Committee, individual communications: Closed" in page_texts(pdf)[0].body


Rewrite = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("index/datapackage.json", lambda said: said["resources"][0]["schema"]["fields"][5].update(protection=0)),
        ("index/datapackage.json", lambda said: said["resources"][0]["schema"]["fields"][5].pop("protection")),
        ("pack.json", lambda said: said.update(profile="public")),
        ("pack.json", lambda said: said.pop("profile")),
    ],
    ids=["called harmless", "without a class", "public with titles", "of no profile"],
)
def test_a_column_above_the_profile_is_found(copy: Path, file: str, change: Rewrite) -> None:
    assert _failed(copy, "A52") == set()
    path = copy / "data" / file
    said = json.loads(path.read_text("utf-8"))
    change(said)
    path.write_text(json.dumps(said), encoding="utf-8")
    assert _failed(copy, "A52") == {"A52"}


def test_the_paper_of_a_pack_is_made_again_from_the_data_in_it(copy: Path) -> None:
    whole = check_pack(copy, only=["A44"], rebuild=True)
    assert (whole.states()["A44"], whole.reasons) == ("holds", {})
    assert "--rebuild" in check_pack(copy, only=["A44"]).reasons["A44"]
    facts = copy / "data" / "dossier.json"
    facts.write_text(facts.read_text("utf-8").replace("EXAMPLE: a letter", "EXAMPLE: another"), encoding="utf-8")
    assert check_pack(copy, only=["A44"], rebuild=True).states()["A44"] == "fails"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda said: said["paper"].update(weasyprint="1.0"), "only dossier"),
        (lambda said: said.update(languages=["en", "be"]), "second language"),
        (lambda said: said.pop("paper"), "cannot be read"),
        (lambda said: said["paper"].update(more=1), "cannot be read"),
    ],
    ids=["another version", "two languages", "nothing said", "something unknown"],
)
def test_a_paper_that_cannot_be_made_again_says_why(copy: Path, change: Rewrite, why: str) -> None:
    path = copy / "data" / "pack.json"
    said = json.loads(path.read_text("utf-8"))
    change(said)
    path.write_text(json.dumps(said), encoding="utf-8")
    found = check_pack(copy, only=["A44"], rebuild=True)
    assert found.states()["A44"] == "not_from_outside"
    assert why in found.reasons["A44"]


def test_an_arrest_longer_than_its_article_allows_is_a_warning(copy: Path) -> None:
    path = copy / "data/dossier.json"
    facts = json.loads(path.read_text("utf-8"))
    assert not check_pack(copy, only=["A28"]).findings
    for one in facts["proceedings"]:
        if one["branch"] == "administrative":
            one["charges"][0]["article_key"] = "KOAP_BY_2021-24.3"
            one["sentences"][0]["penalties"][0]["amount"] = "16 days"
    path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    found = check_pack(copy, only=["A28"])
    assert {one.assertion for one in found.warnings} == {"A28"}
    assert not found.errors, "what an authority did against the law must be told"


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: facts["consents"][0].update(state_code="withdrawn"),
        lambda facts: facts["consents"][0].update(allowed=[]),
        lambda facts: facts["consents"].pop(0),
    ],
    ids=["withdrawn", "for nothing", "gone"],
)
def test_a_consent_that_does_not_hold_is_found(confidential: Path, tmp_path: Path, change: Change) -> None:
    copy = Path(shutil.copytree(confidential, tmp_path / "copy"))
    assert not check_pack(copy, only=["A33"]).findings
    path = copy / "data/dossier.json"
    facts = json.loads(path.read_text("utf-8"))
    change(facts)
    path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    assert {one.assertion for one in check_pack(copy, only=["A33"]).findings} == {"A33"}


def test_a_protected_name_that_is_broken_or_written_as_escapes_in_the_data_is_found(
    confidential: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(confidential, tmp_path / "copy"))
    protected = Protected(HIDDEN)
    path = copy / "data/dossier.json"
    facts = json.loads(path.read_text("utf-8"))
    assert _failed(copy, "A34", protected=protected) == set()
    for text in ("Ніў-\nскай", "Ніўская"):
        facts["chronology"][0]["what"] = text
        path.write_text(json.dumps(facts), encoding="utf-8")
        assert _failed(copy, "A34", protected=protected) == {"A34"}


def test_a_person_named_without_consent_stops_a_pack_unless_the_basis_is_stated(
    trial: "tuple[Vault, str]", tmp_path: Path
) -> None:
    vault, ref = trial
    options = PackOptions("sealed", facts=replace(FACTS, basis=""))
    with pytest.raises(PackRefused) as refused:
        make_pack(
            _data(vault, ref, "sealed"), tmp_path / "p", options, built_at=AT, original=_originals(vault), cache=_LAID
        )
    assert {one.assertion for one in refused.value.report.errors} == {"A33"}


def test_warnings_stand_in_section_19(sealed: Path, confidential: Path) -> None:
    import pypdfium2

    for pack in (sealed, confidential):
        report = check_pack(pack, only={"A19", "A22", "A29", "A30", "A32", "A33"})
        paper = pypdfium2.PdfDocument(pack / "data/dossier.pdf")
        text = " ".join(" ".join(one.get_textpage().get_text_bounded() for one in paper).split())
        said = text.partition("Warnings of the checks")[2]
        assert report.warnings
        assert all(f"{one.assertion}:" in said for one in report.warnings)
        assert all(said.count(f"{one.assertion}: not fulfilled.") == 1 for one in report.warnings), (
            "with all its places"
        )
        assert all(one.place in said for one in report.warnings)
        assert "None of the checks" not in said
        assert "sha256sum --check manifest-sha256.txt" in said


def test_the_page_how_to_verify_tells_commands_that_work(sealed: Path) -> None:
    page = (sealed / "VERIFY.html").read_text("utf-8")
    for lang in ("en", "be", "ru", "uk"):
        section = page.partition(f'<section lang="{lang}">')[2].partition("</section>")[0]
        commands = [
            one.replace("&lt;", "<").replace("&gt;", ">") for one in re.findall(r"<pre>(.*?)</pre>", section, re.S)
        ]
        assert len(commands) == 6
        said = [
            subprocess.run(["sh", "-ec", one], cwd=sealed, capture_output=True, text=True, check=True)
            for one in commands
        ]
        assert "FAILED" not in said[0].stdout + said[1].stdout
        assert len(set(said[2].stdout.split())) == 1
        about = json.loads((sealed / "data/pack.json").read_text("utf-8"))
        assert said[3].stdout.split()[0] == about["files_sha256"]
        assert said[4].stdout.split()[0] == about["facts_sha256"]


@pytest.mark.parametrize("which", ["sealed", "confidential"])
def test_a_check_in_the_cage_finds_what_one_outside_finds(which: str, request: pytest.FixtureRequest) -> None:
    pack: Path = request.getfixturevalue(which)
    protected = Protected(["Пісьменнік", "Загадкавы"], ["EXAMPLE: a letter"])
    inside, outside = (check(pack, protected=protected).as_json() for check in (check_strangers_pack, check_pack))
    assert inside == outside
    assert "A34" in {one["id"] for one in inside["findings"]}


def test_a_check_loads_no_vault_and_no_database(sealed: Path) -> None:
    code = f"import sys\nfrom dossier.__main__ import main\nmain(['check', {str(sealed)!r}])"
    code += "\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = set(done.stderr.split())
    assert "dossier.export.check.walled" in loaded
    bad = (
        "pikepdf",
        "pypdfium2",
        "asn1crypto",
        "cryptography",
        "sqlalchemy",
        "sqlmodel",
        "sqlcipher3",
        "psycopg",
        "dossier.vault",
        "dossier.casework",
        "weasyprint",
        "textual",
    )
    assert not [one for one in loaded if one.startswith(bad)]
    assert "whole and unaltered" in done.stdout


def test_a_pack_as_an_encrypted_zip_file_opens_with_its_key_and_is_sound(
    trial: "tuple[Vault, str]", tmp_path: Path
) -> None:
    import pyrage

    vault, ref = trial
    identity = pyrage.x25519.Identity.generate()
    target = tmp_path / "pack.zip.age"
    _make(vault, _data(vault, ref, "confidential"), target, "confidential", recipients=(identity.to_public(),))
    clear = tmp_path / "pack.zip"
    clear.write_bytes(pyrage.decrypt(target.read_bytes(), [identity]))
    assert check_pack(clear).errors == []
    with zipfile.ZipFile(clear) as archive:
        assert {one.date_time for one in archive.infolist()} == {(2026, 11, 24, 12, 0, 0)}
        assert not any(name.casefold() in one.lower() for name in HIDDEN for one in archive.namelist())
    from dossier.errors import UnreadableInput

    with pytest.raises(UnreadableInput) as refused:
        check_pack(target)
    assert refused.value.code == "pack.encrypted"


def test_a_signed_paper_keeps_its_form_and_a_change_breaks_the_signature(
    trial: "tuple[Vault, str]", tmp_path: Path
) -> None:
    import page

    vault, ref = trial
    key = own_key(vault, "Example Lawyer", now=AT)
    assert own_key(vault, "Somebody else", now=AT) == key
    pack = _make(vault, _data(vault, ref, "confidential"), tmp_path / "pack", "confidential", signer=signer(key, AT),
                 signature_words=f"signed by {key.name}").path  # fmt: skip
    assert _failed(pack) == set()
    assert check_pack(pack, only={"A46"}).states()["A46"] == "holds"
    assert check_pack(pack, only={"A44"}, rebuild=True).states()["A44"] == "holds"
    paper = pack / "data/dossier.pdf"
    of_the_stamp = {"PDFA3A-UNICODE-MAPPING-001", "PDFUA1-FONT-UNICODE-MAPPING-001"}
    for standard in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert objections(paper, standard) <= of_the_stamp
    data = bytearray(paper.read_bytes())
    at = data.index(b"/PageLabels")
    data[at + 2] ^= 1
    paper.write_bytes(bytes(data))
    assert check_pack(pack, only={"A46"}).states()["A46"] == "warns"


def test_a_key_of_a_file_is_read_and_a_wrong_passphrase_is_said(tmp_path: Path, vault: "Vault") -> None:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_der_private_key, pkcs12
    from cryptography.x509 import load_der_x509_certificate

    from dossier.errors import UnreadableInput

    key = own_key(vault, "Example Lawyer", now=AT)
    private: Any = load_der_private_key(key.key_der, None)
    file = pkcs12.serialize_key_and_certificates(
        b"x", private, load_der_x509_certificate(key.certificate_der), None, BestAvailableEncryption(b"secret")
    )
    (tmp_path / "key.p12").write_bytes(file)
    assert key_of_file(tmp_path / "key.p12", "secret").fingerprint == key.fingerprint
    with pytest.raises(UnreadableInput) as refused:
        key_of_file(tmp_path / "key.p12", "other")
    assert refused.value.code == "sign.file"


def _authority(folder: Path) -> None:
    """A time-stamp authority of this test, by openssl."""
    (folder / "ts.cnf").write_text(
        "[tsa]\ndefault_tsa=t\n[t]\nserial=./serial\nsigner_cert=./tsa.crt\nsigner_key=./tsa.key\ncerts=./tsa.crt\n"
        "signer_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\nordering=no\ntsa_name=no\ness_cert_id_chain=no\n"
        "ess_cert_id_alg=sha256\n", encoding="utf-8")  # fmt: skip
    (folder / "serial").write_text("01\n", encoding="utf-8")
    run = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.crt",
           "-days", "2", "-subj", "/CN=Test TSA", "-addext", "extendedKeyUsage=critical,timeStamping"]  # fmt: skip
    subprocess.run(run, cwd=folder, capture_output=True, check=True)


def test_a_time_stamp_over_the_manifest_is_verified_and_a_foreign_one_is_not(copy: Path, tmp_path: Path) -> None:
    _authority(tmp_path)

    def stamp(file: Path, out: Path) -> None:
        query = ["openssl", "ts", "-query", "-data", str(file), "-sha256", "-cert", "-out", "q.tsq"]
        subprocess.run(query, cwd=tmp_path, capture_output=True, check=True)
        reply = [
            "openssl",
            "ts",
            "-reply",
            "-config",
            "ts.cnf",
            "-section",
            "t",
            "-queryfile",
            "q.tsq",
            "-out",
            str(out),
        ]
        subprocess.run(reply, cwd=tmp_path, capture_output=True, check=True)

    (copy / "timestamps").mkdir()
    out = copy / "timestamps/manifest-sha256.txt.tsr"
    stamp(copy / "manifest-sha256.txt", out)
    assert check_pack(copy, only={"A45"}).states()["A45"] == "holds"
    assert check_strangers_pack(copy).states()["A45"] == "holds", "in the cage, too"
    (tmp_path / "other").write_text("x", encoding="utf-8")
    stamp(tmp_path / "other", out)
    assert check_pack(copy, only={"A45"}).states()["A45"] == "warns"
    out.write_bytes(b"no reply")
    assert check_pack(copy, only={"A45"}).states()["A45"] == "warns"


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "a\\b"])
def test_a_name_that_leads_out_of_the_pack_is_found_and_never_followed(sealed: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "evil.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for file in (one for one in sealed.rglob("*") if one.is_file()):
            archive.writestr(f"p/{file.relative_to(sealed).as_posix()}", file.read_bytes())
        archive.writestr(f"p/{name}", b"x")
    report: Report = check_pack(target, only={"A43"})
    assert "A43" in {one.assertion for one in report.errors}
    assert not (tmp_path.parent / "evil.txt").exists()


def test_no_cell_of_a_pack_runs_in_a_spreadsheet(trial: "tuple[Vault, str]", tmp_path: Path) -> None:
    vault, ref = trial
    data = _data(vault, ref, "sealed")
    risky = replace(data.exhibits[0], title='=HYPERLINK("x")', file="")
    files = Files()
    from dossier.export.pack.tables import put_tables

    put_tables(files, data.views[0][1], [risky], [])
    rows = list(csv.DictReader(io.StringIO(b"".join(files.blocks("data/index/exhibits.csv")).decode(), newline="")))
    assert rows[0]["title"] == '\'=HYPERLINK("x")'
    assert b"exhibits,2,title" in b"".join(files.blocks("data/index/guard.csv"))


def test_codes_are_random_and_once_given_stay(trial: "tuple[Vault, str]") -> None:
    from sqlmodel import select

    vault, ref = trial
    give_codes(vault, ref)
    with vault.read() as session:
        before = {one.id: one.code for one in session.exec(select(Person))}
    assert give_codes(vault, ref) == 0
    with vault.read() as session:
        assert {one.id: one.code for one in session.exec(select(Person))} == before
    assert all(re.fullmatch(r"(EX-)?[A-Z]{1,2}-\d{2,4}", code or "") for code in before.values())


def test_the_check_of_a_hostile_pack_ends_with_findings_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "p/data").mkdir(parents=True)
    (tmp_path / "p/bagit.txt").write_text("BagIt-Version: 1.0\n", encoding="utf-8")
    (tmp_path / "p/data/dossier.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00" * 100)
    (tmp_path / "p/data/dossier.json").write_text("[" * 5000, encoding="utf-8")
    report = check_pack(tmp_path / "p")
    assert "A43" in {one.assertion for one in report.errors}
    assert report.pack_id == ""
