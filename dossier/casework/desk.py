"""What all parts of a dossier need while it is put together: the rows, the policy, the words, and three adapters."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from dossier.casework.dossier_values import Dated, Labelled, Note, Statement
from dossier.casework.dossier_words import LANGUAGE_NAMES, Labels, word
from dossier.casework.forms.registry import list_of
from dossier.casework.partial_columns import date_words, told_otherwise
from dossier.casework.punishment_ends import Imposition, impositions
from dossier.casework.record_values import person_records
from dossier.casework.release import Release
from dossier.domain.dates import PartialDate
from dossier.errors import InputProblem
from dossier.i18n import _
from dossier.vault.queries.dossier import DossierRows
from dossier.vault.queries.record import RecordRows


@dataclass(frozen=True)
class Desk:
    """The table on which one dossier is assembled."""

    rows: DossierRows
    release: Release
    labels: Labels
    lang: str
    on: date
    records: RecordRows
    """Every procedure of the persons of the dossier, those of other cases included: what a reckoning looks at."""

    @cached_property
    def impositions(self) -> dict[str, Imposition]:
        """The punishments by their references, each in the whole record of its person."""
        return {one.punishment.ref: one for one in impositions(person_records(self.records))}

    def text(self, row: Any, field: str, person_id: uuid.UUID | None = None) -> str:
        """A column as text, empty where there is nothing or the profile does not allow it."""
        value = self.release.see(row, field, person_id)
        return "" if value is None else str(value)

    def date(self, row: Any, field: str, person_id: uuid.UUID | None = None) -> Dated:
        """A partial date at the precision known, with its bounds; empty where nothing may be shown."""
        stored = self.release.see(row, field, person_id)
        written = getattr(row, f"{field}_as_written", None)
        if stored is None:
            words = self.text(row, f"{field}_as_written", person_id) if written else ""
            return Dated(words, is_withheld=not words and bool(getattr(row, field) or written))
        first, last = getattr(row, f"{field}_lower"), getattr(row, f"{field}_upper")
        told = told_otherwise(stored, self.text(row, f"{field}_as_written", person_id)) if written else ""
        return Dated(date_words(stored, written, self.lang), _iso(first), _iso(last), told)

    def facts(self, row: Any, *pairs: tuple[str, str], who: uuid.UUID | None = None) -> tuple[Labelled, ...]:
        """Columns of a record as lines, each (label, column) in words; those without a value are left out."""
        return self.lines(*((label, self.shown(row, field, who)) for label, field in pairs))

    def shown(self, row: Any, field: str, who: uuid.UUID | None = None) -> str:
        """A column in words, by what it holds: codes by their labels, instants in UTC, yes for a flag that is set."""
        if hasattr(row, f"{field}_lower"):
            return self.when(row, field, who)
        value = self.release.see(row, field, who)
        if value is None or value is False:
            return ""
        if value is True:
            return _("yes")
        if isinstance(value, list):
            return self.labels.many(value, list_of(row.__tablename__, field))
        if isinstance(value, dict):
            return _told(value)
        if isinstance(value, datetime):
            return instant(value, self.lang)
        if isinstance(value, date):
            return PartialDate.of_day(value).format(self.lang)
        if field == "language":
            return word(LANGUAGE_NAMES, str(value))
        return self.labels.of(value, list_of(row.__tablename__, field)) if field.endswith("_code") else str(value)

    def when(self, row: Any, field: str, who: uuid.UUID | None = None) -> str:
        """A partial date in one line, with the words it was read from where they differ."""
        return self.date(row, field, who).told

    def lines(self, *pairs: tuple[str, str]) -> tuple[Labelled, ...]:
        """The pairs that have a value."""
        return tuple(Labelled(label, value) for label, value in pairs if value)

    def statements(self, text: str, row: Any = None) -> tuple[Statement, ...]:
        """One numbered paragraph for each paragraph of a text; the notes of the record stand at the last."""
        parts = [one.strip() for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]
        last = len(parts) - 1
        return tuple(
            Statement(one, self.notes(row) if row is not None and number == last else ())
            for number, one in enumerate(parts)
        )

    def notes(self, row: Any) -> tuple[Note, ...]:
        """What a record rests on: its citations, else the source of the import that brought it."""
        cited = tuple(self.note(one) for one in self.rows.citations.get(row.id, ()))
        if cited or row.batch_id is None:
            return cited
        source = self.rows.sources.get(self.rows.batch_sources.get(row.batch_id, uuid.UUID(int=0)))
        return (self._source_note(source),) if source else ()

    def note(self, citation: Any) -> Note:
        """One citation as a footnote; an exhibit that this version withholds is said to be withheld."""
        pin = ", ".join(
            one
            for one in (
                _("p. {page}").format(page=citation.page) if citation.page else "",
                _("at {timecode}").format(timecode=citation.timecode) if citation.timecode else "",
                self.text(citation, "remarks"),
            )
            if one
        )
        quotation = self.text(citation, "quotation")
        exhibit = self.exhibit(citation.exhibit_id)
        if exhibit is not None and self.release.shows_exhibit(exhibit):
            number = ern_of_page(exhibit, citation.page)
            return Note(exhibit_label(exhibit), f"x-{exhibit.ref}", pin, quotation, grade(exhibit), number)
        if exhibit is not None:
            return Note(_("an exhibit withheld from this version"))
        source = self.rows.sources.get(citation.source_id)
        return self._source_note(source, pin, quotation) if source else Note(_("a source not in this vault"))

    def exhibit(self, exhibit_id: Any) -> Any:
        """An exhibit of the dossier by its id, or None."""
        return next((one for one in self.rows.exhibits if one.id == exhibit_id), None)

    def _source_note(self, source: Any, pin: str = "", quotation: str = "") -> Note:
        label = _("Source {code}").format(code=source.code)
        return Note(label, f"s-{source.ref}", pin, quotation, grade(source))


def exhibit_label(exhibit: Any) -> str:
    """How an exhibit is cited: by its number, else by its reference."""
    return _("Exhibit {number}").format(number=exhibit.exhibit_number or exhibit.ref)


def ern_of_page(exhibit: Any, page: str | None) -> str:
    """The number of one page of an exhibit, where it has numbers and the page is a whole number inside them."""
    if not exhibit.ern_begin or not page or not page.isdecimal():
        return ""
    head, _dash, first = exhibit.ern_begin.rpartition("-")
    number = int(first) + int(page) - 1
    within = 1 <= int(page) <= (exhibit.page_count or 1)
    return f"{head}-{number:0{len(first)}d}" if within else ""


def grade(row: Any) -> str:
    """Reliability of the source and credibility of the item, for example "C3"."""
    return f"{row.reliability}{row.credibility}"


def known_date(row: Any, field: str) -> PartialDate | None:
    """A stored date as a value with bounds, None where it is missing, open or unreadable."""
    stored = getattr(row, field)
    if not stored:
        return None
    try:
        found = PartialDate.parse(stored)
    except InputProblem:
        return None
    return found if found.lower and found.upper else None


def instant(at: datetime | None, lang: str) -> str:
    """An instant in UTC: day, time and offset."""
    if at is None:
        return ""
    utc = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return f"{PartialDate.of_day(utc.date()).format(lang)}, {utc:%H:%M} UTC"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def by_date(first_on: str, *words: str) -> tuple[str, ...]:
    """Sort key: dated first, in order; the undated last; what is of one day by these words.

    They are no references, which are random, and in no language: the same facts stand in the same order, and have the
    same numbers, wherever they are kept and on both sides of facing pages.
    """
    return (first_on or "9999", *words)


def _told(value: Any) -> str:
    """Data as a line: names and values, those of an inner record with commas, several of them one after the other."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_told(one).replace('; ', ', ')}" for name, one in sorted(value.items()))
    return " | ".join(map(_told, value)) if isinstance(value, list) else str(value)
