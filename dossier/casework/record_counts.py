"""How many records of each kind, in words: "Person 3, Charge 4"."""

from collections.abc import Mapping

from dossier.casework.forms.registry import FORMS
from dossier.i18n import _


def record_words(table: str) -> str:
    """The kind of a record as its form is headed; the name of the table where it has none."""
    form = FORMS.get(table)
    return table if form is None else _(form.heading)


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Each kind with its number, in the order given; nothing of kinds without a record.

    Args:
        counts: Table -> how many.
    """
    return ", ".join(f"{record_words(table)} {count}" for table, count in counts.items() if count)
