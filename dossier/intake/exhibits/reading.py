"""What a file says of itself: its type from its bytes, its form, its words, and what would unmask who made it.

Everything but the first look at the type is done in the cage; a file that cannot be read there is still evidence.
"""

import json
import os
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from dossier.cage.programs import INPUT, can_run, run_program
from dossier.cage.running import Limits, run_worker
from dossier.casework.exhibits import FileReading
from dossier.domain.file_types import HEAD_BYTES, type_of

if TYPE_CHECKING:
    from collections.abc import Mapping

WORKER: Final = "dossier.intake.exhibits.worker"
MOST_BYTES: Final = 256 << 20
"""Of a file that is read whole; of a larger one only the type is told."""
MOST_MEDIA_BYTES: Final = 1 << 30
LIMITS: Final = Limits(cpu_s=60, wall_s=120, memory_bytes=2 << 30)
_MEDIA_FACTS: Final = ("codec_type", "codec_name", "width", "height", "sample_rate", "channels", "r_frame_rate")
"""What ffprobe says of a stream and what unmasks nobody."""


def read_file(source: BinaryIO) -> FileReading:
    """Type, form, words and protected data of a file.

    Args:
        source: At its beginning; it is read and left anywhere.
    """
    size = os.fstat(source.fileno()).st_size
    mime_type = type_of(source.read(HEAD_BYTES))
    source.seek(0)
    if mime_type.startswith(("video/", "audio/")):
        return _read_media(source, mime_type) if size <= MOST_MEDIA_BYTES else FileReading(mime_type)
    if size > MOST_BYTES:
        return FileReading(mime_type)
    answer = run_worker(WORKER, {"mime_type": mime_type}, source, LIMITS)
    if answer.failure:
        return FileReading(mime_type, facts={"not_read": answer.failure})
    said: Any = answer.facts
    return FileReading(said["mime_type"], said["facts"], said["protected"], said["text"], said["tool"])


def _read_media(source: BinaryIO, mime_type: str) -> FileReading:
    """Container and streams by ffprobe, where it is installed and can be held."""
    if not can_run("ffprobe"):
        return FileReading(mime_type)
    command = ["ffprobe", "-v", "error", "-print_format", "json", "-show_format", "-show_streams", INPUT]
    said = run_program(command, source, LIMITS, most_bytes=MOST_MEDIA_BYTES)
    try:
        found = json.loads(said or b"{}")
    except ValueError:
        found = {}
    return FileReading(mime_type, _media_facts(found), _media_protected(found), tool="ffprobe")


def _media_facts(found: "Mapping[str, Any]") -> dict[str, object]:
    streams = [{name: stream[name] for name in _MEDIA_FACTS if name in stream} for stream in found.get("streams", [])]
    length = found.get("format", {}).get("duration")
    return {"length_s": length, "streams": streams} if length else {}


def _media_protected(found: "Mapping[str, Any]") -> dict[str, object]:
    """Tags of the container and of each stream: place, device, time, encoder."""
    tags = [found.get("format", {}).get("tags", {}), *(one.get("tags", {}) for one in found.get("streams", []))]
    return {f"tags {at}": one for at, one in enumerate(tags) if one}
