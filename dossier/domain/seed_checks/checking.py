"""All checks of a seeds folder, less what exceptions.csv excuses with a reason."""

import csv
from collections.abc import Iterator
from pathlib import Path

from dossier.domain.seed_checks.labels import check_labels, read_meanings
from dossier.domain.seed_checks.law import check_law
from dossier.domain.seed_checks.rows import check_rows
from dossier.domain.seed_checks.slips import Slip
from dossier.domain.seed_checks.tables import Seeds, read_seeds

Excuse = tuple[str, str, str]
"""Code, file and key of an excused finding; the key may be "*"."""


def check_seeds(root: Path) -> list[Slip]:
    """Everything that is wrong below a seeds folder and not excused, in the order of files and lines.

    An exception that excuses nothing is a finding itself, so that none outlives its reason.

    Raises:
        OSError, ValueError, yaml.YAMLError: a file cannot be read at all.
    """
    excuses = _excuses(root)
    used: set[Excuse] = set()
    left = []
    for slip in _all(read_seeds(root)):
        fitting = {(slip.code, slip.file, slip.key), (slip.code, slip.file, "*")} & excuses
        used |= fitting
        left += [] if fitting else [slip]
    left += [Slip("exceptions.csv", 0, "seeds.exception", ":".join(one)) for one in excuses - used]
    return sorted(left)


def _all(seeds: Seeds) -> Iterator[Slip]:
    meanings = read_meanings(seeds.root)
    sources = (seeds.root / "SOURCES.md").read_text(encoding="utf-8")
    for table in seeds.tables:
        if table.described is None:
            yield Slip(table.file, 0, "seeds.table")
            continue
        yield from check_rows(seeds, table, table.described)
        if table.described.labels:
            yield from check_labels(table, table.described.labels, meanings)
        if f"{table.name}`" not in sources:
            yield Slip(table.file, 0, "seeds.file_source")
    yield from _columns(seeds)
    yield from check_law(seeds)


def _columns(seeds: Seeds) -> Iterator[Slip]:
    """The same table has the same columns in each country."""
    first: dict[str, tuple[str, ...]] = {}
    for table in seeds.tables:
        expected = first.setdefault(table.name, table.header)
        if table.header != expected:
            yield Slip(
                table.file, 1, "seeds.columns", "", ", ".join(sorted(set(expected) ^ set(table.header))) or "order"
            )


def _excuses(root: Path) -> set[Excuse]:
    with (root / "exceptions.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["code"], row["file"], row["key"]) for row in csv.DictReader(lines) if row["reason"]}
