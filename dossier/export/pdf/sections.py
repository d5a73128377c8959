"""The 24 sections of a dossier in their order, and what each repeats.

A section that repeats (persons, facts, proceedings …) is cut into pieces of a fixed number of items, so that a piece
can be laid out by itself: in another process, or not at all where it is as it was the last time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DossierView

_LETTERS: Final = "ABCD"
FIRST_ANNEX: Final = 20


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its place, its title, and the items that it repeats."""

    number: int
    id: str
    name: str
    items: "Callable[[DossierView], Sequence[Any]] | None" = None
    at_once: int = 1
    """How many items are laid out together; changing it changes every number of bytes, and nothing else."""

    @property
    def title(self) -> str:
        """In the language in force."""
        return _(self.name)

    @property
    def label(self) -> str:
        """What stands before the title: "6. ", "Annex B: "."""
        if self.number >= FIRST_ANNEX:
            return _("Annex {letter}: ").format(letter=_LETTERS[self.number - FIRST_ANNEX])
        return f"{self.number}. " if self.number else ""


SECTIONS: Final = (
    Section(0, "cover", N_("Cover")),
    Section(1, "transmittal", N_("Transmittal note and terms of use")),
    Section(2, "toc", N_("Contents")),
    Section(3, "summary", N_("Case summary")),
    Section(4, "parties", N_("Parties and persons"), lambda view: view.persons, 30),
    Section(5, "chronology", N_("Chronology"), lambda view: view.chronology, 150),
    Section(6, "proceedings", N_("Charges and proceedings"), lambda view: view.proceedings, 24),
    Section(7, "detention", N_("Detention timeline"), lambda view: view.detention, 20),
    Section(8, "treatment", N_("Treatment in custody and harm"), lambda view: view.treatment, 30),
    Section(9, "legal", N_("Legal analysis by element"), lambda view: view.allegations, 12),
    Section(10, "linkage", N_("Linkage to persons responsible"), lambda view: view.linkage, 30),
    Section(11, "matrix", N_("Evidence matrix"), lambda view: view.matrix, 150),
    Section(12, "contrary", N_("Contrary and exonerating information")),
    Section(13, "exhibits", N_("List of exhibits"), lambda view: view.exhibits, 36),
    Section(14, "custody", N_("Chain of custody"), lambda view: view.custody, 30),
    Section(15, "grading", N_("Source grading and verification"), lambda view: view.sources, 200),
    Section(16, "consent", N_("Consent and protection"), lambda view: view.consents, 80),
    Section(17, "remedies", N_("Domestic and international remedies"), lambda view: view.remedies, 150),
    Section(18, "relief", N_("Relief sought")),
    Section(19, "methodology", N_("Methodology and integrity statement")),
    Section(20, "annex_forms", N_("Forms"), lambda view: view.forms, 4),
    Section(21, "annex_law", N_("Law"), lambda view: view.law, 150),
    Section(22, "annex_exhibits", N_("Exhibits"), lambda view: view.exhibits, 100),
    Section(23, "annex_glossary", N_("Glossary, abbreviations, codes"), lambda view: view.glossary, 300),
)
FRONT: Final = ("cover", "transmittal", "toc")
"""Laid out together when all others are counted."""
_LAST_WRITTEN: Final = ("exhibits", "annex_exhibits")
"""They say where each exhibit is cited, so their words are made when all others are."""


def pieces_of(section: Section, view: "DossierView") -> list[tuple[Any, ...]]:
    """The items of a section in pieces; one empty piece where it repeats nothing."""
    items = tuple(section.items(view)) if section.items else ()
    step = section.at_once
    return [items[start : start + step] for start in range(0, len(items), step)] or [()]


def in_order_of_writing(sections: Sequence[Section] = SECTIONS) -> list[Section]:
    """The sections that have a body, those last that need to know all others."""
    body = [one for one in sections if one.id not in FRONT]
    return sorted(body, key=lambda one: (one.id in _LAST_WRITTEN, one.number))
