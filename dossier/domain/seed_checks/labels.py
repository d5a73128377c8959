"""Labels in several languages: missing, in the wrong alphabet, copied, swapped, or of another meaning.

A real translation of a vocabulary of this field shipped with "likely" and "unlikely" exchanged, with "detained" and
"wanted" exchanged, and with one label under two codes; each of these checks would have found some of that. Meanings
are compared by pairs of words (seeds/meanings.csv): where the English label has the one, the other must have the other.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.domain.seed_checks.slips import Slip
from dossier.domain.seed_checks.tables import Labels, Row, Table

LANGUAGES = ("en", "be", "ru", "uk")
_FOREIGN = {
    "en": re.compile("[а-яёіўґєї]", re.IGNORECASE),
    "be": re.compile("[ищъґєї]", re.IGNORECASE),
    "ru": re.compile("[іўґєї]", re.IGNORECASE),
    "uk": re.compile("[ыэъёў]", re.IGNORECASE),
}
"""Letters that the language does not have."""
_CYRILLIC = re.compile("[а-яёіўґєї]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word in each language, and the table in which it is looked for; empty is every table."""

    table: str
    patterns: dict[str, re.Pattern[str]]


def read_meanings(root: Path) -> tuple[Meaning, ...]:
    """The pairs of words of meanings.csv, as patterns without regard to case."""
    with (root / "meanings.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Meaning(row["table"], {lang: re.compile(row[lang], re.IGNORECASE) for lang in LANGUAGES if row[lang]})
            for row in csv.DictReader(lines)
        )


def check_labels(table: Table, told: Labels, meanings: tuple[Meaning, ...]) -> Iterator[Slip]:
    """What is wrong with the labels of one table."""
    meanings = tuple(one for one in meanings if one.table in ("", table.name))
    columns = {lang: f"{told.prefix}_{lang}" for lang in LANGUAGES if f"{told.prefix}_{lang}" in table.header}
    for line, row in table.rows:
        labels = {lang: row[column] or "" for lang, column in columns.items()}
        found = [*_missing_or_foreign(labels), *_other_meaning(labels, meanings)]
        yield from (Slip(table.file, line, code, table.key_of(row), what) for code, what in found)
    yield from _repeated(table, told, columns)


def _missing_or_foreign(labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    for lang, label in labels.items():
        if not label:
            yield "seeds.label", lang
        elif _FOREIGN[lang].search(label) or (lang != "en" and not _CYRILLIC.search(label)):
            yield "seeds.script", lang


def _other_meaning(labels: dict[str, str], meanings: tuple[Meaning, ...]) -> Iterator[tuple[str, str]]:
    for meaning in meanings:
        english = meaning.patterns["en"].search(labels.get("en", ""))
        for lang, label in labels.items():
            pattern = meaning.patterns.get(lang)
            if lang != "en" and label and pattern and labels.get("en") and bool(pattern.search(label)) != bool(english):
                yield "seeds.meaning", lang


def _repeated(table: Table, told: Labels, columns: dict[str, str]) -> Iterator[Slip]:
    """The same label under two codes, and the label of one code standing under another in another language."""
    seen: dict[tuple[str, ...], dict[str, tuple[str, str]]] = {}
    for line, row in table.rows:
        code = _joined(row, told.of)
        group = seen.setdefault(tuple(row[column] for column in told.within), {})
        for lang, column in columns.items():
            label = (row[column] or "").casefold()
            other = group.get(label)
            if label and other and other[0] != code:
                slip = "seeds.same_label" if other[1] == lang else "seeds.other_label"
                yield Slip(table.file, line, slip, table.key_of(row), f"{row[column]} ({lang}; {other[0]})")
            group.setdefault(label, (code, lang))


def _joined(row: Row, columns: tuple[str, ...]) -> str:
    return ":".join(row[column] for column in columns)
