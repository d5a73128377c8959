"""Which kind of export a file or a folder is, and its messages."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from dossier.errors import UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.intake.chats.messages import Chat, ChatMessage, Writers
from dossier.intake.chats.telegram_html import read_telegram_html
from dossier.intake.chats.telegram_json import read_telegram_json
from dossier.intake.chats.whatsapp import looks_like_whatsapp, read_whatsapp

LARGEST_BYTES = 200 << 20
"""Of the file that holds the messages; photographs and films lie beside it."""

add_messages(
    {
        "tip.not_a_chat": N_("This is no exported chat that can be read: Telegram's JSON or HTML, WhatsApp's text."),
        "tip.chat_too_big": N_("This chat has {size_mb} MB; at most {limit_mb} MB are read. Export it in parts."),
    }
)


def read_chat(path: Path, *, ours: Iterable[str] = ()) -> Chat:
    """Open an exported chat.

    Args:
        path: result.json, messages.html, a .txt file, or the folder that an export made.
        ours: Names of accounts that write for the organisation; their messages are left out.

    Raises:
        UnreadableInput: "file.missing", "file.unreadable", "tip.not_a_chat", "tip.chat_too_big".
    """
    files = _files(path)
    writers = Writers(frozenset(name.strip().casefold() for name in ours))
    start = _start(files[0])
    if files[0].suffix.lower() == ".json":
        return Chat("telegram_json", _sha256(files), read_telegram_json(files[0], writers))
    if files[0].suffix.lower() in (".html", ".htm"):
        pages = chain.from_iterable(read_telegram_html(file, writers) for file in files)
        return Chat("telegram_html", _sha256(files), pages)
    if looks_like_whatsapp(start):
        return Chat("whatsapp", _sha256(files), read_whatsapp(files[0], writers))
    return Chat("text", _sha256(files), _whole(files[0]))


def _files(path: Path) -> list[Path]:
    """The files that hold the messages, in the order of their numbers."""
    if not path.exists():
        raise UnreadableInput("file.missing")
    found = [path]
    if path.is_dir():
        pages = sorted(path.glob("messages*.html"), key=lambda file: (len(file.name), file.name))
        found = [file for file in (path / "result.json", *pages, path / "_chat.txt") if file.is_file()]
        found = pages if found and found[0] in pages else found[:1]
    if not found:
        raise UnreadableInput("tip.not_a_chat")
    size = sum(file.stat().st_size for file in found)
    if size > LARGEST_BYTES:
        raise UnreadableInput("tip.chat_too_big", size_mb=size >> 20, limit_mb=LARGEST_BYTES >> 20)
    return found


def _start(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            head = stream.read(1 << 14)
    except OSError:
        raise UnreadableInput("file.unreadable") from None
    if b"\0" in head:
        raise UnreadableInput("tip.not_a_chat")
    return head.decode("utf-8-sig", "replace")


def _sha256(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _whole(file: Path) -> Iterator[ChatMessage]:
    text = file.read_text(encoding="utf-8-sig", errors="replace").strip()
    if text:
        yield ChatMessage(writer=0, text=text)
