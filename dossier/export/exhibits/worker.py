"""The worker that makes pages of a stranger's file in the cage: ``python -P -m dossier.export.exhibits.worker``.

Jobs: "pages" of a file, "sheet" of given lines and stills, "stamp" of numbers, "redact" of boxes, "seek" for places of
words, "silent" for pages without words, "look" for pictures of pages, "words" that were recognised. The answer is a PDF
(of "look": pictures), or a word why there is none.
"""

import io
import sys
from collections.abc import Callable
from typing import Any

from dossier.cage.running import serve
from dossier.export.exhibits import archival, foreign, pictures, redaction, seeking, stamping, word_layer
from dossier.export.exhibits.type_setting import Line, TooLong, set_pages
from dossier.export.typeface import Face
from dossier.resources import export_path

FILES = {"plain": "PT_Sans-Web-Regular.ttf", "bold": "PT_Sans-Web-Bold.ttf", "mono": "DejaVuSansMono.ttf"}
_SPECIMEN_PT = 100
faces: dict[str, Face] = {}

Made = tuple[dict[str, Any], bytes]


def prepare() -> None:
    """Read the fonts and load every library while files can still be opened."""
    from PIL import Image

    Image.init()
    Image.MAX_IMAGE_PIXELS = pictures.MOST_PIXELS
    for key, name in FILES.items():
        faces[key] = Face(export_path("fonts", name).read_bytes())
    picture = io.BytesIO()
    Image.new("RGBA", (20, 20)).save(picture, "PNG")
    drawn, _count, _flags = pictures.picture_pages(picture.getvalue())
    cleaned, _count, _flags = foreign.clean_pages(_small(drawn))
    stamped = stamping.stamped(cleaned, ["A-1"], faces["mono"])
    seeking.places(stamped, ["a"])
    redacted, _found = redaction.redacted(stamped, [redaction.Spot(1, 1, 1, 9, 9, "A.1")], faces)
    word_layer.silent_pages(redacted)
    list(word_layer.pictures_of(redacted, [1]))
    word_layer.with_words(redacted, {1: [word_layer.Seen("x", 99, 99, 9, 9)]}, (), faces["plain"])
    archival.drawn(redacted, faces["plain"])
    sheet({"lines": [["x", "plain", 10, 0], ["x", "bold", 10, 0]]}, b"")


def _small(content: bytes) -> bytes:
    """The pages cut down to a stamp: drawing a whole one in many dots takes longer than loading everything."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.obj.MediaBox = pikepdf.Array([0, 0, _SPECIMEN_PT, _SPECIMEN_PT])
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def work(job: dict[str, object], content: bytes) -> tuple[dict[str, object], bytes]:
    """Do one job; whatever a stranger's file raises becomes a word."""
    jobs: dict[str, Callable[[dict[str, Any], bytes], Made]] = {
        "pages": pages, "sheet": sheet, "stamp": stamp, "redact": redact, "silent": silent, "look": look,
        "words": words, "seek": seek, "archive": archive,
    }  # fmt: skip
    try:
        facts, made = jobs[str(job["do"])](job, content)
    except foreign.Unreadable as why:
        facts, made = {"slip": str(why)}, b""
    except TooLong:
        facts, made = {"slip": "too_long"}, b""
    except MemoryError:
        facts, made = {"slip": "limit"}, b""
    except Exception:  # a stranger's file may raise anything
        facts, made = {"slip": "damaged"}, b""
    return {**facts, "walls": job["walls"]}, made


def pages(job: dict[str, Any], content: bytes) -> Made:
    """Pages of a PDF, a picture, or of words that were read before."""
    if job["mime_type"] != "application/pdf":
        made, count, flags = pictures.picture_pages(content)
    else:
        made, count, flags = foreign.clean_pages(content)
        if not _takes_numbers(made, count):
            (made, count), flags = foreign.as_pixels(content), [*flags, "pixels"]
    return {"page_count": count, "flags": flags, "silent": word_layer.silent_pages(made)}, made


def _takes_numbers(content: bytes, count: int) -> bool:
    """Whether a reader of words finds the number of each page once it is stamped: no number is taken in vain."""
    numbers = [f"BLR-DSR-0001-{at:04d}" for at in range(1, count + 1)]
    try:
        shown = stamping.numbers_shown(stamping.stamped(content, numbers, faces["mono"]))
    except Exception:  # whatever a stranger's page does to the stamp
        return False
    return all(words.count(number) == 1 for number, words in zip(numbers, shown, strict=True))


def sheet(job: dict[str, Any], content: bytes) -> Made:
    """Lines on pages. The bytes are UTF-8 words that follow them in the typewriter's face, or stills of a video."""
    import pikepdf

    lines = [Line(text, face, size, space) for text, face, size, space in job["lines"]]
    stills = job.get("stills")
    if content and stills is None:
        lines += [Line(text, "mono", 8.5) for text in content.decode("utf-8", "replace").split("\n")]
    with pikepdf.new() as pdf:
        set_pages(pdf, faces, lines)
        pictures.add_contact_page(pdf, _parts(content, stills or []))
        count = len(pdf.pages)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return {"page_count": count, "flags": []}, out.getvalue()


def _parts(content: bytes, sizes: list[int]) -> list[bytes]:
    at, parts = 0, []
    for size in sizes:
        parts.append(content[at : at + size])
        at += size
    return parts


def stamp(job: dict[str, Any], content: bytes) -> Made:
    """Numbers on pages, and the proof that a reader finds exactly one on each."""
    numbers, back = list(job["numbers"]), job.get("back")
    made = stamping.stamped(content, numbers, faces["mono"], (back[0], back[1]) if back else None)
    shown = stamping.numbers_shown(made)
    missing = [number for number, words in zip(numbers, shown, strict=True) if words.count(number) != 1]
    return {"page_count": len(numbers), "missing": missing}, made


def redact(job: dict[str, Any], content: bytes) -> Made:
    """Boxes taken out of pages, and the proof that nothing is under them."""
    spots = [redaction.Spot(*one) for one in job["boxes"]]
    made, found = redaction.redacted(content, spots, faces)
    return {"page_count": found.page_count, "removed": found.removed_count, "left_on": found.left_on,
            "under": found.under, "silent": word_layer.silent_pages(made)}, made  # fmt: skip


def seek(job: dict[str, Any], content: bytes) -> Made:
    """Where words stand, and which pages have none; no bytes."""
    found, silent_ones = seeking.places(content, job["words"])
    return {"places": found, "silent": silent_ones}, b""


def silent(_job: dict[str, Any], content: bytes) -> Made:
    """Which pages have no words; no bytes."""
    return {"silent": word_layer.silent_pages(content)}, b""


def look(job: dict[str, Any], content: bytes) -> Made:
    """Pictures of pages, one after the other."""
    made = list(word_layer.pictures_of(content, job["pages"]))
    return {"looks": [[scale, len(picture)] for scale, picture in made]}, b"".join(picture for _scale, picture in made)


def archive(_job: dict[str, Any], content: bytes) -> Made:
    """Pages as pictures with their words behind them."""
    return {}, archival.drawn(content, faces["plain"])


def words(job: dict[str, Any], content: bytes) -> Made:
    """Recognised words on pages. Behind the pages may come those before a redaction, to see what is still read."""
    pages, before = content[: job["size"]], content[job["size"] :]
    spots = [redaction.Spot(*one) for one in job["boxes"]]
    listed = {int(number): [word_layer.Seen(*one) for one in found] for number, found in job["words"]}
    made, taken = word_layer.with_words(pages, listed, spots, faces["plain"])
    removed = redaction.words_under(foreign.opened(before), spots) if before else set()
    found = redaction.read_again(made, removed, spots)
    return {"taken": list(taken.items()), "under": found.under, "left_on": found.left_on}, made


if __name__ == "__main__":
    sys.exit(serve(prepare, work))
