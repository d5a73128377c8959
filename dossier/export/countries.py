"""Codes and names of countries, and names of regions, as other programs want them."""

import re
from functools import cache
from typing import Final

from dossier.domain.country_codes import alpha_2
from dossier.export.csv_layouts import regions

_REGION: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


@cache
def country_name(code: str | None) -> str | None:
    """The English name of a country given by two or three letters."""
    from babel import Locale

    return Locale("en").territories.get(alpha_2(code)) if alpha_2(code) else None


def country_of(region_code: str | None, country_code: str | None = None) -> str:
    """The two-letter code of a country: that recorded, else that of the region."""
    return alpha_2(country_code) or alpha_2((region_code or "").partition("-")[0])


@cache
def numeric(code: str) -> int | None:
    """The number of a country in ISO 3166-1."""
    from babel.core import get_global

    numbers = (one for one, names in get_global("territory_aliases").items() if one.isdigit() and names == [code])
    found = next(numbers, None)
    return int(found) if found else None


def region_code(code: str | None) -> str | None:
    """A code of ISO 3166-2; nothing for other words, which may stand in the place of a region."""
    return code if _REGION.fullmatch(code or "") else None


def region_name(code: str | None) -> str | None:
    """The English name of a region; its code where the list of regions has no name for it."""
    found = regions().get(code or "")
    return found["en"] if found else region_code(code)
