"""An exported chat becomes tips: one a message, in one transaction, with a batch that can be undone."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.casework.tips import KEPT_DAYS, Report, add_file, add_tip, new_group
from dossier.domain.identity_marks import find_identity_marks, without_identity_marks
from dossier.errors import Refused, add_messages
from dossier.i18n import N_
from dossier.intake.chats import ChatMessage, read_chat
from dossier.vault.evidence import EvidenceStore
from dossier.vault.queries.records import refresh
from dossier.vault.queries.tips import chat_taken_in
from dossier.vault.tables import Batch

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession

FLUSHED_AFTER = 500

add_messages(
    {
        "tip.taken_in": N_("This chat was taken in already ({batch}); nothing was changed. Undo that import first."),
        "tip.no_messages": N_("There is no message in this chat that somebody else has written."),
    }
)


@dataclass
class TipsTaken:
    """What became of an exported chat."""

    batch: str
    form: str
    refs: list[str] = field(default_factory=list)
    writers: int = 0
    files: int = 0
    missing_files: int = 0
    """Files that messages name and the export lacks."""
    marks: Counter[str] = field(default_factory=Counter)
    """Kind of identity fragment -> how many stand in the texts (or were taken out of them)."""


def take_in_chat(
    vault: "Vault",
    path: Path,
    *,
    today: date,
    kept_days: int = KEPT_DAYS,
    ours: Iterable[str] = (),
    strip_identities: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> TipsTaken:
    """Take in an exported chat; who wrote is not kept, only which messages have one writer.

    Args:
        vault: Where.
        path: A file or folder that ``read_chat`` reads.
        today: From which the days are counted.
        kept_days: How long a tip that nobody uses is kept.
        ours: Names of accounts whose messages are not reports.
        strip_identities: Replace telephone numbers, account names and the like in the texts by their kind, for good.
        on_progress: Called with the number of messages so far.

    Raises:
        UnreadableInput: no chat.
        Refused: "tip.taken_in", "tip.no_messages", "tip.kept_days".
    """
    chat = read_chat(path, ours=ours)
    with vault.write(reason="tips") as session:
        before = chat_taken_in(session, chat.sha256)
        if before is not None:
            raise Refused("tip.taken_in", batch=before.ref)
        # the name of an exported chat is often that of its writer, with a telephone number
        batch = Batch(file_name=chat.form, file_sha256=chat.sha256, layout_code=f"chat:{chat.form}")
        session.add(batch)
        refresh(session, batch)
        taken = TipsTaken(batch.ref or "", chat.form)
        desk = _Desk(vault, session, batch.id, taken, today, kept_days, strip_identities)
        for number, message in enumerate(chat.messages, start=1):
            desk.take(message)
            if on_progress is not None and number % FLUSHED_AFTER == 0:
                on_progress(number)
        if not taken.refs:
            raise Refused("tip.no_messages")
        batch.row_count, batch.counts = len(taken.refs), {"new": len(taken.refs)}
    return taken


@dataclass
class _Desk:
    """Where the messages of one chat are laid down."""

    vault: "Vault"
    session: "VaultSession"
    batch_id: uuid.UUID
    taken: TipsTaken
    today: date
    kept_days: int
    strip_identities: bool
    groups: dict[int, str] = field(default_factory=dict)
    store: EvidenceStore | None = None

    def take(self, message: ChatMessage) -> None:
        """Make a tip of one message."""
        marks = find_identity_marks(message.text, message.identities)
        self.taken.marks.update(mark.kind for mark in marks)
        self.taken.missing_files += message.missing_media
        text = without_identity_marks(message.text, message.identities) if self.strip_identities else message.text
        report = Report(
            text,
            received_at=message.sent_at,
            sent_as_written=message.sent_as_written,
            place_as_written=message.place_as_written,
            is_forwarded=message.forwarded,
            independence_group=self._group(message.writer),
        )
        tip = add_tip(self.session, report, today=self.today, kept_days=self.kept_days, batch_id=self.batch_id)
        for file in message.media:
            self.store = self.store or EvidenceStore(self.vault)
            add_file(self.session, self.store, tip, file)
            self.taken.files += 1
        refresh(self.session, tip)
        self.taken.refs.append(tip.ref or "")

    def _group(self, writer: int) -> str:
        if not writer:
            return new_group()
        self.taken.writers = max(self.taken.writers, writer)
        return self.groups.setdefault(writer, new_group())
