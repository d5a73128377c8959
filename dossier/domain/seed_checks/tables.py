"""The tables of seeds/ as the check reads them, and what tables.yaml says that each must hold."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossier.resources import shipped_yaml

Row = dict[str, str]
_COMMON = "law/common"


@dataclass(frozen=True, slots=True)
class Labels:
    """Which columns are labels, what one stands for, and within what two must differ."""

    prefix: str
    of: tuple[str, ...]
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """What tables.yaml says of one table."""

    key: tuple[str, ...]
    source: str = "file"
    editions: bool = False
    refs: dict[str, str] = field(default_factory=dict)
    one_of: dict[str, list[str]] = field(default_factory=dict)
    ranges: tuple[tuple[str, str], ...] = ()
    patterns: tuple[str, ...] = ()
    labels: Labels | None = None

    @classmethod
    def read(cls, entry: dict[str, Any]) -> "Described":
        """From its entry."""
        labels = entry.get("labels")
        return cls(
            tuple(entry["key"]),
            entry.get("source", "file"),
            entry.get("editions", False),
            entry.get("refs", {}),
            entry.get("one_of", {}),
            tuple((low, high) for low, high in entry.get("ranges", ())),
            tuple(entry.get("patterns", ())),
            Labels(labels["prefix"], tuple(labels["of"]), tuple(labels.get("within", ()))) if labels else None,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: its path below seeds/, its header, its rows with their line numbers."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]
    described: Described | None

    @property
    def folder(self) -> str:
        """ "law/by", "law/common", "vocabularies"."""
        return self.file.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.file.rpartition("/")[2]

    def key_of(self, row: Row) -> str:
        """The key of a row as one text, for messages and exceptions."""
        return ":".join(row.get(column) or "" for column in self.described.key) if self.described else ""


@dataclass(frozen=True, slots=True)
class Seeds:
    """All tables below one folder, and the further words of tables.yaml."""

    root: Path
    tables: tuple[Table, ...]
    stands_for: dict[str, list[str]]

    def named(self, folder: str, name: str) -> Iterator[Table]:
        """The table of that name in that folder, in law/common or a vocabulary; seen from common, in every country."""
        for table in self.tables:
            if table.name == name and (table.folder in (folder, _COMMON, "vocabularies") or folder == _COMMON):
                yield table

    def values(self, folder: str, reference: str) -> set[str]:
        """What a reference such as "codes.code" may be, seen from a folder."""
        name, _dot, column = reference.partition(".")
        return {row.get(column) or "" for table in self.named(folder, f"{name}.csv") for _line, row in table.rows}


def read_seeds(root: Path) -> Seeds:
    """Everything that the check looks at.

    Raises:
        OSError, ValueError, yaml.YAMLError: a file cannot be read at all.
    """
    described = shipped_yaml(root / "tables.yaml")
    known = {
        section: {name: Described.read(entry) for name, entry in described[section].items()}
        for section in ("law", "vocabularies")
    }
    tables = [_table(root, path, known["law"]) for path in sorted(root.glob("law/*/*.csv"))]
    tables += [_table(root, path, known["vocabularies"]) for path in sorted(root.glob("vocabularies/*.csv"))]
    return Seeds(root, tuple(tables), described.get("stands_for", {}))


def _table(root: Path, path: Path, known: dict[str, Described]) -> Table:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = tuple((reader.line_num, row) for row in reader)
        header = tuple(reader.fieldnames or ())
    return Table(path.relative_to(root).as_posix(), header, rows, known.get(path.name))
