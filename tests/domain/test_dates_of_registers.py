"""The date columns of real registers: every cell is read as what it says, or refused for a reason."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from dossier.domain.dates import PartialDate
from dossier.errors import InputProblem

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

COLUMNS = [
    ("eu_belarus_part.csv", "birthDate", {"date.two_dates": 1}),
    ("eu_belarus_part.csv", "startDate", {}),
    ("eu_belarus_part.csv", "incorporationDate", {"date.two_dates": 2, "date.semicolon": 1, "input.too_long": 1}),
    ("azerbaijan_political_prisoners_2014.csv", "Date of arrest", {"date.word": 1, "date.two_dates": 1}),
    ("ovdinfo_detained_list_2012.csv", "date", {}),
]


def _cells(file: str, column: str) -> list[str]:
    if not (DATA / file).is_file():
        pytest.skip(f"the register {file} is not beside this checkout")
    with (DATA / file).open(encoding="utf-8-sig", newline="") as lines:
        return [row[column].strip() for row in csv.DictReader(lines) if row[column].strip()]


@pytest.mark.parametrize(("file", "column", "refused"), COLUMNS)
def test_a_column_of_dates_is_read_but_for_the_cells_that_hold_two(
    file: str, column: str, refused: dict[str, int]
) -> None:
    codes: Counter[str] = Counter()
    for cell in _cells(file, column):
        try:
            value = PartialDate.parse(cell)
        except InputProblem as problem:
            codes[problem.code] += 1
        else:
            assert PartialDate.parse(value.format("ru")) == value
            assert 1900 <= (value.lower or value.upper).year <= 2030  # type: ignore[union-attr]

    assert codes == refused
