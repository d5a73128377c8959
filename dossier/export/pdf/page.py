"""The HTML of a dossier: our own templates from exports/dossier, data only through autoescape and the text gate."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dossier.domain.safe_text import safe_text
from dossier.export.pdf.drawing import Bars, Columns, timeline, years
from dossier.export.pdf.numbering import Cites, Numbering
from dossier.export.pdf.sections import SECTIONS, Section, in_order_of_writing, pieces_of
from dossier.i18n import _, language, ngettext
from dossier.resources import export_path

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DetentionView, DossierView

_NO_BREAK = {0x2010: "-", 0x2011: "-"}
"""PT Serif has no sign for these two hyphens."""
_LONGEST = 60_000
"""Characters of one text on paper: longer ones end in "…" and lie whole in the data attached."""
_TOGETHER = 9_000
"""Characters of HTML up to which neighbouring sections share pages, so that ten empty ones do not fill ten pages."""


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
    warnings: tuple[str, ...] = ()
    redactions: int = 0
    program: str = ""
    weasyprint: str = ""
    pikepdf: str = ""

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
    level: int = 1


class Writer:
    """Writes the pieces of one dossier in the language in force.

    Args:
        view: Already reduced to its profile; every text of it passes the gate of ``safe_text`` here.
        pack: What the paper says of itself.
        prefix: Of the names of its pieces, where two languages share a file.
    """

    def __init__(self, view: "DossierView", pack: PackFacts, prefix: str = "") -> None:
        from dossier.casework.dossier_view import map_texts

        self.view, self.pack, self._prefix = map_texts(view, paper_text), pack, prefix
        self.cites, self.figures = Cites(), list[tuple[str, str]]()
        self._environment = _environment()
        self._css = export_path("dossier", "dossier.css").read_text(encoding="utf-8")

    def body(self) -> list[Piece]:
        """Every section between the contents and the end, in the order of printing."""
        written = {one.id: self._section(one) for one in in_order_of_writing()}
        order = [one for one in SECTIONS if one.id in written]
        return self._together([(one, bodies) for one in order for bodies in (written[one.id],)])

    def front(self, entries: Sequence[Entry], page_of: dict[str, int], page_count: int) -> list[Piece]:
        """The cover and the contents, once the pages are counted."""
        from dataclasses import replace

        pack = replace(self.pack, page_count=page_count)
        numbered = [replace(one, page=page_of.get(one.anchor, 0)) for one in entries]
        figures = [Entry(caption, anchor, page_of.get(anchor, 0)) for anchor, caption in self.figures]
        listed = [
            Entry(
                _("Exhibit {number}: {title}").format(number=x.number, title=x.title),
                x.anchor,
                page_of.get(x.anchor, 0),
            )
            for x in self.view.exhibits
        ]
        bodies = (
            self._render(SECTIONS[0], pack=pack),
            self._render(SECTIONS[1]),
            self._render(SECTIONS[2], entries=numbered, figures=figures, listed=listed),
        )
        return [self._piece(one.id, [html], [one]) for one, html in zip(SECTIONS, bodies, strict=False)]

    def entries(self) -> list[Entry]:
        """The lines of the contents, without their pages."""
        return [Entry(one.label + one.title, f"sec-{one.id}") for one in SECTIONS[1:] if one.id != "toc"]

    def _section(self, section: Section) -> list[str]:
        counter, pieces = Numbering(section.number, self.cites), pieces_of(section, self.view)
        bodies = [
            self._render(section, n=counter, items=items, is_first=at == 0, is_last=at == len(pieces) - 1)
            for at, items in enumerate(pieces)
        ]
        self.figures += counter.figures
        return bodies

    def _render(self, section: Section, **more: Any) -> str:
        facts = {
            "v": self.view, "pack": self.pack, "section": section, "lang": language(), "bars": _bars,
            "cites": self.cites, "counts": self._counts(section), "n": Numbering(section.number, self.cites), **more,
        }  # fmt: skip
        html: str = self._environment.get_template(f"sections/{section.id}.html.j2").render(facts)
        return html

    def _counts(self, section: Section) -> Columns | None:
        return years(self.view.chronology, self.view.profile) if section.id == "chronology" else None

    def _together(self, sections: list[tuple[Section, list[str]]]) -> list[Piece]:
        """Small neighbours in one piece; a long section in as many as it was cut into."""
        made: list[Piece] = []
        waiting: list[tuple[Section, str]] = []

        def flush() -> None:
            if waiting:
                made.append(self._piece(waiting[0][0].id, [html for _s, html in waiting], [s for s, _html in waiting]))
                waiting.clear()

        for section, bodies in sections:
            if len(bodies) == 1 and len(bodies[0]) < _TOGETHER:
                if sum(len(html) for _s, html in waiting) + len(bodies[0]) > 2 * _TOGETHER:
                    flush()
                waiting.append((section, bodies[0]))
                continue
            flush()
            for at, html in enumerate(bodies):
                made.append(self._piece(f"{section.id}-{at}", [html], [section] if at == 0 else [], section))
        flush()
        return made

    def _piece(self, key: str, bodies: list[str], begins: list[Section], section: Section | None = None) -> Piece:
        from markupsafe import Markup

        html = self._environment.get_template("part.html.j2").render(
            v=self.view, lang=language(), css=self._css, bodies=[Markup(one) for one in bodies],
            built_on=f"{self.pack.built_at:%Y-%m-%d}",
        )  # fmt: skip
        return Piece(self._prefix + key, html, begins, section or begins[0])


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(export_path("dossier")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment


def paper_text(text: str) -> str:
    """A text as it may be printed: composed (NFC), visible characters only, lines kept, of bounded length."""
    plain = unicodedata.normalize("NFC", safe_text(text, keep_lines=True, limit=_LONGEST))
    return plain.translate(_NO_BREAK)


def _bars(detention: "DetentionView") -> Bars | None:
    return timeline([stay for episode in detention.episodes for stay in episode.stays])
