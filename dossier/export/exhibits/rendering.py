"""Which way a file becomes pages: PDF and pictures in the cage, office files by LibreOffice, words as words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from dossier.cage.programs import INPUT, can_run, run_program
from dossier.cage.running import Answer, Limits, run_worker
from dossier.vault.queries.exhibits import text_of

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Exhibit

WORKER: Final = "dossier.export.exhibits.worker"
LIMITS: Final = Limits(cpu_s=120, wall_s=240, memory_bytes=3 << 30)
OFFICE_LIMITS: Final = Limits(cpu_s=120, wall_s=240, memory_bytes=4 << 30)
MOST_BYTES: Final = 512 << 20
MOST_STILLS: Final = 12
WORDS: Final = ("text/plain", "message/rfc822", "text/html", "multipart/related")
PICTURES: Final = ("image/jpeg", "image/png", "image/gif", "image/tiff", "image/bmp", "image/webp")
_OFFICE: Final = ("application/vnd.openxmlformats-", "application/vnd.oasis.opendocument", "application/rtf",
                  "application/x-ole-storage")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rendered:
    """Pages, or why there are none."""

    content: bytes = b""
    page_count: int = 0
    tool: str = ""
    slip_reason: str = ""
    """A key of ``sheets.REASONS``."""
    silent: tuple[int, ...] = ()
    """Pages, from 1, that are pictures without words."""
    stills: tuple[bytes, ...] = ()
    """JPEG pictures from a video, for the sheet in its place."""


def rendered_pages(mime_type: str, source: BinaryIO, session: "VaultSession", exhibit: "Exhibit") -> Rendered:
    """The pages of a file by its type.

    Args:
        mime_type: As the bytes say.
        source: The original bytes.
        session: To read the words that were read before.
        exhibit: Whose file it is.
    """
    if mime_type.startswith(("video/", "audio/")):
        return Rendered(slip_reason="media", stills=_stills(mime_type, source), tool="ffmpeg")
    if (exhibit.size_bytes or 0) > MOST_BYTES:
        return Rendered(slip_reason="too_large")
    if mime_type == "application/pdf" or mime_type in PICTURES:
        return _by_worker({"do": "pages", "mime_type": mime_type}, source, "pypdfium2, pikepdf, Pillow")
    if mime_type in WORDS:
        return _words(session, exhibit)
    if mime_type.startswith(_OFFICE):
        return _office(source)
    return Rendered(slip_reason="type")


def _by_worker(job: dict[str, object], source: "BinaryIO | bytes", tool: str) -> Rendered:
    return _as_rendered(run_worker(WORKER, job, source, LIMITS), tool)


def _as_rendered(answer: Answer, tool: str) -> Rendered:
    facts: dict[str, Any] = answer.facts
    reason = answer.failure or str(facts.get("slip", ""))
    if reason:
        return Rendered(slip_reason=reason)
    flags = ", ".join(facts.get("flags", []))
    told = f"{tool} [{flags}]" if flags else tool
    return Rendered(answer.content, int(facts["page_count"]), told, silent=tuple(facts.get("silent", ())))


def _words(session: "VaultSession", exhibit: "Exhibit") -> Rendered:
    """The words that were read at the taking in, with the headers of a message before them."""
    from dossier.export.exhibits.sheets import head_of_words

    text = text_of(session, exhibit.id)
    lines = head_of_words(exhibit)
    if not text and not lines:
        return Rendered(slip_reason="empty")
    return _by_worker({"do": "sheet", "lines": lines}, text.encode("utf-8"), "words only")


def _office(source: BinaryIO) -> Rendered:
    if not can_run("soffice"):
        return Rendered(slip_reason="no_program")
    script = (
        f"cp {INPUT} /tmp/document && soffice -env:UserInstallation=file:///tmp/profile --headless --norestore "
        "--convert-to pdf --outdir /tmp/out /tmp/document >/dev/null 2>&1 && cat /tmp/out/document.pdf"
    )
    made = run_program(["sh", "-c", script], source, OFFICE_LIMITS, most_bytes=MOST_BYTES)
    if made is None:
        return Rendered(slip_reason="damaged")
    return _by_worker({"do": "pages", "mime_type": "application/pdf"}, made, "LibreOffice, pypdfium2, pikepdf")


def _stills(mime_type: str, source: BinaryIO) -> tuple[bytes, ...]:
    """One picture every few seconds of a video, where ffmpeg is installed and can be held."""
    if not mime_type.startswith("video/") or not can_run("ffmpeg"):
        return ()
    command = [
        "ffmpeg", "-v", "error", "-nostdin", "-i", INPUT, "-an", "-sn", "-vf",
        "thumbnail=50,scale='min(960,iw)':-2", "-frames:v", str(MOST_STILLS), "-fps_mode", "vfr", "-f", "image2pipe",
        "-c:v", "mjpeg", "-",
    ]  # fmt: skip
    made = run_program(command, source, LIMITS, most_bytes=MOST_BYTES)
    return tuple(_split_jpegs(made or b""))


def _split_jpegs(content: bytes) -> list[bytes]:
    """The pictures of a stream of JPEG files."""
    return [b"\xff\xd8\xff" + part for part in content.split(b"\xff\xd8\xff")[1:]]
