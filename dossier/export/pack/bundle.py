"""The exhibits of a pack as parts of its bundle: the sheet before each, in the words of the profile, and its pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dossier.export.exhibits.type_setting import Line
from dossier.export.pdf.bundling import Part
from dossier.i18n import _

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView, ExhibitView
    from dossier.export.pack.copies import PackCopy

_PLAIN, _MONO = ("plain", 12.0), ("mono", 9.0)
"""Typeface and size in points."""


def parts_of(view: "DossierView", copies: "Sequence[PackCopy]", *, is_archival: bool = False) -> list[Part]:
    """The exhibits whose pages are in the pack, in the order of the list, in the language in force.

    Args:
        view: The dossier.
        copies: The pages.
        is_archival: Drawn as pictures, so that the bundle can be PDF/A.
    """
    by_ref = {one.exhibit_ref: one for one in copies}
    return [_part(one, by_ref[one.ref], is_archival) for one in view.exhibits if one.ref in by_ref]


def _part(exhibit: "ExhibitView", copy: "PackCopy", is_archival: bool) -> Part:
    label = _("Exhibit {number}").format(number=exhibit.number)
    return Part(
        anchor=exhibit.anchor,
        label=label,
        title=exhibit.title,
        file=copy.file.removeprefix("data/"),
        page_count=len(copy.numbers),
        sheet=_sheet(exhibit, label, copy),
        open=copy.open_for_archives if is_archival else copy.open,
        is_archival=is_archival,
    )


def _sheet(exhibit: "ExhibitView", label: str, copy: "PackCopy") -> list[Line]:
    numbers = dict.fromkeys((copy.numbers[0], copy.numbers[-1]))
    rows = (
        (_("Title"), exhibit.title, _PLAIN), (_("Kind"), exhibit.kind, _PLAIN), (_("Date"), exhibit.date.told, _PLAIN),
        (_("Language"), exhibit.language, _PLAIN),
        (_("Source, grade"), "; ".join(filter(None, (exhibit.source, exhibit.grade))), _PLAIN),
        *((one.label, one.value, _PLAIN) for one in exhibit.facts if one.leads_to),
        (_("Searching"), copy.searching, _PLAIN),
        (_("Numbers of its pages"), " – ".join(numbers), _MONO), ("SHA-256", exhibit.sha256, _MONO),
    )  # fmt: skip
    lines = [Line(label, "bold", 22, 150), Line("", "plain", 10, 6)]
    for name, value, (face, size_pt) in rows:
        lines += [Line(name, "bold", 9, 8), Line(value, face, size_pt)] if value else []
    return lines
