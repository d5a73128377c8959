"""Numbers of persons for the public: counted from released rows, and the small ones suppressed.

A number of 1 to 4 can point at persons. It is left empty, and so is what would give it by subtraction: of women, men
and others of one number two are suppressed or none; where children are few, or all but a few, their number goes; where
one article of a place and month is suppressed, the next smallest is too, or else the total could be taken apart; and
where all but a few of the total have one article, or any article at all, the few are hidden with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from dossier.export.countries import country_name, country_of, region_code, region_name
from dossier.export.csv_layouts import CsvColumn
from dossier.export.csv_values import age_band

SMALLEST_SHOWN: Final = 5
ALL: Final = "all"
UNKNOWN: Final = "unknown"
NUMBERS: Final = ("detained", "women", "men", "children", "sentenced")
COUNTED: Final = (
    CsvColumn("what", "text", True, 0),
    CsvColumn("_lower", "bounds", False, 0),
    CsvColumn("_upper", "bounds", False, 0),
    CsvColumn("admin1_code", "text", False, 0),
    CsvColumn("branch", "text", False, 0),
    CsvColumn("article", "text", False, 0),
    CsvColumn("sex", "text", False, 0),
    CsvColumn("_born_lower", "bounds", False, 0),
    CsvColumn("_born_upper", "bounds", False, 0),
    CsvColumn("person", "text", True, 0),
)
"""The columns of the rows that are counted; none of them leaves as it is."""

Key = tuple[str, str, str, str]
"""Month, region, branch, article."""


def is_small(number: int) -> bool:
    """Whether a number must not be shown."""
    return 0 < number < SMALLEST_SHOWN


@dataclass
class Cell:
    """The persons of one month, region, branch and article."""

    detained: int = 0
    women: int = 0
    men: int = 0
    children: int = 0
    sentenced: int = 0
    hidden: set[str] = field(default_factory=set)

    def hide(self) -> None:
        """Suppress what is small in itself, and what would give by subtraction a number that is suppressed."""
        self.hidden |= {name for name in NUMBERS if is_small(int(getattr(self, name)))}
        if "detained" in self.hidden:
            self.hidden |= {"women", "men", "children"}
            return
        parts = {"women": self.women, "men": self.men, "others": self.detained - self.women - self.men}
        secret = {name for name, number in parts.items() if is_small(number) or name in self.hidden}
        if len(secret) == 1:
            rest = sorted((number, name) for name, number in parts.items() if name not in secret and number)
            self.hidden |= {name for _number, name in rest[:1]}
        self.hidden |= secret & set(NUMBERS)
        if is_small(self.detained - self.children):
            self.hidden.add("children")

    def shown(self, name: str) -> int | None:
        """A number, or nothing where it is suppressed."""
        return None if name in self.hidden else int(getattr(self, name))


def count_persons(rows: Iterable[Sequence[Any]], source: str, on: date) -> Iterator[list[Any]]:
    """The rows of the layout of statistics.

    Args:
        rows: With the columns of ``COUNTED``; the rows of one person follow each other.
        source: Who counts.
        on: The day of counting.
    """
    cells = _cells(rows)
    _suppress(cells)
    for key in sorted(cells):
        yield _row(key, cells[key], source, on)


def _cells(rows: Iterable[Sequence[Any]]) -> dict[Key, Cell]:
    cells: dict[Key, Cell] = defaultdict(Cell)
    before: tuple[str, Any] = ("", None)
    seen: set[Key] = set()
    for what, lower, upper, region, branch, articles, sex, born, born_last, person in rows:
        if (what, person) != before:
            before, seen = (what, person), set()
        month = _month(lower, upper)
        if month is None:
            continue
        for article in {ALL, *filter(None, (articles or "").split("|"))}:
            key = (month, region_code(region) or UNKNOWN, branch, article)
            if key not in seen:
                seen.add(key)
                _add(cells[key], what, sex, age_band(born, born_last, lower, upper))
    return cells


def _month(lower: date | None, upper: date | None) -> str | None:
    """The month, where the date is known to the month."""
    if lower is None or upper is None or (lower.year, lower.month) != (upper.year, upper.month):
        return None
    return lower.strftime("%Y-%m")


def _add(cell: Cell, what: str, sex: str, band: str) -> None:
    if what == "sentenced":
        cell.sentenced += 1
        return
    cell.detained += 1
    cell.women += sex == "female"
    cell.men += sex == "male"
    cell.children += band in {"0-13", "14-17"}


def _suppress(cells: dict[Key, Cell]) -> None:
    """Again and again, until nothing more has to go: each number hidden may ask for another one."""
    groups: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for key, cell in cells.items():
        if key[3] != ALL:
            groups[key[:3]].append(cell)
    before = -1
    while before != (before := sum(len(cell.hidden) for cell in cells.values())):
        for cell in cells.values():
            cell.hide()
        for place, articles in groups.items():
            _hide_all_but_a_few(articles, cells[*place, ALL])
            _hide_second(articles, cells[*place, ALL])


def _hide_all_but_a_few(articles: list[Cell], total: Cell) -> None:
    """A total less one article, or less all of them, must not be a small number: those are the few without it."""
    for name in NUMBERS:
        if name in total.hidden:
            continue
        all_of_them = int(getattr(total, name))
        shown = [(int(getattr(one, name)), one) for one in articles if name not in one.hidden]
        for number, one in shown:
            if is_small(all_of_them - number):
                one.hidden.add(name)
        if len(shown) == len(articles) and is_small(all_of_them - sum(number for number, _one in shown)):
            min((one for number, one in shown if number), key=lambda one: int(getattr(one, name))).hidden.add(name)


def _hide_second(articles: list[Cell], total: Cell) -> None:
    """Where exactly one number of a group is suppressed, the next smallest goes too; where there is none, the total."""
    for name in NUMBERS:
        counted = [one for one in articles if getattr(one, name)]
        hidden = [one for one in counted if name in one.hidden]
        if len(hidden) != 1 or name in total.hidden:
            continue
        rest = sorted((one for one in counted if name not in one.hidden), key=lambda one: int(getattr(one, name)))
        (rest[0] if rest else total).hidden.add(name)


def _row(key: Key, cell: Cell, source: str, on: date) -> list[Any]:
    month, region, branch, article = key
    known = None if region == UNKNOWN else region
    country = country_of(known)
    return [
        month, country_name(country) or UNKNOWN, country or UNKNOWN, region_name(known) or UNKNOWN, region, branch,
        article, *(cell.shown(name) for name in NUMBERS), "true" if cell.hidden else "false", source, on.isoformat(),
    ]  # fmt: skip
