"""The evidence matrix: each element and each fact with the items that go to it, and how many sources stand behind."""

import uuid
from typing import Any

from dossier.casework.desk import Desk, ern_of_page
from dossier.casework.dossier_analysis import weighed_item
from dossier.casework.dossier_view import MatrixCell, MatrixRow
from dossier.casework.dossier_words import BEARINGS, DIRECTNESSES, word
from dossier.i18n import _

_OFFICIAL = "official"


def matrix_of(desk: Desk) -> tuple[MatrixRow, ...]:
    """Rows are the elements that something was weighed for, then the events; cells are items with their place."""
    return (*_elements(desk), *_facts(desk))


def _elements(desk: Desk) -> list[MatrixRow]:
    rows = []
    for element in desk.rows.elements:
        mine = [one for one in desk.rows.weighings if one.element_id == element.id]
        sources = {found for one in mine if (found := _source_of(desk, one))}
        if mine:
            cells = tuple(_weighed(desk, one) for one in mine)
            rows.append(_row(desk, element.element_code, f"l-{element.ref}", "element", cells, sources))
    return rows


def _facts(desk: Desk) -> list[MatrixRow]:
    rows = []
    for event in desk.rows.events:
        cited = desk.rows.citations.get(event.id, [])
        sources = {found for one in cited if (found := _source_of(desk, one))}
        if cited:
            cells = tuple(_cited(desk, one) for one in cited)
            title = desk.text(event, "title") or _("An event")
            rows.append(_row(desk, title, f"e-{event.ref}", "fact", cells, sources))
    return rows


def _row(
    desk: Desk, label: str, anchor: str, kind: str, cells: tuple[MatrixCell, ...], sources: set[uuid.UUID]
) -> MatrixRow:
    official = any(desk.rows.sources[one].directness == _OFFICIAL for one in sources if one in desk.rows.sources)
    if len(sources) >= 2:
        words = _("two sources or more")
    elif official:
        words = _("one official record")
    else:
        words = _("one source, not corroborated") if sources else _("no source named")
    return MatrixRow(label, anchor, kind, cells, len(sources), words)


def _weighed(desk: Desk, weighing: Any) -> MatrixCell:
    label, anchor = weighed_item(desk, weighing)
    return _cell(desk, weighing, label, anchor, weighing.bearing)


def _cited(desk: Desk, citation: Any) -> MatrixCell:
    note = desk.note(citation)
    return _cell(desk, citation, note.label, note.anchor, "supports")


def _cell(desk: Desk, row: Any, label: str, anchor: str, bearing: str) -> MatrixCell:
    source = desk.rows.sources.get(_source_of(desk, row) or uuid.UUID(int=0))
    exhibit = desk.exhibit(row.exhibit_id)
    number = ern_of_page(exhibit, row.page) if exhibit is not None and anchor else ""
    pin = number or (_("p. {page}").format(page=row.page) if row.page else "")
    code = (source.directness or "") if source is not None else ""
    return MatrixCell(label, anchor, word(BEARINGS, bearing), bearing, pin, word(DIRECTNESSES, code), code)


def _source_of(desk: Desk, row: Any) -> uuid.UUID | None:
    """The source behind an item: that of the exhibit or account, or the one named."""
    exhibit = desk.exhibit(row.exhibit_id)
    if exhibit is not None:
        return exhibit.source_id  # type: ignore[no-any-return]
    account_id = getattr(row, "account_id", None)
    account = next((one for one in desk.rows.accounts if one.id == account_id), None)
    if account is not None:
        return account.source_id
    return getattr(row, "source_id", None)
