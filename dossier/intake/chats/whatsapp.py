"""The text export of WhatsApp: "01.03.22, 12:34 - Name: text", lines without such a beginning go on.

Its dates follow the telephone's settings, day or month first, and carry no time zone: they are kept as written.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dossier.intake.chats.media import files_inside
from dossier.intake.chats.messages import ChatMessage, Writers

_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f][AaPp]\.?[Mm]\.?)?"
_STAMP = rf"[\u200e\u200f]?\[?({_DATE},?\s{_CLOCK})\]?\s?(?:[-\u2013]\s)?"
BEGINNING = re.compile(rf"{_STAMP}([^:\n]{{1,100}}):\s(.*)$", re.DOTALL)
_SERVICE = re.compile(_STAMP)
_ATTACHED = re.compile(r"<(?:attached|прикреплено|прикріплено|далучана): ([^<>\n]{1,200})>")
_NAMED = re.compile(r"^[\u200e\u200f]?(\S{1,200}\.\w{2,5}) \([^()\n]{3,40}\)$", re.MULTILINE)


def looks_like_whatsapp(start: str) -> bool:
    """Whether one of the first lines begins as a message of such an export."""
    return any(BEGINNING.match(line) for line in start.splitlines()[:20])


def read_whatsapp(path: Path, writers: Writers) -> Iterator[ChatMessage]:
    """The reports in their order."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for first, rest in _gathered(file):
            message = _message(first, rest, path.parent, writers)
            if message is not None:
                yield message


def _gathered(lines: Iterable[str]) -> Iterator[tuple[re.Match[str], str]]:
    """Each beginning with the lines that follow it; what stands before the first one is no message."""
    begun: re.Match[str] | None = None
    more: list[str] = []
    for line in lines:
        beginning = BEGINNING.match(line)
        if beginning is None and not _SERVICE.match(line):
            more.append(line)
            continue
        if begun is not None:
            yield begun, "".join(more)
        begun, more = beginning, []
    if begun is not None:
        yield begun, "".join(more)


def _message(first: re.Match[str], rest: str, folder: Path, writers: Writers) -> ChatMessage | None:
    written, name, start = first.groups()
    text = (start + rest).strip()
    named = [*_ATTACHED.findall(text), *_NAMED.findall(text)]
    text = _NAMED.sub("", _ATTACHED.sub("", text)).strip()
    if writers.is_ours(name) or not (text or named):
        return None
    media = files_inside(folder, named)
    return ChatMessage(
        writer=writers.number_of(name),
        text=text,
        sent_as_written=written,
        media=media,
        missing_media=len(named) - len(media),
    )
