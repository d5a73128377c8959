"""The words of PDF files in a pack, as a reader of words finds them.

They are read in the cage, because a pack comes from anybody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dossier.cage.running import Limits, run_worker

_WORKER: Final = "dossier.export.check.reader"
_LIMITS: Final = Limits(cpu_s=600, wall_s=1200, memory_bytes=4 << 30)
_AT_ONCE_BYTES: Final = 64 << 20
PageBox = tuple[int, float, float, float, float]
"""Page from 1; left, top, width, height in points from its upper left corner."""


@dataclass(frozen=True, slots=True)
class FileWords:
    """The words of one file."""

    pages: Sequence[str]
    boxes: Sequence[str]
    """What stands in each box that was asked for."""
    is_read: bool
    """Not where the file is damaged, or where this system has no cage."""


WordsOf = Callable[..., dict[str, FileWords]]
"""What reads the words: as ``words_of``."""


def words_of(
    files: Iterable[tuple[str, bytes]], boxes: Mapping[str, Sequence[PageBox]] | None = None
) -> dict[str, FileWords]:
    """Name -> the words of each file.

    Args:
        files: Names and bytes; as many as fit are in memory at once.
        boxes: Name -> boxes on its pages.
    """
    found: dict[str, FileWords] = {}
    for batch in _batches(files):
        job = [{"size": len(content), "boxes": (boxes or {}).get(name, ())} for name, content in batch]
        answer = run_worker(_WORKER, {"files": job}, b"".join(content for _name, content in batch), _LIMITS)
        listed: Any = answer.facts.get("files") or [None] * len(batch)
        found |= {name: words_from(one) for (name, _content), one in zip(batch, listed, strict=True)}
    return found


def _batches(files: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    for name, content in files:
        if batch and sum(len(one) for _name, one in batch) + len(content) > _AT_ONCE_BYTES:
            yield batch
            batch = []
        batch.append((name, content))
    if batch:
        yield batch


def words_from(said: dict[str, Any] | None) -> FileWords:
    """The words, from what the reader says of one file."""
    if said is None or said["is_damaged"]:
        return FileWords((), (), is_read=False)
    return FileWords(said["pages"], said["boxes"], is_read=True)
