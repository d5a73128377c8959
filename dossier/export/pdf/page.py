"""The HTML of a dossier: our own templates from exports/dossier, data only through autoescape and the text gate."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dossier.domain.safe_text import safe_text
from dossier.export.pdf.drawing import Bars, Columns, timeline, years
from dossier.export.pdf.numbering import Cites, Numbering
from dossier.export.pdf.sections import SECTIONS, Section, in_order_of_writing, pieces_of
from dossier.export.pdf.templates import templates
from dossier.i18n import _, language

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DetentionView, DossierView, ExhibitView

_REPLACED: Final = {0x2010: "-", 0x2011: "-", 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
"""PT Serif has no sign for these two hyphens, and XML no place for these two, which are no characters."""
_LONGEST = 60_000
"""Characters of one text on paper: longer ones end in "…" and lie whole in the data attached."""
_SHORT: Final = 9_000
"""Characters of HTML up to which a section begins below its neighbour: ten empty ones do not fill ten pages."""
_TOGETHER: Final = 90_000
"""Characters of HTML, about twenty pages, up to which neighbouring sections are laid out together."""
_ENOUGH: Final = 20_000
"""Characters of HTML after which a section that begins on a page of its own is laid out apart: at the same time."""
_FACING: Final = 18_000
"""The same where two languages face each other: they begin anew side by side with each piece."""


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What a dossier says about itself: its number, its build, and the pack that it lies in."""

    id: str
    built_at: datetime
    facts_sha256: str = ""
    page_count: int = 0
    languages: str = ""
    purpose: str = ""
    basis: str = ""
    contact: str = ""
    replaces: str = ""
    signature: str = ""
    timestamp: str = ""
    files_sha256: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """Reference of an exhibit -> its file in the pack."""
    shown: dict[str, str] = field(default_factory=dict)
    """Reference of an exhibit -> where its pages are."""
    places: dict[str, str] = field(default_factory=dict)
    """Number of an exhibit page -> the file beside this one that shows it, "#" and the page in it, from 1."""
    warnings: tuple[str, ...] = ()
    redactions: int = 0
    program: str = ""
    weasyprint: str = ""
    pikepdf: str = ""
    journal: str = ""
    """Checkpoint of the journal before this paper was made: its size and its root."""

    @property
    def built(self) -> str:
        """The instant of building, to the minute, in UTC."""
        return f"{self.built_at:%Y-%m-%d %H:%M} UTC"


@dataclass(slots=True)
class Piece:
    """Something laid out by itself: the HTML, and which sections begin in it."""

    key: str
    html: str
    begins: list[Section] = field(default_factory=list)
    section: Section = SECTIONS[0]
    """The section that its first page belongs to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    title: str
    anchor: str
    page: int = 0
    file: str = ""
    """Of an exhibit whose pages are behind the paper: there the line leads to them."""

    @property
    def target(self) -> str:
        """Where a click on the line leads."""
        return f"dossier-page:{self.file}#0" if self.file else f"dossier-link:{self.anchor}"


@dataclass(frozen=True, slots=True)
class _Body:
    """The HTML of one section, or of a part of one that was cut."""

    section: Section
    html: str
    part: int = 0
    is_whole: bool = True


Groups = list[tuple[list[int], list[bool]]]
"""Of each piece: the bodies in it by number, and whether each begins on a page of its own."""


class Writer:
    """Writes the pieces of one dossier in the language in force.

    Args:
        view: Already reduced to its profile; every text of it passes the gate of ``safe_text`` here.
        pack: What the paper says of itself.
        prefix: Of the names of its pieces, where two languages share a file.
        is_facing: Whether two languages face each other.
    """

    def __init__(self, view: "DossierView", pack: PackFacts, prefix: str = "", *, is_facing: bool = False) -> None:
        from dossier.casework.dossier_view import map_texts

        self.view, self.pack, self.prefix = map_texts(view, paper_text), map_texts(pack, paper_text), prefix
        self.groups: Groups = []
        self._most = _FACING if is_facing else _TOGETHER
        self.cites, self.figures = Cites(), list[tuple[str, str]]()

    def body(self, groups: Groups | None = None) -> list[Piece]:
        """Every section between the contents and the end, in the order of printing.

        Args:
            groups: Of the language that this one faces, so that both begin each piece side by side.
        """
        written = {one.id: self._section(one) for one in in_order_of_writing()}
        bodies = [body for one in SECTIONS if one.id in written for body in written[one.id]]
        self.groups = groups or _grouped(bodies, self._most)
        return [self._piece([bodies[at] for at in numbers], own) for numbers, own in self.groups]

    def front(
        self,
        entries: Sequence[Entry],
        page_of: dict[str, int],
        page_count: int,
        behind: Mapping[str, tuple[int, str]] | None = None,
    ) -> Piece:
        """The cover, the note and the contents, once the pages are counted.

        Args:
            entries: The lines of the contents.
            page_of: Anchor -> page.
            page_count: Printed on the cover.
            behind: Anchor of an exhibit whose pages are behind the paper -> its first page there, and its file.
        """
        from dataclasses import replace

        pack = replace(self.pack, page_count=page_count)
        numbered = [replace(one, page=page_of.get(one.anchor, 0)) for one in entries]
        figures = [Entry(caption, anchor, page_of.get(anchor, 0)) for anchor, caption in self.figures]
        listed = [self._listed(one, page_of, behind or {}) for one in self.view.exhibits]
        bodies = (
            self._render(SECTIONS[0], pack=pack),
            self._render(SECTIONS[1]),
            self._render(SECTIONS[2], entries=numbered, figures=figures, listed=listed),
        )
        front = [_Body(one, html) for one, html in zip(SECTIONS, bodies, strict=False)]
        return self._piece(front, [True] * len(front))

    def _listed(self, exhibit: "ExhibitView", page_of: dict[str, int], behind: Mapping[str, tuple[int, str]]) -> Entry:
        page, file = behind.get(exhibit.anchor, (page_of.get(exhibit.anchor, 0), ""))
        return Entry(self.listed_as(exhibit), exhibit.anchor, page, file)

    def listed_as(self, exhibit: "ExhibitView") -> str:
        """An exhibit's line in the contents."""
        return _("Exhibit {number}: {title}").format(number=exhibit.number, title=exhibit.title)

    def entries(self) -> list[Entry]:
        """The lines of the contents, without their pages."""
        return [Entry(one.label + one.title, f"sec-{one.id}") for one in SECTIONS[1:] if one.id != "toc"]

    def _section(self, section: Section) -> list[_Body]:
        counter, pieces = Numbering(section.number, self.cites), pieces_of(section, self.view)
        bodies = [
            self._render(section, n=counter, items=items, is_first=at == 0, is_last=at == len(pieces) - 1)
            for at, items in enumerate(pieces)
        ]
        self.figures += counter.figures
        return [_Body(section, html, at, len(bodies) == 1) for at, html in enumerate(bodies)]

    def _render(self, section: Section, **more: Any) -> str:
        facts = {
            "v": self.view, "pack": self.pack, "section": section, "lang": language(), "bars": _bars,
            "cites": self.cites, "counts": self._counts(section), "n": Numbering(section.number, self.cites), **more,
        }  # fmt: skip
        html: str = templates().get_template(f"sections/{section.id}.html.j2").render(facts)
        return html

    def _counts(self, section: Section) -> Columns | None:
        return years(self.view.chronology, self.view.profile) if section.id == "chronology" else None

    def _piece(self, bodies: list[_Body], own_page: list[bool]) -> Piece:
        from markupsafe import Markup

        html = templates().get_template("part.html.j2").render(
            v=self.view, lang=language(), built_on=f"{self.pack.built_at:%Y-%m-%d}",
            bodies=[(Markup(one.html), own) for one, own in zip(bodies, own_page, strict=True)],
        )  # fmt: skip
        first = bodies[0]
        key = first.section.id + ("" if first.is_whole else f"-{first.part}")
        begins = [one.section for one in bodies if one.part == 0]
        return Piece(self.prefix + key, html, begins, first.section)


def _grouped(bodies: Sequence[_Body], most: int) -> Groups:
    """Neighbours laid out together up to so many characters; a part of a section that was cut is alone."""
    groups: Groups = []
    size = most + 1
    for at, one in enumerate(bodies):
        is_long = len(one.html) >= _SHORT
        is_enough = is_long and size >= _ENOUGH
        size += len(one.html)
        if size > most or is_enough or not one.is_whole:
            groups.append(([], []))
            size = len(one.html) if one.is_whole else most + 1
        groups[-1][0].append(at)
        groups[-1][1].append(is_long)
    return groups


def paper_text(text: str) -> str:
    """A text as it may be printed: composed (NFC), visible characters only, lines kept, of bounded length."""
    plain = unicodedata.normalize("NFC", safe_text(text, keep_lines=True, limit=_LONGEST))
    return plain.translate(_REPLACED)


def _bars(detention: "DetentionView") -> Bars | None:
    return timeline([stay for episode in detention.episodes for stay in episode.stays])
