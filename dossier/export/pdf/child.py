"""The process that lays out pieces of a dossier: no network, no files but the bundled fonts, bounded time and memory.

Run as ``python -P -m dossier.export.pdf.child``. It reads jobs from stdin and answers each on stdout, in frames (see
``frames``): one JSON object and, where it went well, the PDF after it, so that no clear text touches a folder.
"""

import gc
import logging
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from dossier.export.pdf.frames import read_frame, write_frame

CPU_LIMIT_S = 3600
MEMORY_LIMIT_BYTES = 6 * 2**30
FILE_LIMIT_BYTES = 64 * 2**20
"""Of a scratch file: the renderer writes only its font settings and caches."""
_REFUSED = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen", "os.system"}
    | {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn"}
)
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


def _limit() -> None:
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT_BYTES, FILE_LIMIT_BYTES))
    if sys.platform == "linux":  # macOS refuses a limit of address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))


def close_off() -> None:
    """From here on Python refuses every connection and every other program, whoever asks."""

    def refuse(event: str, _facts: Any) -> None:
        if event in _REFUSED:
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _own_fontconfig(folder: Path) -> None:
    """Only our fonts exist, so that the same data look the same on every machine."""
    from dossier.resources import export_path

    config = folder / "fonts.conf"
    config.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{export_path('fonts')}</dir><cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)


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
    import pikepdf  # noqa: F401


def render(job: dict[str, str]) -> tuple[bytes, dict[str, Any]]:
    """One piece as PDF, and what the assembling needs to know of it: pages, anchors and headings with their places.

    Raises:
        GlyphMissing: with the code point of the character.
    """
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from dossier.export.pdf.marks import declare_accessible, finish

    findings = _Findings()
    log = logging.getLogger("weasyprint")
    log.handlers, log.propagate = [findings], False
    document = HTML(string=job["html"], base_url="dossier:", url_fetcher=_fetcher()).render(
        font_config=FontConfiguration(), pdf_variant="pdf/a-3a", pdf_tags=True
    )
    declare_accessible(document)
    raw = document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True, pdf_identifier=b"dossier")
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
    return finish(raw, job["key"]), facts


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


def main() -> int:
    """Answer jobs until there are none; what goes wrong is named by its code."""
    gc.disable()
    _limit()
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        _own_fontconfig(Path(folder))
        try:
            _load()
        except LayoutMissing:
            write_frame(sys.stdout.buffer, {"code": "pdf.system"})
            return 1
        close_off()
        while (frame := read_frame(sys.stdin.buffer)) is not None:
            write_frame(sys.stdout.buffer, *_answer(frame[0]))
            gc.collect()
    return 0


if __name__ == "__main__":
    sys.exit(main())
