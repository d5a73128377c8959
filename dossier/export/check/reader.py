"""The worker that reads the words of PDF files in the cage: ``python -P -m dossier.export.check.reader``.

One job holds several files one after the other, and boxes on their pages. The answer has, of each file, the words of
its pages and those inside each box; a file that cannot be read has neither, and says so.
"""

import codecs
import sys
from itertools import accumulate, pairwise
from typing import Any

from dossier.cage.running import serve

_EDGE_PT = 0.5
"""What touches the edge of a box from outside is not in it."""


def prepare() -> None:
    """Load the library and let it read once, while files can still be opened."""
    import io

    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out := io.BytesIO())
    _read(out.getvalue(), [[1, 1.0, 1.0, 9.0, 9.0]])
    codecs.lookup("utf-16-le")  # in which the library hands words over; an empty page has none


def work(job: dict[str, object], content: bytes) -> tuple[dict[str, object], bytes]:
    """Read every file of the job."""
    files: Any = job["files"]
    edges = pairwise(accumulate((one["size"] for one in files), initial=0))
    read = [read_safely(content[start:end], one["boxes"]) for (start, end), one in zip(edges, files, strict=True)]
    return {"files": read, "walls": job["walls"]}, b""


def read_safely(content: bytes, boxes: list[list[Any]]) -> dict[str, Any]:
    """The words of one file, and of each box; called in the cage alone."""
    try:
        return _read(content, boxes)
    except Exception:  # a stranger's file may raise anything
        return {"pages": [], "boxes": [], "is_damaged": True}


def _read(content: bytes, boxes: list[list[Any]]) -> dict[str, Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    return {"pages": pages, "boxes": [_inside(document, *box) for box in boxes], "is_damaged": False}


def _inside(document: Any, page: int, left: float, top: float, width: float, height: float) -> str:
    shown = document[page - 1]
    upper = shown.get_height() - top
    words: str = shown.get_textpage().get_text_bounded(
        left + _EDGE_PT, upper - height + _EDGE_PT, left + width - _EDGE_PT, upper - _EDGE_PT
    )
    return words


if __name__ == "__main__":
    sys.exit(serve(prepare, work))
