"""Allegations by legal element: what supports each, what contradicts it, what is missing; and what speaks against."""

import re
from typing import Any

from dossier.casework.desk import Desk, exhibit_label
from dossier.casework.dossier_view import AllegationView, ElementView, Statement, Weight
from dossier.casework.dossier_words import BEARINGS, humanised, word
from dossier.domain.crimes import CONTEXT_CODE, LegalElement, crimes, elements_to_show, liability_words
from dossier.i18n import LANGUAGES, _

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SUPPORTS = ("supports", "both")
_AGAINST = ("contradicts", "both")


def allegations_of(desk: Desk) -> tuple[AllegationView, ...]:
    """Every allegation with every element of its crime; an element that nothing supports is a gap."""
    return tuple(_allegation(desk, one) for one in desk.rows.allegations)


def _allegation(desk: Desk, allegation: Any) -> AllegationView:
    apart = any(one.crime_code == CONTEXT_CODE for one in desk.rows.allegations)
    crime = crimes().get(allegation.crime_code)
    recorded = {one.element_code: one for one in desk.rows.elements if one.allegation_id == allegation.id}
    listed = list(elements_to_show(allegation.crime_code, context_apart=apart))
    known = {one.code for one in listed}
    listed += [LegalElement(code, dict.fromkeys(LANGUAGES, humanised(code))) for code in recorded if code not in known]
    against = desk.release.label(allegation.respondent_id)
    return AllegationView(
        title=crime.name if crime else humanised(allegation.crime_code),
        against=against or _("the State"),
        modes=tuple(liability_words(one) for one in allegation.liability_codes),
        statement=desk.text(allegation, "statement"),
        elements=tuple(_element(desk, one, recorded.get(one.code)) for one in listed),
        contrary_view=desk.text(allegation, "contrary_view"),
        notes=desk.notes(allegation),
        crime_code=allegation.crime_code,
        ref=allegation.ref or "",
    )


def _element(desk: Desk, element: LegalElement, recorded: Any) -> ElementView:
    mine = [one for one in desk.rows.weighings if recorded is not None and one.element_id == recorded.id]
    weights = tuple(_weight(desk, one) for one in mine)
    gap = desk.text(recorded, "gap") if recorded is not None else ""
    if not gap and not any(one.bearing_code in _SUPPORTS for one in weights):
        gap = _("Gap: nothing recorded supports this element.")
    finding = desk.text(recorded, "finding") if recorded is not None else ""
    return ElementView(element.code, element.text, weights, finding, gap)


def _weight(desk: Desk, weighing: Any) -> Weight:
    label, anchor = weighed_item(desk, weighing)
    pin = _("p. {page}").format(page=weighing.page) if weighing.page else ""
    reasoning = desk.text(weighing, "reasoning")
    return Weight(label, word(BEARINGS, weighing.bearing), weighing.bearing, reasoning, anchor, pin)


def weighed_item(desk: Desk, weighing: Any) -> tuple[str, str]:
    """The item that a weighing weighs: how it is called and where it stands."""
    exhibit = desk.exhibit(weighing.exhibit_id)
    if exhibit is not None:
        shown = desk.release.shows_exhibit(exhibit)
        return (
            (exhibit_label(exhibit), f"x-{exhibit.ref}") if shown else (_("an exhibit withheld from this version"), "")
        )
    event = next((one for one in desk.rows.events if one.id == weighing.event_id), None)
    if event is not None:
        return desk.text(event, "title") or _("An event"), f"e-{event.ref}"
    account = next((one for one in desk.rows.accounts if one.id == weighing.account_id), None)
    source = desk.rows.sources.get(account.source_id) if account is not None else None
    if source is None:
        return _("A person's account"), ""
    return _("Account of source {code}").format(code=source.code), f"s-{source.ref}"


def contrary_of(desk: Desk) -> tuple[Statement, ...]:
    """What speaks against the allegations; an empty search is said, never left out."""
    found = [one for case in desk.rows.cases for one in desk.statements(desk.text(case, "contrary"), case)]
    withheld = any(case.contrary for case in desk.rows.cases) and not found
    if withheld:
        found.append(
            Statement(_("A search for contrary information is recorded; its text is withheld from this version."))
        )
    elif not found:
        found.append(
            Statement(
                _(
                    "Nothing was recorded as looked for. This dossier does not show that contrary or exonerating "
                    "information was sought; the reader should take that into account."
                )
            )
        )
    return (*found, *_against(desk))


def _against(desk: Desk) -> list[Statement]:
    elements = {one.id: one for one in desk.rows.elements}
    found = []
    for weighing in (one for one in desk.rows.weighings if one.bearing in _AGAINST):
        weight = _weight(desk, weighing)
        words = _("Against element {element}: {item}. {reasoning}")
        code = elements[weighing.element_id].element_code
        found.append(Statement(words.format(element=code, item=weight.label, reasoning=weight.reasoning).strip()))
    return found


def contrary_is_searched(desk: Desk) -> bool:
    """Whether a search for contrary information is recorded with a day (a year at least) and a preparer."""
    return any(case.contrary and _YEAR.search(case.contrary) and case.prepared_by for case in desk.rows.cases)
