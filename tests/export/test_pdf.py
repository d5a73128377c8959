"""The paper read back: what stands on it, what does not, and that it is the same from the same facts."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import page
import pikepdf
import pypdfium2
import pytest

from dossier.casework.assemble import assemble_dossier
from dossier.casework.case_files import load_case_file
from dossier.casework.dossier_view import DossierView, map_texts
from dossier.errors import RenderProblem
from dossier.export.check.paper_text import page_texts
from dossier.export.pdf.layout import breakable, look_files
from dossier.export.pdf.page import PackFacts, Piece, Writer
from dossier.export.pdf.stamping import REGULAR, SPARE
from dossier.export.pdf.workers import Workers
from dossier.export.pdf.writing import PdfResult, write_dossier
from dossier.resources import seed_path
from dossier.vault.queries import records
from tests.export.validating import objections

if TYPE_CHECKING:
    from dossier.vault import Vault
    from tests.export.conftest import Another

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
JOURNAL = f"1234 · {'9f3c77a102be' * 5}abcd"


Views = Callable[..., DossierView]


@pytest.fixture(scope="module")
def vault(another: "Another") -> "Iterator[Vault]":
    """One vault for all papers here; nothing in it is changed."""
    with another(seeded=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def views(vault: "Vault") -> Views:
    """Reads a case as a view: ``views("mission", "public", "be")``; each case is entered once."""
    refs = {name: load_case_file(vault, seed_path("cases", f"{name}.yaml"))[0] for name in ("mission", "example_trial")}

    def view(name: str, profile: str, lang: str = "en") -> DossierView:
        with vault.read() as session:
            return assemble_dossier(session, refs[name], profile=profile, lang=lang, on=AT.date())

    return view


@pytest.fixture(scope="module")
def trial(views: Views) -> DossierView:
    """The invented trial, as a partner may see it."""
    return views("example_trial", "confidential")


@pytest.fixture(scope="module")
def papers(
    views: Views, tmp_path_factory: pytest.TempPathFactory, layout: Workers
) -> "Callable[[str, str], PdfResult]":
    """A case on paper under a profile; each is written once."""
    folder = tmp_path_factory.mktemp("papers")

    @cache
    def paper(case: str, profile: str) -> PdfResult:
        return _write(views(case, profile), folder / f"{case}-{profile}.pdf", pool=layout)

    return paper


@pytest.fixture(scope="module")
def paper(papers: "Callable[[str, str], PdfResult]") -> PdfResult:
    """The trial on paper, as a partner may have it."""
    return papers("example_trial", "confidential")


@pytest.fixture(scope="module")
def pages(paper: PdfResult) -> list[str]:
    """The words of each of its pages."""
    return _pages(paper.path)


def _pages(path: Path) -> list[str]:
    return [one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(path)]


def _write(view: DossierView, path: Path, **options: Any) -> PdfResult:
    facts = PackFacts("", AT, journal=JOURNAL)
    return write_dossier(view, path, profile=view.profile, built_at=AT, **{"pack": facts, **options})


def _short(view: DossierView, *kept: str) -> DossierView:
    """The view without its lists but those named, so that a page or two show what is asked."""
    lists = [one.name for one in fields(view) if isinstance(getattr(view, one.name), tuple)]
    emptied: dict[str, Any] = {name: () for name in lists if name not in kept}
    return replace(view, **emptied)


def test_the_trial_on_paper(paper: PdfResult, pages: list[str]) -> None:
    text = re.sub(r"\s+", " ", " ".join(pages))
    assert len(pages) == paper.page_count
    for words in ("15 days", "15 years", "as written: 15 суток", "Part 1 of Article 342", "Ўсціновіч"):
        assert words in text
    assert JOURNAL.partition(" · ")[2] in text.replace(" ", ""), "the checkpoint of the journal leaves on paper"
    assert "None was run: they are of a pack" in text
    assert "manifest-sha256" not in text, "there is none beside a paper made alone"
    for number, one in enumerate(pages, start=1):
        assert "EXAMPLE" in one
        assert "TLP:AMBER" in one
        assert f"page {number} of {len(pages)}" in one
        assert "2026-11-24 12:00 UTC" in one


def test_every_reader_copies_the_same_composed_names(paper: PdfResult, pages: list[str], trial: DossierView) -> None:
    names = [unicodedata.normalize("NFC", name.as_written) for person in trial.persons for name in person.names]
    assert len(names) > 10
    readers = [pages]
    if shutil.which("pdftotext"):  # poppler reads by other rules than PDFium
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", paper.path, "-"], capture_output=True, check=True)
        readers.append(done.stdout.decode().split("\f"))
    for text in readers:
        assert all(unicodedata.is_normalized("NFC", one) for one in text)
        whole = re.sub(r"\s+", " ", " ".join(text))
        assert [one for one in names if one not in whole] == []


def test_a_person_without_consent_stands_there_by_code_only(paper: PdfResult, pages: list[str]) -> None:
    text = " ".join(pages)
    with pikepdf.open(paper.path) as pdf:
        attached = b"".join(file.get_file().read_bytes() for file in pdf.attachments.values()).decode()
        outline = " ".join(str(item.title) for item in pdf.open_outline().root)
    for name in ("Ніўская", "Нивская", "Niuskaya", "Юстына"):
        assert name not in text + attached + outline
    assert "EX-B-62" in text


def test_the_same_facts_give_the_same_bytes_and_another_hour_gives_others(trial: DossierView, tmp_path: Path) -> None:
    short, hours = _short(trial), (12, 12, 13)
    made = [
        write_dossier(short, tmp_path / f"{at}.pdf", profile="confidential", built_at=AT.replace(hour=hour)).sha256
        for at, hour in enumerate(hours)
    ]
    assert made[0] == made[1] != made[2]


def test_the_file_is_tagged_and_says_what_it_is(paper: PdfResult) -> None:
    with pikepdf.open(paper.path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        fonts = {str(font.get("/BaseFont")) for one in pdf.pages for font in one.Resources.Font.values()}
        assert len(pdf.Root.AF) == 1
        assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Data
    assert all(re.match(r"/[A-Z]{6}\+(PT|DejaVu|DSRSTP)", font) for font in fonts)


@pytest.mark.parametrize(
    ("case", "profile"), [("mission", "sealed"), ("example_trial", "confidential"), ("mission", "public")]
)
def test_a_validator_finds_nothing_against_pdf_a_and_pdf_ua(
    papers: "Callable[[str, str], PdfResult]", case: str, profile: str
) -> None:
    path = papers(case, profile).path
    _assert_valid(path)
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []


def _assert_valid(path: Path) -> None:
    for standard in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert objections(path, standard) == set()


def test_the_respondents_file_shows_every_element_with_support_or_gap(
    papers: "Callable[[str, str], PdfResult]",
) -> None:
    text = re.sub(r"\s+", " ", " ".join(_pages(papers("mission", "public").path)))
    for code in ("AGG1", "AGG2", "AGG3f", "IMP1", "PER3", "CTX6"):
        assert code in text
    for words in ("nothing recorded supports this element", "Лукашэнка", "presumed innocent", "C3", "1937"):
        assert words in text


@pytest.mark.parametrize("lang", ["be", "ru", "uk"])
def test_every_language_has_its_letters(views: Views, tmp_path: Path, lang: str, layout: Workers) -> None:
    letters = "Ўў Іі Ёё Ґґ Єє Її ’ Łł Šš Žž Čč Ąą Ęę Ėė Įį Ųų Ūū Ńń Óó Śś Źź Żż"
    view = replace(_short(views("mission", "public", lang)), title=letters)
    text = " ".join(_pages(_write(view, tmp_path / "l.pdf", lang=lang, pool=layout).path))
    assert all(letter in text for letter in letters.split())


def test_a_character_without_a_sign_is_named_and_no_file_is_left(trial: DossierView, tmp_path: Path) -> None:
    strange = map_texts(_short(trial, "chronology"), lambda text: text.replace("Singing", "\U00013000"))
    with pytest.raises(RenderProblem) as problem:
        _write(strange, tmp_path / "x.pdf")
    assert problem.value.code == "pdf.glyph"
    assert not list(tmp_path.glob("*x.pdf*"))


def test_text_that_is_markup_is_printed_as_text(trial: DossierView, tmp_path: Path, layout: Workers) -> None:
    attack = "<img src=http://127.0.0.1:9/x><link rel=attachment href=file:///etc/passwd>{{ 7*7 }}</td>"
    view = map_texts(_short(trial, "chronology"), lambda text: text.replace("Singing in the market", attack))
    result = _write(view, tmp_path / "x.pdf", pool=layout)
    text = re.sub(r"\s", "", " ".join(_pages(result.path)))
    assert "{{7*7}}" in text
    assert "file:///etc/passwd" in text
    with pikepdf.open(result.path) as pdf:
        assert list(pdf.attachments) == ["dossier.json"]


def test_a_file_that_is_there_is_never_overwritten(trial: DossierView, tmp_path: Path) -> None:
    (tmp_path / "mine.pdf").write_text("keep", encoding="utf-8")
    with pytest.raises(RenderProblem, match=re.escape("file.exists")):
        _write(trial, tmp_path / "mine.pdf")
    assert (tmp_path / "mine.pdf").read_text(encoding="utf-8") == "keep"


def test_one_person_has_a_dossier_too(vault: "Vault", views: Views, tmp_path: Path, layout: Workers) -> None:
    assert views("example_trial", "sealed").persons
    with vault.read() as session:
        lines = records.person_lines(session, list(records_ids(vault)))
        ref = next(line.ref for line in lines.values() if "Залескі" in line.label)
        view = assemble_dossier(session, ref, profile="sealed", lang="en", on=AT.date())
    text = " ".join(_pages(_write(view, tmp_path / "p.pdf", pool=layout).path))
    assert "Залескі" in text
    assert "Ўсціновіч" not in text


def records_ids(vault: "Vault") -> list[Any]:
    """Ids of all persons."""
    import uuid

    with vault.read() as session:
        packed = records.person_ids(session)
    return [uuid.UUID(bytes=packed[at : at + 16]) for at in range(0, len(packed), 16)]


def test_two_languages_face_each_other_page_by_page(views: Views, tmp_path: Path, layout: Workers) -> None:
    sides = [(lang, views("mission", "public", lang)) for lang in ("be", "en")]
    path = write_dossier(sides, tmp_path / "f.pdf", profile="public", built_at=AT, pool=layout).path
    pages = _pages(path)
    left = next(at for at, text in enumerate(pages) if "Змест" in text)
    assert "Contents" in pages[left + 1]
    assert len(pages) % 2 == 0
    assert f"старонка {left + 1} з {len(pages)}" in pages[left]
    assert f"page {left + 2} of {len(pages)}" in pages[left + 1], "each side has its heads in its own language"
    with pikepdf.open(path) as pdf:
        assert pdf.Root.PageLayout == pikepdf.Name.TwoPageLeft
        assert {str(part.Lang) for part in pdf.Root.StructTreeRoot.K[0].K} == {"be", "en"}
        numbers = {one.objgen: at for at, one in enumerate(pdf.pages)}
        listed: Any = list(pdf.Root.Names.Dests.Names)
        place = {str(name): numbers[where[0].objgen] for name, where in zip(listed[::2], listed[1::2], strict=True)}
        ways = {
            (at % 2, place[str(link.Dest)] % 2) for at, one in enumerate(pdf.pages)
            for link in one.obj.get("/Annots", []) if "/Dest" in link
        }  # fmt: skip
    assert ways == {(0, 0), (1, 1)}, "each language links to its own pages"
    assert objections(path, page.ValidationProfile.PDF_UA_1) == set()


def test_as_many_processes_as_there_are_give_the_same_bytes(
    views: Views, papers: "Callable[[str, str], PdfResult]", tmp_path: Path
) -> None:
    view, paper = views("mission", "public"), papers("mission", "public")
    for workers in (1, 3):
        assert _write(view, tmp_path / f"{workers}.pdf", workers=workers).sha256 == paper.sha256


def test_what_was_laid_out_before_is_not_laid_out_again_and_gives_the_same_bytes(
    views: Views, papers: "Callable[[str, str], PdfResult]", tmp_path: Path
) -> None:
    from dossier.vault.section_cache import SectionCache

    view, paper = views("mission", "public"), papers("mission", "public")
    assert all(word in " ".join(_pages(paper.path)) for word in ("presumed innocent", "Лукашэнка"))
    kept_in = SectionCache(tmp_path / "paper", bytes(32))
    first = _write(view, tmp_path / "1.pdf", cache=kept_in)
    assert first.sha256 == paper.sha256
    kept = {one.name: one.read_bytes() for one in (tmp_path / "paper").iterdir()}
    second = _write(view, tmp_path / "2.pdf", cache=SectionCache(tmp_path / "paper", bytes(32)))
    assert first.sha256 == second.sha256
    assert {one.name: one.read_bytes() for one in (tmp_path / "paper").iterdir()} == kept
    assert not any(
        word.encode() in data for data in kept.values() for word in ("presumed innocent", "%PDF", "Лукашэнка")
    )


def test_every_bookmark_leads_to_its_heading_and_says_its_page(paper: PdfResult, pages: list[str]) -> None:
    with pikepdf.open(paper.path) as pdf:
        places = {one.objgen: at for at, one in enumerate(pdf.pages)}
        items = list(pdf.open_outline().root)
        titles = [str(item.title) for item in items]
        for item in items:
            where: Any = item.destination
            at = places[where[0].objgen]
            words, _mark, number = str(item.title).rpartition(" [p. ")
            assert number == f"{at + 1}]"
            assert words.split(" ")[0] in pages[at]
    assert [title.partition(" [")[0] for title in titles if title[0].isdigit()][:2] == [
        "1. Transmittal note and terms of use", "2. Contents",
    ]  # fmt: skip
    assert sum("Annex" in title for title in titles) == 4


def test_the_contents_give_the_page_on_which_a_section_begins(pages: list[str]) -> None:
    contents = next(text for text in pages if "2. Contents" in text)
    for title in ("5. Chronology", "9. Legal analysis by element", "19. Methodology and integrity statement"):
        number = int(re.search(re.escape(title) + r"[. ]*?(\d+)\s", contents)[1])  # type: ignore[index]
        assert title in pages[number - 1]


def test_a_table_of_thousands_of_rows_and_a_tower_of_marks_end(trial: DossierView, tmp_path: Path) -> None:
    tower = "a" + "\N{COMBINING ACUTE ACCENT}" * 100_000
    glossary = tuple(replace(trial.glossary[0], label=f"{at}", value="x") for at in range(3_000))
    result = _write(
        replace(_short(trial), glossary=glossary, relief=(replace(trial.relief[0], text=tower),)), tmp_path / "t.pdf"
    )
    assert result.page_count > 50


def test_a_word_of_a_hundred_thousand_letters_is_laid_out_and_read_back(
    trial: DossierView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a narrow cell and in a paragraph; without places to break it a cell takes minutes."""
    monkeypatch.setattr("dossier.export.pdf.workers.TIMEOUT_S", 60)
    word = "".join("абвгдежзік"[int(digit)] for at in range(50_000, 70_000) for digit in f"{at}")
    short = _short(trial)
    for at, view in enumerate((
        replace(short, glossary=(replace(trial.glossary[0], label=word, value="x"),)),
        replace(short, relief=(replace(trial.relief[0], text=word),)),
    )):  # fmt: skip
        result = _write(view, tmp_path / f"{at}.pdf")
        with pikepdf.open(result.path) as pdf:
            letters = re.sub("[^а-яі]", "", "".join(one.body for one in page_texts(pdf)))
        assert word[:59_999] in letters, "longer texts end there, and lie whole in the data"
        _assert_valid(result.path)


def test_only_a_word_that_is_longer_than_any_name_hash_or_number_is_broken_and_no_mark_leaves_its_letter() -> None:
    accented = "а\N{COMBINING ACUTE ACCENT}"
    for text in ("f" * 300, " ".join(["word"] * 200), f"{'f' * 300}\n{'f' * 300}"):
        assert ElementTree.tostring(breakable(ElementTree.XML(f"<p>{text}</p>")), "unicode") == f"<p>{text}</p>"
    for word in ("f" * 301, "=" * 301, accented * 200, f"f{accented * 200}"):
        broken = breakable(ElementTree.XML(f"<p><b/>{word}</p>"))[0].tail or ""
        assert broken.replace("\N{ZERO WIDTH SPACE}", "") == word
        assert max(map(len, broken.split("\N{ZERO WIDTH SPACE}"))) <= 10
        assert "\N{ZERO WIDTH SPACE}\N{COMBINING ACUTE ACCENT}" not in broken


def test_a_table_of_twenty_thousand_rows_is_laid_out_in_pieces_of_bounded_size(trial: DossierView) -> None:
    """What one process lays out at once does not grow with the table; three thousand rows are printed above."""
    line = replace(trial.glossary[0], value="as long as a line of a glossary is, and in Cyrillic: тлумачэнне слова")
    sizes = {}
    for count in (3_000, 20_000):
        view = replace(_short(trial), glossary=tuple(replace(line, label=f"{at}") for at in range(count)))
        pieces = Writer(view, PackFacts("", AT)).body()
        sizes[count] = [len(one.html) for one in pieces if one.section.id == "annex_glossary"]
    assert max(sizes[20_000]) <= max(sizes[3_000]) + 2_000
    assert len(sizes[20_000]) <= 7 * len(sizes[3_000])


def test_a_template_that_is_not_well_formed_is_named_with_its_line() -> None:
    piece = Piece("summary", "<html><head><title>a</title></head><body>\n<p>a<br></p></body></html>")
    with Workers(1) as pool, pytest.raises(RenderProblem) as found:
        list(pool.lay_out([piece]))
    assert (found.value.code, found.value.facts) == ("pdf.template", {"what": "summary", "line": 2})


def test_the_style_sheet_and_the_fonts_are_part_of_what_a_kept_piece_depends_on() -> None:
    names = {one.name for one in look_files()}
    assert "dossier.css" in names
    assert {REGULAR, SPARE} <= names
