"""The limits after an arrest as they stand on paper: whose they are, and what an unknown day does to them."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dossier.casework.dossier_clocks import clocks_of
from dossier.i18n import in_language

EPISODE = SimpleNamespace(
    proceeding_id=1, branch="criminal", detained_at=datetime(2024, 5, 10, 8, tzinfo=UTC),
    judge_first_at=datetime(2024, 5, 13, 8, tzinfo=UTC), started="2024-05-10",
)  # fmt: skip


def _desk(code: str, *steps: Any) -> Any:
    rows = SimpleNamespace(
        charges=[SimpleNamespace(proceeding_id=1, code=code)],
        proceedings=[SimpleNamespace(id=1, branch="criminal", decided=None)],
        milestones=list(steps),
    )
    return SimpleNamespace(release=SimpleNamespace(profile="confidential"), rows=rows)


def _told(desk: Any) -> str:
    with in_language("en"):
        return "\n".join(f"{one.label}: {one.value}" for one in clocks_of(desk, EPISODE))


@pytest.mark.parametrize(("code", "has_own"), [("UK_BY", True), ("", True), ("UK_RU", False)])
def test_the_limits_on_paper_are_those_of_the_country_of_the_charges(code: str, has_own: bool) -> None:
    told = _told(_desk(code))

    assert ("rule CRIM_DETENTION" in told) is has_own
    assert "Before a judge: 48 hours: exceeded; by at least 24 hours" in told


def test_a_step_without_a_day_makes_no_violation_on_paper() -> None:
    undated = SimpleNamespace(proceeding_id=1, kind_code="BEFORE_JUDGE", happened=None, happened_at=None)

    assert "Before a judge: 48 hours: cannot be told" in _told(_desk("UK_BY", undated))
