"""The dated catalogue of codes and articles: which wording was in force on the day of the facts.

It answers with what the seeds know and says what they do not: an article that is not listed is "unknown", a part that
is not listed is "unknown part", an edition that cannot be told from the date is "uncertain". It never forbids anything;
a range of punishment is shown as fact only where its certainty is verified or high.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, Protocol

from dossier.domain.law_codes import branch_of, codes, codes_of, family, is_named
from dossier.domain.law_rows import FACT_CERTAINTIES, DayBounds, InForce, OnDay, rows
from dossier.errors import add_messages
from dossier.i18n import N_, _

Status = Literal["in_force", "not_in_force", "uncertain", "undated", "unknown_part", "unknown_article", "unknown_code"]

SENTENCES: Mapping[Status, str] = {
    "in_force": N_("In force on that day."),
    "not_in_force": N_("Not in force on that day. Check the date of the facts and the number of the article."),
    "uncertain": N_("It cannot be told whether this wording was in force on that day. Check the edition."),
    "undated": N_("The day of the facts is not given, so the wording in force is not chosen."),
    "unknown_part": N_("The catalogue has this article without this part. It is kept as written; check the number."),
    "unknown_article": N_("The catalogue has no such article. It is kept as written; check the number."),
    "unknown_code": N_("The text does not say which code this article belongs to. Name the code."),
}
add_messages({f"article.{status}": sentence for status, sentence in SENTENCES.items()})


class Cited(Protocol):
    """What the catalogue needs to know of a reference; ArticleRef is one."""

    @property
    def code(self) -> str: ...

    @property
    def article(self) -> str: ...

    @property
    def part(self) -> str | None: ...

    @property
    def code_basis(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One part of one article in one edition, with what it threatens and how sure that is."""

    code: str
    article: str
    part: str
    titles: Mapping[str, str]
    in_force: InForce
    imprisonment_min_months: int | None
    imprisonment_max_months: int | None
    arrest_max_days: int | None
    fine_max_base_units: int | None
    other_penalties: tuple[str, ...]
    former_article: str
    title_certainty: str
    penalty_certainty: str
    source: str
    note: str

    @property
    def penalty_is_certain(self) -> bool:
        """Only then may a punishment outside the range be reported, and only as a warning."""
        return self.penalty_certainty in FACT_CERTAINTIES

    def title(self, lang: str) -> str:
        """The title in that language, else in Russian, in which the codes are published; empty where unsure."""
        return title_in(lang, self.titles) if self.title_certainty in FACT_CERTAINTIES else ""

    def covers(self, part: str) -> bool:
        """Whether the row speaks of that part; a row without a part speaks of the whole article."""
        first, dash, last = self.part.partition("-")
        if not self.part or self.part == part:
            return True
        return bool(dash) and part.isdecimal() and int(first) <= int(part) <= int(last)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the catalogue says of one reference on one day."""

    status: Status
    code: str
    row: ArticleRow | None
    candidates: tuple[ArticleRow, ...]

    @property
    def known(self) -> bool:
        """The article is in the catalogue, in whatever edition."""
        return bool(self.candidates)

    @property
    def certainty(self) -> str:
        """How sure the title of the row is; empty where there is no row."""
        return self.row.title_certainty if self.row else ""

    @property
    def sentence(self) -> str:
        """What to tell the person, in the language in force."""
        return _(SENTENCES[self.status])


def title_in(lang: str, titles: Mapping[str, str]) -> str:
    """The title in that language; else in Russian, in which the codes are published; else in English."""
    return titles.get(lang) or titles.get("ru") or titles.get("en", "")


def title_of(code: str, article: str, part: str, since: date, lang: str) -> str:
    """The title of an article in the edition that began on that day, else in any; empty where it is not sure."""
    of_article = article_rows().get((code, article), ())
    fitting = [row for row in of_article if row.part == part] or [row for row in of_article if row.covers(part)]
    begun = [row for row in fitting if row.in_force.first and row.in_force.first.lower == since]
    found = next(iter([*begun, *fitting]), None)
    return found.title(lang) if found else ""


@cache
def article_rows() -> Mapping[tuple[str, str], tuple[ArticleRow, ...]]:
    """All rows by code and article; a row that stands for several articles ("282.1-282.3") is under each."""
    found: dict[tuple[str, str], tuple[ArticleRow, ...]] = {}
    for file in ("criminal_articles.csv", "admin_articles.csv"):
        for row in rows(file):
            for article in _articles(row["article"]):
                key = (row["code"], article)
                found[key] = (*found.get(key, ()), _article_row(row, article))
    return found


def _articles(written: str) -> list[str]:
    first, _dash, last = written.partition("-")
    stem, dot, number = first.rpartition(".")
    if not dot or not last.startswith(stem + "."):
        return [written]
    return [f"{stem}.{n}" for n in range(int(number), int(last.rpartition(".")[2]) + 1)]


def _article_row(row: dict[str, str], article: str) -> ArticleRow:
    certainty = row.get("certainty", "")
    return ArticleRow(
        row["code"],
        article,
        row.get("part", ""),
        {lang: row[f"title_{lang}"] for lang in ("en", "ru", "be") if row.get(f"title_{lang}")},
        InForce.read(row),
        _whole(row.get("impr_min_months")),
        _whole(row.get("impr_max_months")),
        _whole(row.get("arrest_max_days")),
        _whole(row.get("fine_max_base_units")),
        tuple(filter(None, row.get("other_penalties", "").split("|"))),
        row.get("former_article", ""),
        row.get("title_certainty") or certainty,
        row.get("penalty_certainty") or certainty,
        row.get("source", ""),
        row.get("note", ""),
    )


@cache
def longest_arrest_days(country: str) -> int:
    """The longest administrative arrest that any article of the country threatens; 0 where none is known."""
    lengths = (r.arrest_max_days for found in article_rows().values() for r in found if family(r.code)[1] == country)
    return max((length for length in lengths if length), default=0)


def _whole(written: str | None) -> int | None:
    return int(written) if written else None


def knows(code: str, article: str) -> bool:
    """Whether the catalogue lists the article in that code."""
    return (code, article) in article_rows()


def knows_part(code: str, article: str, part: str) -> bool:
    """Whether a row names that very part."""
    return any(row.part and row.covers(part) for row in article_rows().get((code, article), ()))


@cache
def general_part() -> Mapping[tuple[str, str, str], str]:
    """Articles on preparation, attempt and complicity, by code, article and part ("" for the whole article)."""
    return {(row["code"], row["article"], row["part"]): row["kind"] for row in rows("general_part.csv")}


def general_kind(code: str, article: str, part: str) -> str:
    """ "preparation", "attempt" or "complicity" where the article only qualifies a charge; else ""."""
    table = general_part()
    return table.get((code, article, part)) or table.get((code, article, ""), "")


def resolve(ref: Cited, on: DayBounds | date | None = None) -> Resolution:
    """The row in force on the day of the facts, or the reason why there is none.

    Where the text named no edition of a code that was replaced (КоАП), the day chooses the edition.

    Args:
        ref: A reference; its code may be a family ("KOAP_BY") or empty.
        on: The day of the facts as far as it is known; None leaves the edition open.

    Source: in_force_from and in_force_to of the rows in seeds/law/.
    """
    on = OnDay(on) if isinstance(on, date) else on
    code = _edition_on(ref, on) if on else ref.code
    if branch_of(code) == "":
        return Resolution("unknown_article" if is_named(code) else "unknown_code", code, None, ())
    of_article = _rows_of(code, ref.article)
    if not of_article:
        return Resolution("unknown_article", code, None, ())
    of_part = tuple(row for row in of_article if not ref.part or row.covers(ref.part))
    if not of_part:
        return Resolution("unknown_part", code, None, of_article)
    status, row = _choose(of_part, on)
    return Resolution(status, code, row, of_part)


def _rows_of(code: str, article: str) -> tuple[ArticleRow, ...]:
    names = [code] if code in codes() else [c.code for c in codes_of(*family(code))]
    return tuple(row for name in names for row in article_rows().get((name, article), ()))


def _edition_on(ref: Cited, on: DayBounds) -> str:
    if ref.code_basis == "stated" and ref.code in codes():
        return ref.code
    in_force = [code.code for code in codes_of(*family(ref.code)) if code.in_force.holds_on(on)]
    return in_force[0] if len(in_force) == 1 else ref.code


def _choose(of_part: tuple[ArticleRow, ...], on: DayBounds | None) -> tuple[Status, ArticleRow | None]:
    if on is None:
        return ("undated", of_part[0] if len(of_part) == 1 else None)
    answers = [(row, _holds(row, on)) for row in of_part]
    certain = [row for row, answer in answers if answer]
    if certain:
        return "in_force", certain[0] if len({row.part for row in certain}) == 1 else None
    doubtful = [row for row, answer in answers if answer is None]
    if doubtful:
        return "uncertain", doubtful[0] if len(doubtful) == 1 else None
    return "not_in_force", None


def _holds(row: ArticleRow, on: DayBounds) -> bool | None:
    held, of_code = row.in_force.holds_on(on), codes()[row.code].in_force.holds_on(on)
    if of_code is False or (held is False and not row.in_force.doubtful):
        return False
    return True if held and of_code and not row.in_force.doubtful else None
