"""The process that lays out pieces of a dossier: no network, no files but the bundled fonts, bounded time and memory.

Run as ``python -P -m dossier.export.pdf.child FOLDER IN OUT …``. For each pair of open descriptors there is one
process: the libraries are loaded once, then it splits itself. Each reads jobs from its IN and answers each on its OUT,
in frames (see ``frames``): one JSON object and, where it went well, the PDF after it, so that no clear text touches a
folder.
"""

import gc
import logging
import os
import re
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.export.pdf.frames import read_frame, write_frame

if TYPE_CHECKING:
    from dossier.cage import Opening

CPU_LIMIT_S = 3600
MEMORY_LIMIT_BYTES = 6 * 2**30
FILE_LIMIT_BYTES = 64 * 2**20
"""Of a scratch file: the renderer writes only its font settings and caches."""
_FONT_NAMES = re.compile(r"[A-Za-z0-9_-]+\.ttf")
_NO_GLYPH = re.compile(r"U\+[0-9A-F]{4,6}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}")


class GlyphMissing(Exception):
    """A character that none of the bundled fonts has."""


class LayoutMissing(Exception):
    """The library that lays out text cannot be loaded."""


class _Findings(logging.Handler):
    """What WeasyPrint warns of; a missing glyph would break PDF/A and is an error here."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if "glyph" in text.lower() or "notdef" in text.lower():
            self.missing.append(text)


def _own_fontconfig(folder: Path) -> None:
    """Only our fonts exist, so that the same data look the same on every machine."""
    config = folder / "fonts.conf"
    config.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{_fonts()}</dir><cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)


def _fonts() -> Path:
    from dossier.resources import export_path

    return Path(str(export_path("fonts")))


def _opening(folder: Path) -> "Opening":
    """The code of this program and of Python, which holds no data of anybody, the fonts, and the scratch folder."""
    import dossier
    from dossier.cage import Opening

    packages = [one for one in sys.path if one.endswith("-packages")]
    library = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib")]
    places = {Path(one).resolve() for one in (*library, *packages, *dossier.__path__)}
    return Opening(sorted({*places, _fonts().resolve()}), folder)


def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    from dossier.resources import export_path

    class OnlyFonts(URLFetcher):  # type: ignore[misc]
        """Serves ``dossier:fonts/NAME.ttf``; everything else ends the rendering."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=["dossier"], allow_redirects=False)

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("dossier:fonts/")
            if url.startswith("dossier:fonts/") and _FONT_NAMES.fullmatch(name):
                data = export_path("fonts", name).read_bytes()
                return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})
            raise FatalURLFetchingError("refused")

    return OnlyFonts()


def _load() -> None:
    """Load everything that a rendering needs, before the doors close.

    Raises:
        LayoutMissing: Pango is not there.
    """
    try:
        import weasyprint  # noqa: F401
    except OSError:
        raise LayoutMissing from None


def render(job: dict[str, str]) -> tuple[bytes, dict[str, Any]]:
    """One piece as PDF, and what the assembling needs to know of it: pages, anchors and headings with their places.

    Raises:
        GlyphMissing: with the code point of the character.
    """
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from dossier.export.pdf.marks import declare_accessible, finisher

    findings = _Findings()
    log = logging.getLogger("weasyprint")
    log.handlers, log.propagate = [findings], False
    document = HTML(string=job["html"], base_url="dossier:", url_fetcher=_fetcher()).render(
        font_config=FontConfiguration(), pdf_variant="pdf/a-3a", pdf_tags=True
    )
    declare_accessible(document)
    written = document.write_pdf(
        finisher=finisher(job["key"]), pdf_variant="pdf/a-3a", pdf_tags=True, pdf_identifier=b"dossier",
        uncompressed_pdf=True,
    )  # fmt: skip
    if findings.missing:
        raise GlyphMissing(_code_point(findings.missing[0]))
    facts = {
        "pages": len(document.pages),
        "anchors": {name: at for at, one in enumerate(document.pages) for name in one.anchors},
        "headings": [
            [level, label, at, round(y, 1)]
            for at, one in enumerate(document.pages)
            for level, label, (_x, y), _state in one.bookmarks
        ],
    }
    return written, facts


def _code_point(warning: str) -> str:
    found = _NO_GLYPH.search(warning)
    last = next((c for c in reversed(warning) if ord(c) > 0x2000), "")
    return found[0] if found else f"U+{ord(last):04X}" if last else "?"


def _answer(job: dict[str, str]) -> tuple[dict[str, Any], bytes]:
    try:
        document, facts = render(job)
    except GlyphMissing as missing:
        return {"code": "pdf.glyph", "character": str(missing)}, b""
    except MemoryError:
        return {"code": "pdf.memory"}, b""
    return facts, document


def main(folder: Path, pairs: list[tuple[int, int]]) -> int:
    """Answer jobs until there are none; what goes wrong is named by its code.

    Args:
        folder: Empty, made and removed by whoever started this process.
        pairs: Descriptors to read jobs from and to write answers to, one pair for each process.
    """
    from dossier.cage import close_off, limit

    gc.disable()
    limit(cpu_s=CPU_LIMIT_S, memory_bytes=MEMORY_LIMIT_BYTES, file_bytes=FILE_LIMIT_BYTES)
    tempfile.tempdir = str(folder)  # what the renderer puts aside lies in the one folder that stays open
    os.chdir(folder)
    _own_fontconfig(folder)
    try:
        _load()
    except LayoutMissing:
        for _jobs, answers in pairs:
            write_frame(os.fdopen(answers, "wb"), {"code": "pdf.system"})
        return 1
    gc.freeze()  # what was loaded stays: it need not be looked through after each piece
    mine, others = _split(pairs)
    close_off(_opening(folder))
    _serve(*mine)
    for one in others:
        os.waitpid(one, 0)
    return 0


def _split(pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], list[int]]:
    """One process for each pair; in each, its own pair and the processes that it has to wait for."""
    others: list[int] = []
    mine = pairs[0]
    for pair in pairs[1:]:
        pid = os.fork()
        if pid == 0:
            mine, others = pair, []
            break
        others.append(pid)
    for end in (end for pair in pairs if pair != mine for end in pair):
        os.close(end)  # else nobody would see that the other process is gone
    return mine, others


def _serve(jobs: int, answers: int) -> None:
    with os.fdopen(jobs, "rb") as come, os.fdopen(answers, "wb") as go:
        while (frame := read_frame(come)) is not None:
            gc.collect()  # of the piece before
            write_frame(go, *_answer(frame[0]))


if __name__ == "__main__":
    ends = [int(one) for one in sys.argv[2:]]
    status = main(Path(sys.argv[1]).resolve(), list(zip(ends[::2], ends[1::2], strict=True)))
    os._exit(status)  # nobody needs a million boxes taken down one by one
