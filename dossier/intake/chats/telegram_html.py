"""The HTML export of Telegram Desktop: messages.html, messages2.html …

A message is ``<div class="message default">``; in it ``<div class="date" title="01.03.2022 12:34:56 UTC+03:00">``,
``<div class="from_name">``, ``<div class="text">``, links with the classes ``photo_wrap``, ``media_…``; a forwarded one
has a ``<div class="forwarded body">``. A message of class ``joined`` has the writer of the one before it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from dossier.intake.chats.media import files_inside
from dossier.intake.chats.messages import ChatMessage, Writers

_WITHOUT_END = frozenset(("br", "img", "hr", "meta", "link", "input", "source", "wbr"))
_TIME = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})(?: UTC([+-]\d{2}):?(\d{2}))?$")
_LATITUDE = re.compile(r"(?:q|ll)=(-?\d{1,3}\.\d+)(?:,|%2C)(-?\d{1,3}\.\d+)")
_PIECES = frozenset(("text", "from_name"))


class _Parsed:
    """One message while it is read."""

    def __init__(self, joined: bool) -> None:
        self.joined = joined
        self.text: list[str] = []
        self.names: list[str] = []
        self.time = ""
        self.links: list[str] = []
        self.place = ""
        self.forwarded = False
        self.mentioned: list[str] = []


class _Reader(HTMLParser):
    """Collects messages; everything outside of them is left."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[_Parsed] = []
        self._open: list[frozenset[str]] = []
        self._message: _Parsed | None = None
        self._message_depth = 0
        self._mention_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = frozenset(given.get("class", "").split())
        if tag == "br":
            self.handle_data("\n")
        if tag in _WITHOUT_END:
            return
        self._open.append(classes)
        if self._message is None:
            if {"message", "default"} <= classes:
                self._message, self._message_depth = _Parsed("joined" in classes), len(self._open)
        else:
            self._note(classes, given)

    def _note(self, classes: frozenset[str], given: dict[str, str]) -> None:
        message = self._message
        if message is None:
            return
        if "date" in classes and "title" in given and not message.time:
            message.time = given["title"]
        if "forwarded" in classes:
            message.forwarded = True
        if "from_name" in classes:
            message.names.append("")
        if "ShowMentionName" in given.get("onclick", ""):
            message.mentioned.append("")
            self._mention_depth = len(self._open)
        if found := _LATITUDE.search(given.get("href", "")):
            message.place = f"{found[1]}, {found[2]}"
        elif given.get("href") and any("_wrap" in name or name.startswith("media") for name in classes):
            message.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag in _WITHOUT_END or not self._open:
            return
        if self._message is not None and len(self._open) == self._message_depth:
            self.done.append(self._message)
            self._message = None
        if len(self._open) == self._mention_depth:
            self._mention_depth = 0
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._message is None:
            return
        piece = next((name for classes in reversed(self._open) for name in _PIECES & classes), "")
        if piece == "text":
            self._message.text.append(data)
            if self._mention_depth:
                self._message.mentioned[-1] += data
        elif piece == "from_name" and self._message.names:
            self._message.names[-1] += data


def read_telegram_html(path: Path, writers: Writers) -> Iterator[ChatMessage]:
    """The reports of one file in their order; a file without messages gives none."""
    reader = _Reader()
    with path.open(encoding="utf-8", errors="replace") as file:
        while block := file.read(1 << 16):
            reader.feed(block)
    reader.close()
    last = ""
    for parsed in reader.done:
        last = last if parsed.joined else _name(parsed.names, 0)
        message = _message(parsed, last, path.parent, writers)
        if message is not None:
            yield message


def _name(names: list[str], at: int) -> str:
    return " ".join(names[at].split()) if len(names) > at else ""


def _message(parsed: _Parsed, name: str, folder: Path, writers: Writers) -> ChatMessage | None:
    text = "".join(parsed.text).strip()
    if writers.is_ours(name) or not (text or parsed.links or parsed.place):
        return None
    own_names = 0 if parsed.joined else 1
    origin = _name(parsed.names, own_names)
    origin = re.sub(r"\s*\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}:\d{2}$", "", origin)
    media = files_inside(folder, parsed.links)
    return ChatMessage(
        writer=writers.number_of(f"forwarded {origin}" if parsed.forwarded else name),
        text=text,
        sent_at=_instant(parsed.time),
        sent_as_written=parsed.time,
        media=media,
        missing_media=len(parsed.links) - len(media),
        place_as_written=parsed.place,
        forwarded=parsed.forwarded,
        identities=tuple((one.strip(), "account") for one in parsed.mentioned),
    )


def _instant(title: str) -> datetime | None:
    """The instant of "01.03.2022 12:34:56 UTC+03:00"; None without a zone, or for no instant."""
    found = _TIME.match(title)
    if found is None or found[5] is None:
        return None
    day, month, year, clock, hours, minutes = found.groups()
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{clock}{hours}:{minutes}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
