"""A guess for a header that no layout has: shown for a person to correct, never applied.

Each layout is tried with every header that it knows in any language; the one that explains most is proposed. Looking at
the first rows tells the order of day and month where a day above twelve shows it; else it stays open, and such dates
wait for a decision.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import yaml

from dossier.intake.layouts import Layout, header_form, shipped_layouts

ALIKE = 86
"""Least similarity of two headers, of 100, to propose that they mean the same."""
GENERAL = "people"
"""The layout of any list of people; it names no publisher, so that a proposal says nothing about who made the list."""
NEARLY = 0.8
LOOKED_AT_ROWS = 500
_FIGURES = re.compile(r"\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")


class Proposal(NamedTuple):
    """The nearest layout, and what each header of the file may mean in it."""

    based_on: str
    columns: dict[str, str]
    """Header of the file -> column, where one is proposed."""
    unknown: tuple[str, ...]
    header: tuple[str, ...] = ()
    date_order: str = "unknown"
    """"dmy", "mdy", "ymd", or "unknown" where the rows do not tell."""
    header_row: int = 1
    """Which row the header is, counted from 1 without blank rows."""

    def as_yaml(self, code: str = "my_list") -> str:
        """A layout file to correct and to give with ``--layout``."""
        document = {
            "code": code,
            "title": "My list" if code == "my_list" else code,
            "based_on": self.based_on,
            "date_order": self.date_order,
            "header_row": self.header_row,
            "header_sets": {"file": list(self.header)},
            "columns": {column: [header] for header, column in self.columns.items()},
            "ignored": dict.fromkeys(self.unknown, "not decided yet: say why, or name a column above"),
        }
        return str(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120))


def propose(header: tuple[str, ...], rows: Iterable[Sequence[str]] = ()) -> Proposal:
    """The layout that explains most headers, by the likeness of their words in any language a layout knows.

    Args:
        header: Of the file.
        rows: Its first rows, for the order of dates; at most LOOKED_AT_ROWS are read.
    """
    every = [_against(layout, header) for layout in shipped_layouts().values() if not layout.formats]
    best = max(every, key=lambda one: (len(one.columns) + _bonus(one), one.based_on == GENERAL))
    return best._replace(header=header, date_order=date_order_of(rows))


def _bonus(proposal: Proposal) -> float:
    """For a layout one of whose own header sets is nearly this header."""
    seen = {header_form(one) for one in (*proposal.columns, *proposal.unknown)}
    sets = shipped_layouts()[proposal.based_on].header_sets.values()
    shares = (len(seen & {header_form(one) for one in own}) / max(len(own), len(seen), 1) for own in sets)
    return 0.5 if max(shares, default=0) >= NEARLY else 0.0


def _against(layout: Layout, header: tuple[str, ...]) -> Proposal:
    from rapidfuzz import fuzz, process

    known = {
        header_form(form): name for name in layout.used_columns() for form in (name, *layout.columns.get(name, ()))
    }
    scored = []
    for one in header:
        for form, score, _at in process.extract(header_form(one), list(known), scorer=fuzz.ratio, limit=3):
            if score >= ALIKE:
                scored.append((score, one, known[form]))
    found: dict[str, str] = {}
    for _score, one, column in sorted(scored, key=lambda item: (-item[0], header.index(item[1]))):
        if one not in found and column not in found.values():
            found[one] = column
    _name_alone(found)
    in_order = {one: found[one] for one in header if one in found}
    return Proposal(layout.code, in_order, tuple(one for one in header if one not in found))


def _name_alone(found: dict[str, str]) -> None:
    """A column "Имя" beside no surname is the whole name."""
    columns = set(found.values())
    if "given" in columns and not columns & {"family", "name"}:
        found.update({header: "name" for header, column in found.items() if column == "given"})


def date_order_of(rows: Iterable[Sequence[str]]) -> str:
    """The order of day and month that the figures of a table show."""
    signs: set[str] = set()
    for number, row in enumerate(rows):
        if number >= LOOKED_AT_ROWS:
            break
        for cell in row:
            if figures := _FIGURES.match(cell):
                signs.add(_sign(*map(int, figures.groups())))
    signs.discard("")
    return signs.pop() if len(signs) == 1 else "unknown"


def _sign(first: int, second: int, third: int) -> str:
    if first > 31:
        return "ymd"
    if third > 31 and 12 < first <= 31:
        return "dmy"
    return "mdy" if third > 31 and 12 < second <= 31 else ""
