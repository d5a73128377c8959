"""A cell that a spreadsheet would run is disarmed, and what was there comes back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.spreadsheet_cells import disarmed, is_armed, restored

FORMULA_CELLS = [
    "=1+1", "+375 29 000-00-00", "-1", "@SUM(1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", " =1", "\ufeff=1", "\x00=1",
    "'=1", "''=1", "'+375", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "-2+3+cmd|' /C calc'!A0", "\n=1",
    "=\"\"", "=A1;B2", "@", "-", "+", "=",
]  # fmt: skip
PLAIN_CELLS = ["", "plain", "a=b", "'quoted", "'", '"=1', "1-2", "№ 5", "арт. 342"]


@pytest.mark.parametrize("text", FORMULA_CELLS)
def test_no_disarmed_cell_begins_with_an_active_sign(text: str) -> None:
    made = disarmed(text)
    assert made.startswith("'")
    assert restored(made) == text


@pytest.mark.parametrize("text", PLAIN_CELLS)
def test_a_harmless_cell_is_left_alone(text: str) -> None:
    assert not is_armed(text)
    assert disarmed(text) == text == restored(text)


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r a1＝\ufeff")))
def test_what_was_disarmed_always_comes_back(text: str) -> None:
    assert restored(disarmed(text)) == text
