"""A record is judged by the law of the country whose codes its charges name."""

from types import SimpleNamespace
from typing import Any

import pytest

from dossier.casework.record_values import country_of_charges


@pytest.mark.parametrize(
    ("codes", "country"),
    [
        (["UK_RU", "KOAP_RU"], "RU"),
        (["UK_BY", None, ""], "BY"),
        (["KOAP_BY_2021", "KOAP_BY"], "BY"),
        (["UK_BY", "UK_RU"], ""),
        (["UK"], ""),
        ([], ""),
    ],
)
def test_charges_name_one_country_or_none(codes: list[Any], country: str) -> None:
    assert country_of_charges(SimpleNamespace(code=code) for code in codes) == country
