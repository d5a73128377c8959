"""The text of a paper made by this program, read back with pikepdf alone: by page, stamps apart from the rest.

Every font of such a paper has two-byte codes and a map to Unicode; text of other makers is not read here.
"""

import hashlib
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_CODE = struct.Struct(">H")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_DEEPEST = 12
_OPERATORS = "BDC BMC EMC Tf Tj ' \" TJ ET Do"
"""Everything else on a page draws no words."""


@dataclass(slots=True)
class PageText:
    """What one page says: its stamps, one string each, and everything else with a blank between two pieces."""

    stamps: list[str] = field(default_factory=list)
    body: str = ""


class PaperTexts:
    """Reads papers, each once: while a pack is made, the same one is checked again and again."""

    def __init__(self) -> None:
        self._known: dict[bytes, list[PageText]] = {}

    def of(self, content: bytes, pdf: Any) -> list[PageText]:
        """Each page in order.

        Args:
            content: The bytes of the paper.
            pdf: The same, opened.
        """
        digest = hashlib.sha256(content).digest()
        if digest not in self._known:
            self._known[digest] = page_texts(pdf)
        return self._known[digest]


def page_texts(pdf: Any) -> list[PageText]:
    """Each page in order."""
    fonts: dict[tuple[int, int], dict[int, str]] = {}
    return [_page(one.obj, fonts) for one in pdf.pages]


def squeezed(text: str) -> str:
    """Without any blank, for words that a line break may cut."""
    return "".join(text.split())


def _page(page: Any, fonts: dict[tuple[int, int], dict[int, str]]) -> PageText:
    found = PageText()
    parts: list[str] = []
    for is_stamp, text in _pieces(page, page.get("/Resources"), fonts, 0, False):
        if is_stamp:
            found.stamps.append(text)
        else:
            parts.append(text)
    found.body = " ".join(parts)
    return found


def _pieces(
    stream: Any, resources: Any, fonts: dict[tuple[int, int], dict[int, str]], depth: int, in_stamp: bool
) -> Iterator[tuple[bool, str]]:
    import pikepdf

    marks: list[bool] = []
    current: dict[int, str] = {}
    shown: list[str] = []
    for step in pikepdf.parse_content_stream(stream, operators=_OPERATORS):
        operands: list[Any] = list(step.operands)
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            marks.append(bool(operands) and str(operands[0]) == "/Artifact")
        elif name == "EMC" and marks:
            marks.pop()
        elif name == "Tf":
            current = _map_of(resources, str(operands[0]), fonts)
        elif name in ("Tj", "'", '"'):
            shown.append(_decoded(operands[-1], current))
        elif name == "TJ":
            shown += [_decoded(one, current) for one in operands[0] if isinstance(one, pikepdf.String)]
        elif name == "ET" and shown:
            yield in_stamp or any(marks), "".join(shown)
            shown = []
        elif name == "Do" and depth < _DEEPEST:
            inner = _form(resources, str(operands[0]))
            if inner is not None:
                yield from _pieces(inner, inner.get("/Resources", resources), fonts, depth + 1, in_stamp or any(marks))


def _form(resources: Any, name: str) -> Any:
    found = resources.get("/XObject", {}).get(name) if resources is not None else None
    return found if found is not None and str(found.get("/Subtype", "")) == "/Form" else None


def _map_of(resources: Any, name: str, fonts: dict[tuple[int, int], dict[int, str]]) -> dict[int, str]:
    font = resources.get("/Font", {}).get(name) if resources is not None else None
    if font is None or "/ToUnicode" not in font:
        return {}
    key = font.objgen
    if key not in fonts or key == (0, 0):
        fonts[key] = _parsed(font.ToUnicode.read_bytes())
    return fonts[key]


def _parsed(cmap: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in _CHARS.findall(cmap):
        found |= {int(code, 16): _unicode(text) for code, text in _PAIR.findall(block)}
    for block in _RANGES.findall(cmap):
        for first, last, text in _RANGE.findall(block):
            start = int(text, 16)
            for at, code in enumerate(range(int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF) + 1)):
                found[code] = chr(start + at)
    return found


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _decoded(string: Any, mapped: dict[int, str]) -> str:
    raw = bytes(string)
    return "".join([mapped.get(code, "") for (code,) in _CODE.iter_unpack(raw[: len(raw) & ~1])])
