"""Words are found where they stand on a page, turned and cut as it may be; a box of theirs takes just them out."""

import io
from typing import Any

import pypdfium2
import pytest

from dossier.export.exhibits.foreign import clean_pages
from dossier.export.exhibits.redaction import Spot, redacted
from dossier.export.exhibits.seeking import Place, places
from tests.export.exhibits import files

LINE = "Суд установил: Ёлкина А. П., дочь Ёлкиной, знала Елкина; Ёлкинаў. Сосед Иванов молчал."


def made(*pages: str, turn: int = 0) -> bytes:
    pdf = files.words(*pages)
    for page in pdf.pages:
        page.rotate(turn, relative=True)
    return clean_pages(files.saved(pdf))[0]


def words_of(found: list[Place]) -> list[str]:
    return [one.words for one in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["Ёлкин"], ["Ёлкина", "Ёлкиной", "Елкина", "Ёлкинаў"]),
        (["ЕЛКИНА"], ["Ёлкина", "Елкина", "Ёлкинаў"]),
        (['"елкина"'], ["Ёлкина", "Елкина"]),
        (["«Ёлкиной»"], ["Ёлкиной"]),
        (["лкин"], []),
        (["Ёлкина А. П"], ["Ёлкина А. П"]),
        (["", "  ", '""'], []),
        (["(", "[а-я]+", ".*"], []),
    ],
)
def test_a_word_is_found_with_its_endings_and_in_quotation_marks_as_it_is(typed: list[str], found: list[str]) -> None:
    assert words_of(places(made(LINE), typed)[0]) == found


def test_pages_are_told_and_a_page_without_words_too() -> None:
    from dossier.export.exhibits.foreign import as_pixels

    pictures = as_pixels(made("Ёлкина"))[0]
    assert places(pictures, ["Ёлкина"]) == ([], [1])
    assert [one.page for one in places(made("Ёлкина", "никого", "Ёлкина Ёлкина"), ["Ёлкина"])[0]] == [1, 3, 3]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_box_takes_out_the_word_and_leaves_its_neighbours(turn: int) -> None:
    content = made("слева Ёлкина справа", turn=turn)
    (box,), _silent = places(content, ["Ёлкина"])
    before, after = dark(content), dark(redacted_with(content, box))
    for name, word in (("слева", False), ("справа", False), ("Ёлкина", True)):
        (mine,), _none = places(content, [name])
        assert blackened(before, after, mine) is word, name


def redacted_with(content: bytes, box: Place) -> bytes:
    return redacted(content, [Spot(*box[:5], "A.1")], files.faces())[0]


def dark(content: bytes) -> Any:
    """The page as grey pixels, one for a point."""
    return pypdfium2.PdfDocument(io.BytesIO(content))[0].render(scale=1).to_pil().convert("L")


def blackened(before: Any, after: Any, box: Place) -> bool:
    """Whether the middle line of a box is black afterwards from end to end, as it was not before."""
    edges = [box.left + 2, box.top + 2, box.left + box.width - 2, box.top + box.height - 2]
    parts = [page.crop([round(edge) for edge in edges]) for page in (before, after)]
    was, now = (sum(value < 40 for value in part.tobytes()) / len(part.tobytes()) for part in parts)
    return bool(now > 0.6 > was)


def test_a_name_over_the_end_of_a_line_has_a_box_on_each() -> None:
    tries = (places(made("слово " * count + "Ёлкина Анна"), ["Ёлкина Анна"])[0] for count in range(1, 20))
    boxes = next(one for one in tries if len({box.top for box in one}) == 2)
    assert len(boxes) == 2
    assert {(one.words, one.number) for one in boxes} == {("Ёлкина Анна", 1)}
    assert boxes[0].left > boxes[1].left


def test_words_inside_a_longer_find_are_part_of_it() -> None:
    assert words_of(places(made("Сосед Иванов молчал"), ["Иванов", "сосед иванов"])[0]) == ["Сосед Иванов"]
