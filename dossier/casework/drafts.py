"""What was typed and not saved: kept on leaving each field, given back in the field where it was left."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from dossier.vault.queries import records
from dossier.vault.tables import Draft
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession


@dataclass(frozen=True)
class DraftKey:
    """Which form, and of which record; a form for something new has none."""

    form: str
    record_id: uuid.UUID | None = None


@dataclass(frozen=True)
class KeptDraft:
    """The texts of a form by field, and the field in which the person was.

    The draft of a change holds the changed fields only, with what stood in them before and the version of the record
    that was seen: so it can be told later what somebody else changed meanwhile.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    focused_field: str = ""
    version: int | None = None
    """Of the record that is being changed; None for something new."""
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nothing typed; a field that was emptied is a change."""
        if self.version is not None:
            return not self.fields
        return not any(text.strip() for text in self.fields.values())


_BEFORE = "before:"
"""Begins the keys under which a stored draft holds what stood in its fields."""


def keep_draft(vault: "Vault", key: DraftKey, kept: KeptDraft) -> None:
    """Write the draft of this author over the one before; an empty form leaves none."""
    with vault.write() as session:
        if not kept.is_empty:
            _write(session, key, kept)
        else:
            forget_draft_in(session, key)


def _write(session: "VaultSession", key: DraftKey, kept: KeptDraft) -> None:
    draft = records.draft_of(session, key.form, session.author, key.record_id)
    if draft is None:
        draft = Draft(id=uuid7(), form=key.form, record_id=key.record_id, author=session.author)
    draft.fields = {**kept.fields, **{_BEFORE + name: text for name, text in kept.before.items()}}
    draft.record_version = kept.version
    draft.focused_field = kept.focused_field or None
    draft.saved_at = now_utc()
    session.add(draft)


def drafts_of_author(vault: "Vault") -> dict[DraftKey, KeptDraft]:
    """All drafts of the author of this vault, by form."""
    with vault.read() as session:
        found = records.drafts_by(session, session.author)
    kept = {}
    for draft in reversed(found):
        kept[DraftKey(draft.form, draft.record_id)] = _kept(draft)
    return kept


def _kept(draft: Draft) -> KeptDraft:
    fields = {name: text for name, text in draft.fields.items() if not name.startswith(_BEFORE)}
    before = {name.removeprefix(_BEFORE): text for name, text in draft.fields.items() if name.startswith(_BEFORE)}
    return KeptDraft(fields, draft.focused_field or "", draft.record_version, before)


def forget_draft(vault: "Vault", key: DraftKey) -> None:
    """Throw a draft away, because the person said so."""
    with vault.write() as session:
        forget_draft_in(session, key)


def forget_draft_in(session: "VaultSession", key: DraftKey | None) -> None:
    """Throw a draft away inside a transaction that is open; None is nothing to throw away."""
    if key is None:
        return
    draft = records.draft_of(session, key.form, session.author, key.record_id)
    if draft is not None:
        session.delete(draft)
