"""Where somebody was held, as a picture of letters: full where it is sure, dotted where it is not."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dossier.casework.dossier_words import BASES, word
from dossier.casework.page_parts import PageLine
from dossier.domain.bars import Span, spans, year_marks
from dossier.i18n import _

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

CELLS = 56


def timeline_of(look: "Look", person_id: uuid.UUID, today: date) -> tuple[PageLine, ...]:
    """The stays of a person over the years, the first first; empty where no beginning is recorded.

    A detention without recorded stays is one bar. What has no recorded end is dotted until today and not full: that
    nobody wrote an end does not mean that the person is still held.
    """
    stays = [
        stay
        for episode in look.children("episode", "person_id", person_id)
        for stay in (look.children("placement", "episode_id", episode.id) or [episode])
        if stay.started_lower
    ]
    if not stays:
        return ()
    stays.sort(key=lambda one: (one.started_lower, one.id))
    over = (stays[0].started_lower, max(_last(one, today) for one in stays))
    return (*_lines(look, stays, over, today), PageLine(year_marks(over, CELLS)))


def _lines(look: "Look", stays: Sequence[Any], over: Span, today: date) -> Iterator[PageLine]:
    for stay in stays:
        kind = stay.__tablename__
        yield PageLine(spans(_sure(stay), _unsure(stay, today), over, CELLS))
        yield PageLine(_words(look, stay), target=(kind, stay.ref), depth=1)


def _words(look: "Look", stay: Any) -> str:
    from dossier.casework.forms.detention import span_words

    if stay.__tablename__ == "episode":
        where, basis = stay.place_as_written or "", ""
    else:
        where = stay.facility_as_written or look.label("organisation", stay.facility_id)
        basis = word(BASES, stay.basis)
    where = where or _("place of detention not recorded")
    return " · ".join(filter(None, (span_words(stay), where, basis)))


def _last(stay: Any, today: date) -> date:
    """The last day that the picture needs for a stay."""
    known: list[date] = [day for day in (stay.started_upper, stay.ended_lower, stay.ended_upper) if day]
    last: date = max([stay.started_lower, *known, *([] if stay.ended_upper else [today])])
    return last


def _sure(stay: Any) -> list[Span]:
    """The days between the last possible beginning and the first possible end."""
    first, last = stay.started_upper, stay.ended_lower
    return [(first, last)] if first and last and first <= last else []


def _unsure(stay: Any, today: date) -> list[Span]:
    """From the first possible beginning to the last possible end; to today where none is recorded."""
    last = stay.ended_upper or today
    return [(stay.started_lower, max(last, stay.started_lower))]
