"""Words on pictures: recognised by machine, said to be so, found where they stand, and never from under a box."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from dossier.cage.running import Limits
from dossier.casework.custody import history_of
from dossier.casework.exhibits import NewExhibit
from dossier.casework.searching_words import searching_words
from dossier.errors import NotFound
from dossier.export.exhibits import foreign, recognising, recognition, redaction, word_layer
from dossier.export.exhibits.copies import exhibit_copy, make_pages
from dossier.export.exhibits.recognition import Recogniser, languages_for, recognise, recogniser
from dossier.export.exhibits.redacting import Box, redact
from dossier.export.exhibits.redaction import Spot
from dossier.export.exhibits.word_layer import Seen, pictures_of, silent_pages, with_words
from dossier.intake.exhibits.taking import take_in
from dossier.vault.checking import check_vault
from dossier.vault.tables import LegalCase
from tests.export.exhibits import files

if TYPE_CHECKING:
    from dossier.vault import Vault

FACES = files.faces()
needs_tesseract = pytest.mark.skipif(recogniser() is None, reason="tesseract or bubblewrap is not installed")
WORDS = ("Прысуд суда вынесены", "Сведка Сакрэтная казала", "подпіс сакратара")


def _scan(*pages: str, turn: int = 0) -> bytes:
    """Words as a scanner leaves them: pictures."""
    pixels, _count = foreign.as_pixels(files.saved(files.words(*(pages or WORDS))))
    with pikepdf.open(io.BytesIO(pixels)) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = turn
        return files.saved(pdf)


def _words(content: bytes, number: int = 1) -> str:
    return str(pypdfium2.PdfDocument(content)[number - 1].get_textpage().get_text_range())


def _seen(page: Any, text: str) -> Seen:
    """Where a word is found on a page as it is seen."""
    found = page.get_textpage()
    first, count = found.search(text).get_next()
    boxes = [found.get_charbox(at) for at in range(first, first + count)]
    left, low = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, high = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return Seen(text, left, page.get_height() - high, right - left, high - low)


def test_pictures_are_silent_and_pages_with_words_are_not() -> None:
    assert silent_pages(files.saved(files.words(*WORDS))) == []
    assert silent_pages(_scan()) == [1, 2, 3]


def test_a_picture_with_a_line_of_its_scanner_is_silent_and_a_short_page_of_words_is_not() -> None:
    with (
        pikepdf.open(io.BytesIO(_scan(WORDS[0]))) as pdf,
        pikepdf.open(io.BytesIO(files.saved(files.words("Scanned with a telephone")))) as line,
    ):
        pdf.pages[0].add_overlay(line.pages[0], pikepdf.Rectangle(0, 0, 595, 842))
        assert silent_pages(files.saved(pdf)) == [1]
    assert silent_pages(files.saved(files.words("Scanned with a telephone"))) == []


def test_an_empty_page_is_not_handed_to_the_recogniser() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 300))
        ((_scale, picture),) = pictures_of(files.saved(pdf), [1])
    assert picture == b""


def test_a_page_as_large_as_a_house_is_drawn_small() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(14_400, 14_400))
        ((scale, _picture),) = pictures_of(files.saved(pdf), [1])
    assert (14_400 * scale) ** 2 <= word_layer.MOST_LOOK_PIXELS * 1.01


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_word_stands_where_it_is_seen_however_the_page_is_turned(turn: int) -> None:
    word = Seen("Прысуд", 100, 200, 60, 14)
    made, taken = with_words(_scan(WORDS[0], turn=turn), {1: [word]}, (), FACES["plain"])
    assert taken == {1: 1}
    page = pypdfium2.PdfDocument(made)[0]
    spot = Spot(1, word.left - 2, word.top - 3, word.width + 6, word.height + 6, "")
    assert redaction.text_in_box(page, spot).strip() == "Прысуд"


def test_the_words_are_not_seen_and_the_same_words_give_the_same_bytes() -> None:
    scan = _scan(WORDS[0])
    made, _taken = with_words(scan, {1: [Seen("Прысуд", 100, 200, 60, 14)]}, (), FACES["plain"])
    before, after = (pypdfium2.PdfDocument(one)[0].render(scale=1).to_pil().tobytes() for one in (scan, made))
    assert before == after
    assert made == with_words(scan, {1: [Seen("Прысуд", 100, 200, 60, 14)]}, (), FACES["plain"])[0]


@pytest.mark.parametrize(
    ("word", "spots"),
    [
        (Seen("Сакрэтная", 100, 200, 60, 14), [Spot(1, 90, 190, 100, 40, "B.1")]),
        (Seen("Сакрэтная", 100, 200, 60, 14), [Spot(1, 158, 213, 10, 10, "B.1")]),
        (Seen("Сакрэтная", 5_000, 200, 60, 14), []),
        (Seen("Сакрэтная", 100, 200, 0, 14), []),
        (Seen("\u202e\x1b", 100, 200, 60, 14), []),
    ],
    ids=["in a box", "touching a box", "off the page", "of no width", "of no sign"],
)
def test_a_word_with_no_place_is_left_out(word: Seen, spots: list[Spot]) -> None:
    made, taken = with_words(_scan(WORDS[0]), {1: [word]}, spots, FACES["plain"])
    assert (taken, _words(made).strip()) == ({}, "")


def test_no_word_is_put_on_words_that_are_there() -> None:
    content = files.saved(files.words(WORDS[0]))
    there = _seen(pypdfium2.PdfDocument(content)[0], "суда")
    _made, taken = with_words(content, {1: [there]}, (), FACES["plain"])
    assert taken == {}


@pytest.mark.parametrize(
    ("language", "there", "asked"),
    [
        ("ru", {"rus", "bel", "eng"}, ["rus"]),
        ("be, ru", {"rus", "bel", "eng"}, ["bel", "rus"]),
        (None, {"rus", "bel", "pol"}, ["bel", "rus"]),
        ("", {"eng"}, ["eng"]),
        ("lt", {"rus"}, []),
        ("fr", {"rus", "eng"}, []),
    ],
)
def test_an_exhibit_is_read_in_its_language_or_in_all_or_not_at_all(
    language: str | None, there: set[str], asked: list[str]
) -> None:
    assert languages_for(language, there) == asked


TABLE = """level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
4\t1\t1\t1\t1\t0\t100\t200\t300\t40\t-1\t
5\t1\t1\t1\t1\t1\t100\t200\t120\t40\t96.1\tПрысуд
5\t1\t1\t1\t1\t2\t230\t204\t80\t36\t12.0\tшум
5\t1\t1\t1\t1\t3\t330\t204\t80\t36\t91.4\tсуда
5\t1\t1\t1\t2\t1\t100\t260\t80\t36\t95.0\t
5\t1\t1\t1\t2\t1\tx
5\t1\t1\t1\t3\t1\t100\t300\t80\t36\t95.0\tдалей
"""


def test_words_of_one_line_share_its_height_and_guesses_are_left_out() -> None:
    words = list(recognition._words(TABLE, 2.0))
    assert words == [
        ("Прысуд", 50.0, 101.0, 60.0, 19.0), ("суда", 165.0, 101.0, 40.0, 19.0), ("далей", 50.0, 150.0, 40.0, 18.0),
    ]  # fmt: skip
    assert recognition._as_text(words) == "Прысуд суда\nдалей"


def test_where_nothing_recognises_the_pages_stay_and_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "recogniser", lambda: None)
    found = recognise(b"pages", [1, 3], "be")
    assert (found.content, found.with_what, found.page_count, found.silent_count) == (b"pages", "", 0, 2)
    monkeypatch.setattr(recognition, "recogniser", lambda: Recogniser("5.3.0", frozenset({"eng"})))
    assert recognise(b"pages", [1], "be").with_what == "", "a language without data is not guessed at"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("", 0, 0), ""),
        ((None, None, None), ""),
        (("", 0, 2), "2 pages are pictures: their words are not found by searching (no text recognition was run)"),
        (("t 5 (bel)", 1, 0), "the text of 1 page was recognised by machine and not checked (t 5 (bel))"),
        (
            ("t 5", 3, 1),
            (
                "the text of 3 pages was recognised by machine and not checked (t 5); "
                "1 page is a picture in which no words were recognised (t 5)"
            ),
        ),
    ],
)
def test_the_sheet_says_which_words_nobody_checked(told: tuple[str | None, int | None, int | None], words: str) -> None:
    assert searching_words(*told) == words


@needs_tesseract
def test_a_scan_is_searched_and_its_words_stand_on_their_pictures() -> None:
    native = files.saved(files.words(WORDS[0]))
    scan = _scan(WORDS[0])
    found = recognise(scan, [1], "be")
    assert found.with_what.startswith("tesseract ")
    assert found.with_what.endswith(", bel")
    assert (found.page_count, found.silent_count) == (1, 0)
    assert WORDS[0] in _words(found.content)
    assert found.text == WORDS[0]
    assert found.content == recognise(scan, [1], "be").content
    printed, seen = (_seen(pypdfium2.PdfDocument(one)[0], "вынесены") for one in (native, found.content))
    assert abs(printed.left - seen.left) < 3
    assert abs(printed.width - seen.width) < 6
    assert abs(printed.top - seen.top) < 8


@needs_tesseract
def test_a_program_that_breaks_down_or_is_too_slow_leaves_the_page_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = _scan(WORDS[0])
    monkeypatch.setattr(recognition, "PAGE_LIMITS", Limits(cpu_s=60, wall_s=120, memory_bytes=1 << 20))
    found = recognise(scan, [1], "be")
    assert (found.page_count, found.silent_count, found.content) == (0, 1, scan)
    monkeypatch.setattr(recognition, "EXHIBIT_WALL_S", -1)
    assert recognise(scan, [1], "be").silent_count == 1


@pytest.fixture
def case(seeded_vault: "Vault") -> str:
    """The reference of an empty case."""
    with seeded_vault.write() as session:
        session.add(made := LegalCase(title="A case"))
        session.flush()
        session.refresh(made)
        return str(made.ref)


def _taken(vault: "Vault", folder: Path, case: str, content: bytes) -> str:
    (folder / "scan.pdf").write_bytes(content)
    return take_in(vault, folder / "scan.pdf", NewExhibit(case=case, title="Прысуд", language="be")).ref


@needs_tesseract
def test_recognised_words_are_in_the_copy_the_search_and_the_custody_and_none_comes_from_under_a_box(
    seeded_vault: "Vault", case: str, tmp_path: Path
) -> None:
    vault = seeded_vault
    ref = _taken(vault, tmp_path, case, _scan())
    copy = exhibit_copy(vault, ref, tmp_path)
    assert WORDS[1] in _words(copy.path.read_bytes(), 2)
    (hit,) = [one for one in vault.search("Сакрэтная") if one.kind == "exhibit"]
    assert "recognised by machine, not checked" in hit.why
    with vault.read() as session:
        entries = history_of(session, ref)
        (entry,) = [one for one in entries if one.purpose == "text recognised by machine, not checked"]
    assert entry.method_and_tool.startswith("tesseract ")

    made = make_pages(vault, ref)
    assert (made.recognised_page_count, made.silent_page_count) == (3, 0)
    place = _seen(pypdfium2.PdfDocument(copy.path.read_bytes())[1], "Сакрэтная")
    box = Box(2, place.left - 2, place.top - 2, place.width + 4, place.height + 4, "B.1")
    found = redact(vault, ref, [box])
    assert (found.words_removed, found.left_on_pages) == (1, ())
    hidden = exhibit_copy(vault, ref, tmp_path, redacted=True).path.read_bytes()
    words = _words(hidden, 2)
    assert "Сведка" in words
    assert "казала" in words
    assert "Сакр" not in words
    assert "Сакр".encode("utf-16-be") not in files.everything_in(hidden)
    assert check_vault(vault, evidence="deep") == []


@needs_tesseract
def test_a_word_that_was_taken_out_and_is_read_in_a_picture_is_told_by_its_page(
    seeded_vault: "Vault", case: str, tmp_path: Path
) -> None:
    ref = _taken(seeded_vault, tmp_path, case, _scan("Сведка Сакрэтная", "нічога тут", "зноў Сакрэтная была"))
    made = make_pages(seeded_vault, ref)
    assert made.recognised_page_count == 3
    assert redact(seeded_vault, ref, [Box(1, 0, 0, 595, 842, "B.1")]).left_on_pages == (3,)


@needs_tesseract
def test_copies_made_without_a_recogniser_get_their_words_later_under_their_numbers(
    seeded_vault: "Vault", case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = seeded_vault
    ref = _taken(vault, tmp_path, case, _scan())
    with monkeypatch.context() as patch:
        patch.setattr(recognition, "recogniser", lambda: None)
        before = make_pages(vault, ref)
        redact(vault, ref, [Box(1, 0, 0, 595, 842, "B.1")])
    assert (before.recognised_with, before.silent_page_count) == (None, 3)
    pages, redacted = recognising.recognise_copies(vault, ref)
    assert (pages.kind, pages.page_count, pages.silent_count) == ("pages", 3, 0)
    assert (redacted.kind, redacted.page_count, redacted.silent_count) == ("redacted", 2, 1)
    after = make_pages(vault, ref)
    assert (after.id, after.ern_begin) == (before.id, before.ern_begin)
    assert WORDS[2] in _words(exhibit_copy(vault, ref, tmp_path).path.read_bytes(), 3)
    assert recognising.recognise_copies(vault, ref) == [pages, redacted], "once"
    assert check_vault(vault, evidence="deep") == []


def test_asking_for_words_where_nothing_recognises_them_says_what_to_install(
    seeded_vault: "Vault", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognising, "recogniser", lambda: None)
    with pytest.raises(NotFound, match=r"exhibit\.no_recogniser"):
        recognising.recognise_copies(seeded_vault, "X-0000-00000")
