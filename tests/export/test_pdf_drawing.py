"""The drawing of a detention shows as sure only what is sure."""

from dossier.casework.dossier_view import Dated, Stay
from dossier.export.pdf.drawing import timeline

DAY = Dated("1 May 2021", "2021-05-01", "2021-05-01")
MONTH = Dated("May 2021", "2021-05-01", "2021-05-31")
END = Dated("1 August 2021", "2021-08-01", "2021-08-01")


def _stay(started: Dated, ended: Dated) -> Stay:
    return Stay("a place", "remand", "remand", started, ended)


def test_days_that_are_known_are_drawn_full() -> None:
    drawn = timeline([_stay(DAY, END)])
    assert drawn is not None
    assert drawn.bars[0].width > 0
    assert drawn.bars[0].unsure == ()


def test_a_start_known_to_the_month_leaves_that_month_dotted() -> None:
    drawn = timeline([_stay(DAY, END), _stay(MONTH, END)])
    assert drawn is not None
    whole, part = drawn.bars
    assert part.width < whole.width
    assert len(part.unsure) == 1
    assert part.unsure[0][0] + part.unsure[0][1] <= part.x + 0.01


def test_an_end_that_nobody_recorded_is_dotted_and_never_full() -> None:
    drawn = timeline([_stay(DAY, Dated(""))])
    assert drawn is not None
    assert drawn.bars[0].width == 0
    assert len(drawn.bars[0].unsure) == 1


def test_without_any_date_there_is_no_drawing() -> None:
    assert timeline([_stay(Dated("unknown"), Dated(""))]) is None
