"""The JSON export of Telegram Desktop: one chat, or a whole account with several.

Shape: ``{"messages": […]}`` or ``{"chats": {"list": [{"messages": […]}]}}``; a message has ``type``, ``from``,
``from_id``, ``date_unixtime``, ``text`` (a string, or a list of strings and of ``{"text": …}``), ``photo``, ``file``,
``location_information``, ``forwarded_from``.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.domain import strict_json
from dossier.errors import UnreadableInput
from dossier.intake.chats.media import files_inside
from dossier.intake.chats.messages import ChatMessage, Writers

if TYPE_CHECKING:
    from dossier.domain.identity_marks import MarkKind

_NOT_EXPORTED = "("
"""Where a file was not exported, its field holds a sentence in brackets."""
_IDENTITIES: "Final[dict[str, MarkKind]]" = {
    "mention": "account", "mention_name": "account", "phone": "phone", "email": "mail", "bank_card": "document",
}  # fmt: skip
"""Kinds of fragments of a text that tell who somebody is; a mention by name has no sign of its own in the text."""


def read_telegram_json(path: Path, writers: Writers) -> Iterator[ChatMessage]:
    """The reports in their order.

    Raises:
        UnreadableInput: "tip.not_a_chat".
    """
    try:
        document = strict_json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise UnreadableInput("tip.not_a_chat") from None
    for chat in _chats(document):
        for message in chat["messages"]:
            if isinstance(message, dict) and message.get("type", "message") == "message":
                read = _message(message, path.parent, writers)
                if read is not None:
                    yield read


def _chats(document: object) -> list[dict[str, Any]]:
    if isinstance(document, dict) and isinstance(document.get("messages"), list):
        return [document]
    listed = document.get("chats", {}) if isinstance(document, dict) else {}
    chats = listed.get("list") if isinstance(listed, dict) else None
    if not isinstance(chats, list):
        raise UnreadableInput("tip.not_a_chat")
    return [chat for chat in chats if isinstance(chat, dict) and isinstance(chat.get("messages"), list)]


def _message(message: dict[str, Any], folder: Path, writers: Writers) -> ChatMessage | None:
    name = str(message.get("from") or "")
    if writers.is_ours(name):
        return None
    text = _text(message.get("text"))
    named = [str(value) for key in ("photo", "file") if (value := message.get(key))]
    media = files_inside(folder, [one for one in named if not one.startswith(_NOT_EXPORTED)])
    place = _place(message.get("location_information"))
    if not (text or named or place):
        return None
    forwarded = "forwarded_from" in message
    origin = f"forwarded {message['forwarded_from']}" if forwarded else str(message.get("from_id") or name)
    return ChatMessage(
        writer=writers.number_of(origin),
        text=text,
        sent_at=_instant(message.get("date_unixtime")),
        sent_as_written=str(message.get("date") or ""),
        media=media,
        missing_media=len(named) - len(media),
        place_as_written=place,
        forwarded=forwarded,
        identities=tuple(_identities(message.get("text"))),
    )


def _text(parts: object) -> str:
    if isinstance(parts, str):
        return parts.strip()
    if not isinstance(parts, list):
        return ""
    texts = [part.get("text") if isinstance(part, dict) else part for part in parts]
    return "".join(text for text in texts if isinstance(text, str)).strip()


def _identities(parts: object) -> "Iterator[tuple[str, MarkKind]]":
    for part in parts if isinstance(parts, list) else ():
        kind = _IDENTITIES.get(str(part.get("type"))) if isinstance(part, dict) else None
        if kind is not None and isinstance(part.get("text"), str):
            yield part["text"].strip(), kind


def _instant(seconds: object) -> datetime | None:
    """Seconds since 1970, written as text or number; None for anything that is no such instant."""
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _place(information: object) -> str:
    if not isinstance(information, dict):
        return ""
    pair = [information.get(key) for key in ("latitude", "longitude")]
    return ", ".join(str(number) for number in pair) if all(isinstance(n, int | float) for n in pair) else ""
