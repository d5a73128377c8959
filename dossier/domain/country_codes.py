"""Codes of countries: three letters as the program keeps them, two as most people type them."""

from functools import cache


@cache
def alpha_2(code: str | None) -> str:
    """The two-letter code of a country given by two or three letters; empty where it is none."""
    from babel.core import get_global

    if not code:
        return ""
    if len(code) == 2:
        return code.upper()
    found = get_global("territory_aliases").get(code.upper(), [])
    return str(found[0]) if len(found) == 1 else ""
