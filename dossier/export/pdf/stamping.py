"""The furniture of each page, stamped when all pages are counted: label, title, number, section, "page n of N".

Stamps are marked as artifacts of pagination (ISO 14289-1), so that a screen reader passes over them, and their font is
a subset of our own, embedded with its map to Unicode, so that they can be searched and copied.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dossier.export.typeface import EmbeddedFace, Face
from dossier.resources import export_path

REGULAR: Final = "PT_Sans-Web-Regular.ttf"
BOLD: Final = "PT_Sans-Web-Bold.ttf"
SPARE: Final = "DejaVuSansMono.ttf"
_NAMES: Final = {REGULAR: "/DossierR", BOLD: "/DossierB", SPARE: "/DossierS"}
MM: Final = 72 / 25.4
_RED: Final = "0.478 0.122 0.122 rg"
_GREY: Final = "0.2 g"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of furniture: where it stands and how much room it has, in millimetres from the lower left corner."""

    text: str
    x_mm: float
    y_mm: float
    room_mm: float
    size: float
    align: str = "left"
    face: str = REGULAR
    colour: str = _GREY


def furniture(short: str, label: str, pack: str, section: str, page: str) -> list[Line]:
    """The lines of one A4 page: short title and label above, number of the paper, section and page below."""
    return [
        Line(short, 25, 278, 100, 8),
        Line(label, 190, 278, 62, 12, "right", BOLD, _RED),
        Line(pack, 25, 13, 84, 6.5),
        Line(section, 138, 13, 52, 7.5, "centre"),
        Line(page, 190, 13, 24, 8, "right"),
    ]


class Stamps:
    """The fonts of the furniture of one file, and its content streams.

    Args:
        pdf: The file that is assembled.
        lines: Everything that will be stamped.
    """

    def __init__(self, pdf: Any, lines: Iterable[Line]) -> None:
        self._drawings: dict[Line, bytes] = {}
        signs: dict[str, set[str]] = {}
        for line in set(lines):
            for name, run in self._runs(line.text + "…", line.face):
                signs.setdefault(name, set()).update(run)
        self._fonts = {
            name: EmbeddedFace(pdf, _face(name), found, f"DSRSTP+{name.removesuffix('.ttf').replace('_', '')}")
            for name, found in sorted(signs.items())
        }

    def add(self, page: Any, lines: Iterable[Line]) -> None:
        """Stamp one page; what it drew before must be fenced (q … Q)."""
        import pikepdf

        parts = [self._once_drawn(line) for line in lines if line.text]
        body = b"/Artifact <</Type /Pagination>> BDC q\n" + b"".join(parts) + b"Q EMC\n"
        page.contents_add(body)
        if "/Font" not in page.obj.Resources:
            page.obj.Resources.Font = pikepdf.Dictionary()
        for name, one in self._fonts.items():
            page.obj.Resources.Font[_NAMES[name]] = one.font

    def _once_drawn(self, line: Line) -> bytes:
        """Most lines are the same on every page."""
        if line not in self._drawings:
            self._drawings[line] = self._drawn(line)
        return self._drawings[line]

    def _drawn(self, line: Line) -> bytes:
        text = self._fitting(line)
        width = self._width(text, line.face) * line.size
        x = line.x_mm * MM - {"left": 0.0, "right": width, "centre": width / 2}[line.align]
        shown = b"".join(
            f"{_NAMES[name]} {line.size} Tf <{self._fonts[name].shown(run)}> Tj ".encode()
            for name, run in self._runs(text, line.face)
        )
        return f"BT {line.colour} 1 0 0 1 {x:.2f} {line.y_mm * MM:.2f} Tm ".encode() + shown + b"ET\n"

    def _fitting(self, line: Line) -> str:
        """The text, or as much of its beginning as there is room for."""
        room = line.room_mm * MM / line.size
        if self._width(line.text, line.face) <= room:
            return line.text
        lengths = range(1, len(line.text) + 1)
        kept = bisect_right(lengths, room, key=lambda length: self._width(line.text[:length] + "…", line.face))
        return line.text[:kept].rstrip() + "…"

    def _width(self, text: str, face: str) -> float:
        return sum(_face(name).width(run) for name, run in self._runs(text, face))

    def _runs(self, text: str, face: str) -> list[tuple[str, str]]:
        """Pieces of a text by the face that has their letters; a letter that none has is a question mark."""
        runs: list[tuple[str, str]] = []
        for letter in text:
            used = next((one for one in (face, SPARE) if ord(letter) in _face(one).signs), "")
            used, letter = (used, letter) if used else (face, "?")
            if runs and runs[-1][0] == used:
                runs[-1] = (used, runs[-1][1] + letter)
            else:
                runs.append((used, letter))
        return runs


@cache
def _face(name: str) -> Face:
    return Face(export_path("fonts", name).read_bytes())
