"""A message without its writer, and the writers of one file as ordinal numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dossier.domain.identity_marks import MarkKind

ChatForm = Literal["telegram_json", "telegram_html", "whatsapp", "text"]


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What one writer sent at one moment."""

    writer: int
    """Ordinal number of the account in this file, from 1; 0 where the file does not say."""
    text: str
    sent_at: datetime | None = None
    """In UTC; None where the file gives no time zone."""
    sent_as_written: str = ""
    media: tuple[Path, ...] = ()
    """Files that lie inside the exported folder and exist."""
    missing_media: int = 0
    """Files that the message names and the folder lacks."""
    place_as_written: str = ""
    forwarded: bool = False
    identities: "tuple[tuple[str, MarkKind], ...]" = ()
    """Fragments of the text that the export itself calls a name of an account, a telephone or the like."""


@dataclass(frozen=True)
class Chat:
    """The messages of one exported chat, readable once."""

    form: ChatForm
    sha256: str
    """Of the file that holds the messages; of all of them in the order of their names where there are several."""
    messages: Iterator[ChatMessage]


@dataclass(slots=True)
class Writers:
    """Names and numbers of accounts, only while a file is read."""

    ours: frozenset[str] = frozenset()
    """Names of accounts whose messages are not reports: the organisation's own, its bot's."""
    _numbers: dict[str, int] = field(default_factory=dict, repr=False)

    def number_of(self, account: str) -> int:
        """The ordinal of an account; 0 for none."""
        return self._numbers.setdefault(account, len(self._numbers) + 1) if account else 0

    def is_ours(self, name: str) -> bool:
        """Whether an account writes for the organisation."""
        return name.strip().casefold() in self.ours
