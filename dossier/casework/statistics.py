"""Counts of the whole vault as figures: a title, rows of a label and a number, and how many could not be placed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dossier.casework.forms.look import Look
from dossier.casework.punishment import kind_name
from dossier.domain.articles import ArticleRef
from dossier.domain.bars import bar
from dossier.domain.law_rows import home_country
from dossier.domain.penalties import penalty_kinds
from dossier.i18n import _, language
from dossier.vault.queries import statistics

if TYPE_CHECKING:
    from dossier.vault import Vault

MOST_ROWS = 15
MOST_MONTHS = 24
_BAR_CELLS = 20
"""Left for the bars at least: what is counted has to be told apart before it is compared."""


@dataclass(frozen=True)
class Figure:
    """One picture of counts."""

    code: str
    title: str
    rows: tuple[tuple[str, int], ...]
    unplaced: int = 0
    """Records that the picture leaves out, because what it is sorted by is not recorded or not known exactly."""

    def lines(self, width: int) -> Iterator[str]:
        """The picture as lines of at most so many cells."""
        largest = max((count for _label, count in self.rows), default=0)
        digits = len(str(largest))
        most = max(width - digits - 4 - _BAR_CELLS, 8)
        cells = min(max((len(label) for label, _count in self.rows), default=0), most)
        room = max(width - cells - digits - 4, 8)
        for label, count in self.rows:
            shown = label if len(label) <= cells else label[: cells - 1] + "…"
            yield f"{shown:<{cells}}  {count:>{digits}}  {bar(count, largest, room)}".rstrip()
        if self.unplaced:
            yield _("Not shown, because it is not recorded or not known exactly: {count}").format(count=self.unplaced)


def figures_of(vault: "Vault") -> tuple[Figure, ...]:
    """The pictures of a vault; those without any row are left out.

    Detentions and decisions are counted in a month only where the month is known; a charge counts persons, so that
    several charges of one person under one article are one.
    """
    with vault.read() as session:
        look = Look(session)
        detentions, without_month = statistics.months_of(session, "episode")
        decisions, undated = statistics.months_of(session, "sentence")
        regions = statistics.regions(session)
        found = (
            _over_time("detentions", (_("Detentions by month"), _("Detentions by year")), detentions, without_month),
            _over_time("decisions", (_("Decisions by month"), _("Decisions by year")), decisions, undated),
            _articles(statistics.articles(session)),
            Figure(
                "regions",
                _("Detentions by region"),
                tuple((look.word("region", code), count) for code, count in regions if code)[:MOST_ROWS],
                sum(count for code, count in regions if not code),
            ),
            _punishments(statistics.punishments(session)),
        )
    return tuple(one for one in found if one.rows)


def _over_time(code: str, titles: tuple[str, str], counts: Counter[date], unplaced: int) -> Figure:
    """Every month from the first to the last, so that an empty one is seen as empty; years where they are many."""
    if not counts:
        return Figure(code, titles[0], (), unplaced)
    first, last = min(counts), max(counts)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MOST_MONTHS:
        by_year = Counter(day.year for day in counts.elements())
        years = tuple((str(year), by_year[year]) for year in range(first.year, last.year + 1))
        return Figure(code, titles[1], years, unplaced)
    days = (date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(months))
    return Figure(code, titles[0], tuple((f"{day:%Y-%m}", counts[day]) for day in days), unplaced)


def _articles(found: Iterable[tuple[str | None, str | None, str | None, int]]) -> Figure:
    rows = [(_article(code, article, part), count) for code, article, part, count in found if code and article]
    unplaced = sum(count for code, article, _part, count in found if not (code and article))
    return Figure("articles", _("Persons by article"), tuple(rows[:MOST_ROWS]), unplaced)


def _article(code: str | None, article: str | None, part: str | None) -> str:
    return ArticleRef(code=code or "", article=article or "", part=part or None).format(language())


def _punishments(found: Iterable[tuple[str | None, int]]) -> Figure:
    kinds = penalty_kinds(home_country())
    rows = [(kind_name(kinds[code]) if code in kinds else code, count) for code, count in found if code]
    unplaced = sum(count for code, count in found if not code)
    return Figure("punishments", _("Main punishments imposed"), tuple(rows[:MOST_ROWS]), unplaced)
