"""Nothing that a name carries acts on a terminal, reorders a line or hides in it."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.safe_text import safe_json, safe_text

ACTING = [
    pytest.param("\x1b]52;c;UFdORUQ=\x07", "␛]52;c;UFdORUQ=␇", id="writes the clipboard"),
    pytest.param("\x1b[2J\x1b[H", "␛[2J␛[H", id="clears the screen"),
    pytest.param("\x1b]0;title\x1b\\", "␛]0;title␛\\", id="sets the window title"),
    pytest.param("\x1b]8;;file:///etc\x07x", "␛]8;;file:///etc␇x", id="makes a link"),
    pytest.param("\x9b2Jx", "�2Jx", id="C1 sequence"),
    pytest.param("a\rb", "a␍b", id="overwrites the line"),
    pytest.param("a\nb", "a␊b", id="adds a line"),
    pytest.param("a\tb", "a␉b", id="moves to a tab stop"),
    pytest.param("a\x00b\x7f", "a␀b␡", id="NUL and DEL"),
    pytest.param("\u202eгнев", "�гнев", id="reverses the reading order"),
    pytest.param("\u2066x\u2069", "�x�", id="isolates a direction"),
    pytest.param("Ива\u200bнов", "Ива�нов", id="hides a space"),
    pytest.param("Ива\u00adнов", "Ива�нов", id="hides a hyphen"),
    pytest.param("x\U000e0041y", "x�y", id="hides a tag"),
    pytest.param("a\u2028b\u0085c", "a�b�c", id="other line breaks"),
    pytest.param("\ud800", "�", id="half a surrogate pair"),
    pytest.param("\ufeffx", "�x", id="byte order mark"),
]

HONEST = [
    "Святлана Ціханоўская",
    "Ё ё Й й Ў ў Ґ ґ Є є Ї ї",
    "Łukasz Żółć, Šarūnas Žukauskas",
    "ст. 361⁴ ч. 1, «л.д. 15» — [см. л.д. 15] [/]",
    "И\u0306",
    "👨\u200d👩\u200d👧 🏳️",
    "ქართული עברית العربية",
    "",
]


@pytest.mark.parametrize(("text", "shown"), ACTING)
def test_what_acts_becomes_a_visible_mark(text: str, shown: str) -> None:
    assert safe_text(text) == shown


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_passes_unchanged(text: str) -> None:
    assert safe_text(text) == text


def test_a_pile_of_combining_marks_is_cut_to_four() -> None:
    assert safe_text("x" + "\u0301" * 400 + "y") == "x" + "\u0301" * 4 + "y"


def test_lines_stay_lines_where_they_may() -> None:
    assert safe_text("one\r\ntwo\nthree\rfour", keep_lines=True) == "one\ntwo\nthree␍four"


@pytest.mark.parametrize(("limit", "shown"), [(3, "аб…"), (1, "…"), (5, "абвгд"), (9, "абвгд")])
def test_a_long_text_ends_in_an_ellipsis(limit: int, shown: str) -> None:
    assert safe_text("абвгд", limit=limit) == shown


@given(st.text(st.characters(codec=None)))
def test_no_control_character_survives(text: str) -> None:
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in safe_text(text))


@given(st.text())
def test_a_second_pass_changes_nothing(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)


@given(st.text(st.characters(codec=None)))
def test_json_says_the_same_and_holds_no_character_that_acts(text: str) -> None:
    document = safe_json(json.dumps({"name": text}, ensure_ascii=False))
    assert json.loads(document) == {"name": text}
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in document)
    assert "\u202e" not in document
    document.encode("utf-8")
