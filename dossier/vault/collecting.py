"""Fewer searches for circles of objects while a list runs through: its rows make none, and looking costs a sixth."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

OBJECTS_BETWEEN: Final = 50_000
"""New objects between two searches; some megabytes."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Inside, Python looks for circles after OBJECTS_BETWEEN new objects; outside as before."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
