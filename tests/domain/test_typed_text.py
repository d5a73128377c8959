"""What happens to a text before any grammar sees it."""

import unicodedata

import pytest

from dossier.domain.typed_text import LONGEST, cleaned, in_one_script
from dossier.errors import InputProblem


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  15 Суток ", "15 суток"), ("15\u00a0сут\u202fок", "15 сут ок"), ("15\tсуток\n", "15 суток"),
        ("Ёлка", "елка"), (unicodedata.normalize("NFD", "Ёлка й ў ї"), "елка й ў ї"), ("п’ять", "п'ять"),
        ("п`ять", "п'ять"), ("пʼять", "п'ять"), ("１５", "15"), ("١٥", "15"), ("१५", "15"), ("𝟏𝟓", "15"),
        ("су\u0301ток", "суток"), ("су\u200bток", "суток"), ("су\u00adток", "суток"), ("\ufeff15", "15"),
        ("2020\u20112021", "2020-2021"), ("2020\u20142021", "2020\u20132021"), ("\u22125", "-5"), ("Ａ（", "a("),
        ("ŻÓŁĆ", "żółć"), ("4½", "4½"),
    ],
)  # fmt: skip
def test_what_looks_alike_becomes_one_form(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "input.empty"), (" \u00a0\u200b", "input.empty"), ("1\x005", "input.control"),
        ("\x1b[31m15", "input.control"),
        ("\u202e51", "input.control"), ("\u206651\u2069", "input.control"), ("1\ud8005", "input.control"),
        ("15²", "input.raised_digit"), ("15①", "input.raised_digit"), ("a" * (LONGEST + 1), "input.too_long"),
        (" " * (LONGEST + 1), "input.too_long"),
    ],
)  # fmt: skip
def test_what_would_deceive_the_eye_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        cleaned(text)
    assert refusal.value.code == code
    assert refusal.value.message


def test_the_longest_text_is_still_read() -> None:
    assert cleaned("а" * LONGEST) == "а" * LONGEST


def test_a_latin_letter_in_a_cyrillic_word_is_seen_through() -> None:
    assert "суток" in in_one_script("cутoк")
    assert "may" in in_one_script("mау")
