"""How the program and its layout processes speak: a JSON object and some bytes, each with its length before it."""

import json
from typing import Any, BinaryIO, Final

_LENGTH_BYTES: Final = 8


def write_frame(stream: BinaryIO, facts: dict[str, Any], body: bytes = b"") -> None:
    """Send one frame whole."""
    head = json.dumps(facts, ensure_ascii=False).encode()
    stream.write(len(head).to_bytes(_LENGTH_BYTES, "big") + head + len(body).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next frame; None where the other side has closed or broken off."""
    head = _block(stream)
    body = _block(stream) if head is not None else None
    if head is None or body is None:
        return None
    facts: dict[str, Any] = json.loads(head)
    return facts, body


def _block(stream: BinaryIO) -> bytes | None:
    length = stream.read(_LENGTH_BYTES)
    if len(length) < _LENGTH_BYTES:
        return None
    wanted = int.from_bytes(length, "big")
    block = stream.read(wanted)
    return block if len(block) == wanted else None
