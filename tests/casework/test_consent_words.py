"""A consent says how long it still holds, and is marked in time."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from dossier.casework.forms.protection import RUNS_OUT_SOON_DAYS, consent_words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (RUNS_OUT_SOON_DAYS + 2, "holds until"),
        (RUNS_OUT_SOON_DAYS - 2, "! runs out on"),
        (-2, "! ran out on"),
    ],
)
def test_a_consent_that_runs_out_soon_is_marked(days: int, words: str) -> None:
    today = datetime.now(UTC).date()
    row = SimpleNamespace(
        obtained_on=today - timedelta(days=400),
        given_by="person",
        withdrawn_on=None,
        valid_until_on=today + timedelta(days=days),
    )
    assert words in consent_words(row, cast("Any", None))
    row.withdrawn_on = today
    assert "withdrawn on" in consent_words(row, cast("Any", None))
