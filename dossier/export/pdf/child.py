"""The process that lays out pieces of a dossier: no network, no files but the bundled fonts, bounded time and memory.

Run as ``python -P -m dossier.export.pdf.child FOLDER IN OUT …``. For each pair of open descriptors there is one
process: the libraries are loaded once, then it splits itself. Each reads jobs from its IN and answers each on its OUT,
in frames (see ``frames``): one JSON object and, where it went well, the PDF after it, so that no clear text touches a
folder.
"""

import gc
import os
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from dossier.export.pdf.frames import read_frame, write_frame
from dossier.export.pdf.layout import GlyphMissing, LayoutMissing, Look, lay_out, read_look

if TYPE_CHECKING:
    from dossier.cage import Opening

CPU_LIMIT_S = 3600
MEMORY_LIMIT_BYTES = 6 * 2**30
FILE_LIMIT_BYTES = 64 * 2**20
"""Of a scratch file: the renderer writes only its font settings and caches."""
_TAKEN_DOWN_AFTER = 100_000
"""Characters of pieces after which their boxes are taken down: each twenty pages keep some 50 MB until then."""


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


def _answer(job: dict[str, str], look: Look) -> tuple[dict[str, Any], bytes]:
    try:
        document, facts = lay_out(job["key"], job["html"], look)
    except GlyphMissing as missing:
        return {"code": "pdf.glyph", "character": str(missing)}, b""
    except ElementTree.ParseError as problem:
        return {"code": "pdf.template", "what": job["key"], "line": problem.position[0]}, b""
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
        look = read_look()
    except LayoutMissing:
        for _jobs, answers in pairs:
            write_frame(os.fdopen(answers, "wb"), {"code": "pdf.system"})
        return 1
    gc.collect()  # of the specimen
    gc.freeze()  # what was loaded stays: it need not be looked through after each piece
    mine, others = _split(pairs)
    close_off(_opening(folder))
    _serve(*mine, look)
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


def _serve(jobs: int, answers: int, look: Look) -> None:
    standing = 0
    with os.fdopen(jobs, "rb") as come, os.fdopen(answers, "wb") as go:
        while (frame := read_frame(come)) is not None:
            if standing > _TAKEN_DOWN_AFTER:
                gc.collect()
                standing = 0
            write_frame(go, *_answer(frame[0], look))
            standing += len(frame[0]["html"])


if __name__ == "__main__":
    ends = [int(one) for one in sys.argv[2:]]
    status = main(Path(sys.argv[1]).resolve(), list(zip(ends[::2], ends[1::2], strict=True)))
    os._exit(status)  # nobody needs a million boxes taken down one by one
