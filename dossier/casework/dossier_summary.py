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
    return (
        Count("persons", ngettext("person", "persons", len(persons)), len(persons)),
        Count("dated_facts", ngettext("fact", "facts", len(chronology)), len(chronology)),
        Count("proceedings", ngettext("proceeding", "proceedings", len(proceedings)), len(proceedings)),
        Count("allegations", ngettext("allegation", "allegations", len(allegations)), len(allegations)),
        Count("exhibits", ngettext("exhibit", "exhibits", len(exhibits)), len(exhibits)),
        Count("sources", ngettext("source", "sources", len(sources)), len(sources)),
    )


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
    labels = {
        "name": _("names replaced by codes"),
        "detail": _("details above the class of this profile"),
        "text": _("texts left out because they name a protected person"),
        "exhibit": _("exhibits left out"),
    }
    return tuple(Count(kind, labels[kind], number) for kind, number in numbers.items() if number)
