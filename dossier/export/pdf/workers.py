"""A few layout processes at work on the pieces of a dossier; what was laid out before comes from the cache."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol

from dossier import __version__
from dossier.cage.running import environment
from dossier.errors import RenderProblem, add_messages
from dossier.export.pdf.frames import read_frame, write_frame
from dossier.export.pdf.layout import look_files
from dossier.i18n import N_

if TYPE_CHECKING:
    from dossier.export.pdf.page import Piece

TIMEOUT_S: Final = 600
"""For one piece, which has a bounded number of rows."""
add_messages(
    {
        "pdf.glyph": N_(
            "The fonts of the program have no sign for the character {character} in this dossier. Replace it in the "
            "record, or put a font that has it into exports/fonts."
        ),
        "pdf.system": N_("The text layout library Pango is missing. Run: dossier doctor"),
        "pdf.memory": N_("There is not enough memory for this PDF. Close other programs and try again."),
        "pdf.failed": N_("The PDF could not be made ({what}). The records are unchanged; try again."),
        "pdf.template": N_(
            "The words of the section {what} are not well-formed in line {line}. Mend its template in exports/dossier: "
            "each tag is closed, an empty one is written <br/>."
        ),
        "pdf.timeout": N_("The PDF took too long and was given up. Make a dossier of one person, or of fewer records."),
    }
)


class Cache(Protocol):
    """Where finished pieces are kept: whoever gives one sees to it that it is encrypted."""

    def get(self, name: str) -> bytes | None:
        """What was put under this name."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it."""


class MemoryCache:
    """Keeps finished pieces as long as it lives: one paper is often written twice before it is right."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """What was put under this name."""
        return self._kept.get(name)

    def put(self, name: str, content: bytes) -> None:
        """Keep it."""
        self._kept[name] = content


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A piece as PDF with its pages, and where its anchors and headings are."""

    key: str
    document: bytes
    pages: int
    anchors: dict[str, int]
    headings: list[tuple[int, str, int, float]]
    """Level, words, page from 0, distance from the top in pixels of CSS."""


class Workers:
    """Layout processes, started before they are needed; use it as a context manager.

    Args:
        most: How many at most.
        cache: Where finished pieces are kept.
    """

    def __init__(self, most: int, cache: Cache | None = None) -> None:
        self._most, self._cache = max(most, 1) if sys.platform == "linux" else 1, cache  # others fork badly, or not
        self._looks = _looks() if cache is not None else ""
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        self._nest: _Nest | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, problem: object, *_more: object) -> None:
        if self._nest is not None:
            self._nest.close(at_once=problem is not None)
            self._nest = None

    def start(self) -> None:
        """Start the processes; they load their libraries while the caller goes on."""
        self._nest = _Nest(self._most)
        for one in self._nest.workers:
            self._free.put(one)

    def lay_out(self, pieces: "Sequence[Piece]") -> "Iterator[LaidOut]":
        """Every piece, in order, as soon as it and those before it are there; the longest are begun first.

        Raises:
            RenderProblem: "pdf.glyph", "pdf.system", "pdf.memory", "pdf.failed", "pdf.timeout".
        """
        found = [self._kept(one) for one in pieces]
        missing = [at for at, laid in enumerate(found) if laid is None]
        if missing and self._nest is None:
            self.start()
        with ThreadPoolExecutor(self._most) as pool:
            begun = {
                at: pool.submit(self._one, pieces[at]) for at in sorted(missing, key=lambda at: -len(pieces[at].html))
            }
            try:
                for at, laid in enumerate(found):
                    yield laid or begun[at].result()
            finally:
                for one in begun.values():
                    one.cancel()

    def _one(self, piece: "Piece") -> LaidOut:
        worker = self._free.get()
        try:
            facts, document = worker.render({"key": piece.key, "html": piece.html})
        finally:
            self._free.put(worker)
        laid = _laid_out(piece.key, facts, document)
        if self._cache is not None:
            self._cache.put(_cache_name(piece, self._looks), _packed(facts, document))
        return laid

    def _kept(self, piece: "Piece") -> LaidOut | None:
        kept = self._cache.get(_cache_name(piece, self._looks)) if self._cache is not None else None
        return None if kept is None else _laid_out(piece.key, *_unpacked(kept))


class _Nest:
    """The processes and their scratch folder, which holds fonts and no words.

    One process loads the libraries, which takes as long as the layout of three pages, and splits itself into as many as
    are wanted. They are a session of their own, so that they can be ended together.
    """

    def __init__(self, count: int) -> None:
        self._folder = TemporaryDirectory(prefix="dossier-")
        jobs, answers = [os.pipe() for _one in range(count)], [os.pipe() for _one in range(count)]
        theirs = [(job[0], answer[1]) for job, answer in zip(jobs, answers, strict=True)]
        ends = [str(end) for pair in theirs for end in pair]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "dossier.export.pdf.child", self._folder.name, *ends],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(),
                pass_fds=[end for pair in theirs for end in pair], start_new_session=True,
            )  # fmt: skip
        finally:
            for pair in theirs:
                os.close(pair[0])
                os.close(pair[1])
        self.workers = [
            _Worker(os.fdopen(job[1], "wb"), os.fdopen(answer[0], "rb"), self.kill)
            for job, answer in zip(jobs, answers, strict=True)
        ]

    def kill(self) -> None:
        """End every process now."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self, *, at_once: bool) -> None:
        """Say that there is no more work, and wait a moment; then end them."""
        if at_once:
            self.kill()
        for one in self.workers:
            one.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
        self._folder.cleanup()


class _Worker:
    """One process, by its two pipes."""

    def __init__(self, jobs: BinaryIO, answers: BinaryIO, kill: Callable[[], None]) -> None:
        self._jobs, self._answers, self._kill = jobs, answers, kill

    def render(self, job: dict[str, str]) -> tuple[dict[str, Any], bytes]:
        """The answer to one job."""
        with self._watched() as late:
            with suppress(BrokenPipeError):  # it has said why, below
                write_frame(self._jobs, job)
            answer = read_frame(self._answers)
        if late:
            raise RenderProblem("pdf.timeout")
        if answer is None:
            raise RenderProblem("pdf.failed", what="layout")
        facts = answer[0]
        if "pages" not in facts:
            raise RenderProblem(str(facts.pop("code", "pdf.failed")), **{"what": "", **facts})
        return answer

    @contextmanager
    def _watched(self) -> "Iterator[list[bool]]":
        late: list[bool] = []

        def give_up() -> None:
            late.append(True)
            self._kill()

        timer = Timer(TIMEOUT_S, give_up)
        timer.daemon = True
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()

    def close(self) -> None:
        """Say that there is no more work."""
        with suppress(BrokenPipeError):
            self._jobs.close()
        self._answers.close()


def _looks() -> str:
    """What every piece depends on, as one hash: the style sheet, the fonts, the makers of the layout."""
    sums = hashlib.sha256(f"{__version__}\0{version('weasyprint')}\0{version('pydyf')}\0".encode())
    for path in look_files():
        sums.update(path.read_bytes())
    return sums.hexdigest()


def _cache_name(piece: "Piece", looks: str) -> str:
    """What one piece depends on: its words, its name, and the looks of all."""
    return hashlib.sha256(f"{looks}\0{piece.key}\0{piece.html}".encode()).hexdigest()


def _packed(facts: dict[str, Any], document: bytes) -> bytes:
    import io

    stream = io.BytesIO()
    write_frame(stream, facts, document)
    return stream.getvalue()


def _unpacked(kept: bytes) -> tuple[dict[str, Any], bytes]:
    import io

    frame = read_frame(io.BytesIO(kept))
    if frame is None:
        raise RenderProblem("pdf.failed", what="cache")
    return frame


def _laid_out(key: str, facts: dict[str, Any], document: bytes) -> LaidOut:
    headings = [(int(level), str(words), int(page), float(y)) for level, words, page, y in facts["headings"]]
    return LaidOut(key, document, int(facts["pages"]), dict(facts["anchors"]), headings)
