"""Numbers on pages, words on pages, boxes in pages: what a reader of the file finds afterwards."""

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest

from dossier.export.exhibits import redaction, stamping
from dossier.export.exhibits.foreign import Unreadable
from dossier.export.exhibits.redaction import Spot
from dossier.export.exhibits.type_setting import Line, TooLong, broken, set_pages
from tests.export.exhibits import files

FACES = files.faces()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_number_stands_once_at_the_upper_right_of_the_page_as_it_is_seen(turn: int) -> None:
    pdf = files.words("Прысуд")
    pdf.pages[0].obj.Rotate = turn
    made = stamping.stamped(files.saved(pdf), ["BLR-DSR-0001-0001"], FACES["mono"])
    page = pypdfium2.PdfDocument(made)[0]
    assert page.get_textpage().get_text_range().count("BLR-DSR-0001-0001") == 1
    wide = page.get_width()
    spot = Spot(1, wide - 130, 0, 130, 40, "")
    assert "BLR-DSR-0001-0001" in redaction.text_in_box(page, spot)


def test_a_page_that_leaves_its_state_open_or_has_fonts_of_our_names_does_not_spoil_the_number() -> None:
    pdf = files.words("Прысуд", "Прысуд")
    for page in pdf.pages:
        page.obj.Resources.Font["/DsrErn0"] = page.obj.Resources.Font["/plain"]
        page.contents_add(pikepdf.Stream(pdf, b"q q 0.1 0 0 0.1 0 0 cm 1 0 0 rg "))
    made = stamping.stamped(files.saved(pdf), ["BLR-DSR-0001-0001", "BLR-DSR-0001-0002"], FACES["mono"])
    shown = stamping.numbers_shown(made)
    assert [words.count(f"BLR-DSR-0001-000{at}") for at, words in enumerate(shown, 1)] == [1, 1]
    assert all("Прысуд" in words for words in shown)


def test_the_same_pages_and_numbers_give_the_same_bytes() -> None:
    content = files.saved(files.words("Прысуд"))
    assert stamping.stamped(content, ["A-1"], FACES["mono"]) == stamping.stamped(content, ["A-1"], FACES["mono"])
    with pytest.raises(ValueError, match="pages"):
        stamping.stamped(content, ["A-1", "A-2"], FACES["mono"])


@pytest.mark.parametrize(
    "text",
    [
        "Прысуд суда Цэнтральнага раёна, ў і І",
        "word " * 400,
        "x" * 5000,
        "e" + "\u0301" * 10_000,
        "\x1b[2J\u202e",
        "漢字",
        "",
    ],
    ids=["Belarusian", "words", "one long word", "marks", "hostile", "no such signs", "nothing"],
)
def test_words_are_set_on_pages_and_found_again(text: str) -> None:
    with pikepdf.new() as pdf:
        set_pages(pdf, FACES, [Line(text)])
        document = pypdfium2.PdfDocument(files.saved(pdf))
    shown = "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    if text.startswith("Прысуд"):
        assert text in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_no_part_of_a_broken_line_is_wider_than_the_line_and_none_is_lost() -> None:
    text = "адзін два " * 30 + "ы" * 300
    parts = list(broken(FACES["plain"], text, 40))
    assert all(FACES["plain"].width(part) <= 40 for part in parts)
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


def test_a_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.export.exhibits.type_setting.MOST_PAGES", 3)
    with pytest.raises(TooLong), pikepdf.new() as pdf:
        set_pages(pdf, FACES, [Line("x")] * 1000)


SECRET = "Сакрэтная"


def _page_words(content: bytes, at: int = 0) -> str:
    return str(pypdfium2.PdfDocument(content)[at].get_textpage().get_text_range())


def _whole_page() -> Spot:
    return Spot(1, 0, 0, 595, 842, "B.1")


def _with_words_everywhere() -> bytes:
    """The secret as words, in a form, in the alternative text, in metadata of the page and in a comment."""
    pdf = files.words(SECRET, "другая")
    page = pdf.pages[0]
    form = pikepdf.Stream(pdf, page.obj.Contents.read_bytes())
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Resources = pikepdf.Array([0, 0, 600, 900]), page.obj.Resources
    page.obj.Resources.XObject = pikepdf.Dictionary(F=pdf.make_indirect(form))
    marked = f"/Span <</ActualText <feff{SECRET.encode('utf-16-be').hex()}>>> BDC /F Do EMC % {SECRET}".encode()
    page.contents_add(pikepdf.Stream(pdf, marked))
    return files.saved(pdf)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_nothing_is_left_under_a_box_however_the_page_is_turned(turn: int) -> None:
    with pikepdf.open(io.BytesIO(_with_words_everywhere())) as pdf:
        pdf.pages[0].obj.Rotate = turn
        content = files.saved(pdf)
    wide, high = (595, 842) if turn in (0, 180) else (842, 595)
    made, found = redaction.redacted(content, [Spot(1, 0, 0, wide, high, "B.1")], FACES)
    assert (found.removed_count, found.under, found.left_on) == (1, [], [])
    assert _page_words(made).strip() == "B.1"
    assert "другая" in _page_words(made, 1)
    everything = files.everything_in(made)
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "cp1251"):
        assert SECRET.encode(encoding) not in everything
    assert SECRET.encode("utf-16-be").hex().encode() not in everything.lower()
    assert made.count(b"%%EOF") == 1


def test_the_pixels_under_a_box_are_gone_and_those_beside_it_stay() -> None:
    content = files.saved(files.words("чорнае"))
    made, _found = redaction.redacted(content, [Spot(1, 0, 0, 595, 421, "B.1")], FACES)
    picture = pypdfium2.PdfDocument(made)[0].render(scale=1).to_pil().convert("L")
    box = picture.crop((30, 20, 560, 400))
    assert box.getextrema()[1] < 40, "all black"
    assert picture.crop((30, 440, 560, 820)).getextrema() == (255, 255)


def test_a_word_that_stands_elsewhere_too_is_told_by_its_page() -> None:
    content = files.saved(files.words(SECRET, "нічога", f"і тут {SECRET}"))
    _made, found = redaction.redacted(content, [_whole_page()], FACES)
    assert (found.left_on, found.under) == ([3], [])


def test_a_box_on_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(Unreadable, match="no_page"):
        redaction.redacted(files.saved(files.words("a")), [Spot(2, 0, 0, 9, 9, "B.1")], FACES)


def _black_box_only(pdf: Any, _page: Any, spots: list[Spot], _face: Any) -> None:
    """What is no redaction: a black box drawn over the words."""
    source = files.words(SECRET)
    pdf.pages.append(source.pages[0])
    pdf.pages[-1].contents_add(pikepdf.Stream(pdf, b"q 0 g 0 0 595 842 re f Q"))


def _words_in_a_stream(pdf: Any, page: Any, spots: list[Spot], face: Any) -> None:
    """A clean page, and the words left in a stream that no reader shows."""
    ADD_REDRAWN(pdf, page, spots, face)
    pdf.pages[-1].obj.PieceInfo = pdf.make_indirect(pikepdf.Stream(pdf, SECRET.encode()))


ADD_REDRAWN = redaction._add_redrawn


@pytest.mark.parametrize("way", [_black_box_only, _words_in_a_stream])
def test_a_redaction_that_only_looks_like_one_is_found_out(monkeypatch: pytest.MonkeyPatch, way: Any) -> None:
    """Mutations of the redaction itself: its own search has to go red."""
    monkeypatch.setattr(redaction, "_add_redrawn", way)
    _made, found = redaction.redacted(files.saved(files.words(SECRET)), [_whole_page()], FACES)
    assert found.under != []
