"""JSON of strangers: what the standard library lets pass and would be taken in wrongly is refused."""

import json
from typing import Any


def loads(text: str | bytes, **options: Any) -> Any:
    """One document; NaN, Infinity and an object that names one thing twice are refused.

    Args:
        text: As it was read.
        options: Of ``json.loads``.

    Raises:
        ValueError, RecursionError.
    """
    return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_double, **options)


def _no_constant(name: str) -> Any:
    """NaN and Infinity are no values of a record."""
    raise ValueError(name)


def _no_double(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that names one thing twice tells two stories."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("double name")
    return found
