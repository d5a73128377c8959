"""The summary, the counts on the cover and what was held back, in numbers."""

from collections.abc import Sequence

from dossier.casework.desk import Desk
from dossier.casework.dossier_view import (
    AllegationView,
    Count,
    DetentionView,
    ExhibitView,
    Happening,
    PersonView,
    ProceedingView,
    SourceView,
    Statement,
)
from dossier.casework.held_back_words import reason_words
from dossier.i18n import _, ngettext

_MOST_NAMED = 6


def counts_of(
    persons: Sequence[PersonView],
    chronology: Sequence[Happening],
    proceedings: Sequence[ProceedingView],
    allegations: Sequence[AllegationView],
    exhibits: Sequence[ExhibitView],
    sources: Sequence[SourceView],
) -> tuple[Count, ...]:
    """The numbers on the cover: what the dossier really lists."""
    listed = {
        "persons": persons, "dated_facts": chronology, "proceedings": proceedings, "allegations": allegations,
        "exhibits": exhibits, "sources": sources,
    }  # fmt: skip
    return tuple(Count(kind, counted_word(kind, len(rows)), len(rows)) for kind, rows in listed.items())


def counted_word(kind: str, number: int) -> str:
    """What a dossier counts, in the form that goes with the number; the name of anything else as it is."""
    words = {
        "persons": ngettext("person", "persons", number),
        "dated_facts": ngettext("fact", "facts", number),
        "proceedings": ngettext("proceeding", "proceedings", number),
        "allegations": ngettext("allegation", "allegations", number),
        "exhibits": ngettext("exhibit", "exhibits", number),
        "sources": ngettext("source", "sources", number),
    }
    return words.get(kind, kind)


def summary_of(
    desk: Desk,
    persons: Sequence[PersonView],
    proceedings: Sequence[ProceedingView],
    detention: Sequence[DetentionView],
    allegations: Sequence[AllegationView],
) -> tuple[Statement, ...]:
    """What the preparer wrote, then what the records themselves say."""
    written = [one for case in desk.rows.cases for one in desk.statements(desk.text(case, "summary"), case)]
    said = [_persons(persons), _articles(proceedings), _custody(detention), *_allegations(allegations)]
    return (*written, *(Statement(one) for one in said if one))


def _persons(persons: Sequence[PersonView]) -> str:
    if not persons:
        return _("No person is recorded in this dossier.")
    coded = sum(not one.is_named for one in persons)
    words = ngettext(
        "{n} person is recorded in this dossier.", "{n} persons are recorded in this dossier.", len(persons)
    )
    if coded:
        words += " " + ngettext(
            "{coded} of them is shown by code, without a name.",
            "{coded} of them are shown by code, without names.",
            coded,
        )
    return words.format(n=len(persons), coded=coded)


def _articles(proceedings: Sequence[ProceedingView]) -> str:
    articles = sorted({charge.article for one in proceedings for charge in one.charges})
    if not articles:
        return ""
    shown = "; ".join(articles[:_MOST_NAMED]) + ("; …" if len(articles) > _MOST_NAMED else "")
    words = ngettext(
        "{n} proceeding is recorded. The authorities relied on: {articles}.",
        "{n} proceedings are recorded. The authorities relied on: {articles}.",
        len(proceedings),
    )
    return words.format(n=len(proceedings), articles=shown)


def _custody(detention: Sequence[DetentionView]) -> str:
    if not detention:
        return ""
    open_ended = sum(any(not episode.ended.text for episode in one.episodes) for one in detention)
    words = ngettext(
        "Deprivation of liberty is recorded for {n} person.",
        "Deprivation of liberty is recorded for {n} persons.",
        len(detention),
    )
    if open_ended:
        words += " " + ngettext(
            "For {open} person no end is recorded; that does not mean that the person is still held.",
            "For {open} persons no end is recorded; that does not mean that they are still held.",
            open_ended,
        )
    return words.format(n=len(detention), open=open_ended)


def _allegations(allegations: Sequence[AllegationView]) -> list[str]:
    if not allegations:
        return []
    elements = [element for one in allegations for element in one.elements]
    gaps = sum(bool(one.gap) for one in elements)
    words = _(
        "Allegations analysed: {allegations}; legal elements: {elements}, of which {gaps} have a gap. An allegation is "
        "not a finding."
    )
    return [words.format(allegations=len(allegations), elements=len(elements), gaps=gaps)]


def held_back_of(numbers: dict[str, int]) -> tuple[Count, ...]:
    """What this version does not show, in numbers."""
    return tuple(Count(kind, reason_words(kind), number) for kind, number in numbers.items() if number)
