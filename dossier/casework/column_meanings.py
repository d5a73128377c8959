"""What the columns of our own lists mean, as data: told beside the lists that leave, and where a list comes in."""

import csv
from functools import cache

from dossier.resources import export_path


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Column, or "list:column" where it means something else in one list -> what it means, in "en", "be" and "ru"."""
    with export_path("csv", "meanings.csv").open(encoding="utf-8", newline="") as file:
        return {row["column"]: {lang: row[lang] for lang in ("en", "be", "ru")} for row in csv.DictReader(file)}


def meaning_of(layout: str, column: str) -> dict[str, str]:
    """What a column of a list means, in "en", "be" and "ru"; empty where nothing is said of it."""
    return meanings().get(f"{layout}:{column}") or meanings().get(column, {})
