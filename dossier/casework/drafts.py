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
    """The texts of a form by field, and the field in which the person was."""

    fields: Mapping[str, str] = field(default_factory=dict)
    focused_field: str = ""


def keep_draft(vault: "Vault", key: DraftKey, kept: KeptDraft) -> None:
    """Write the draft of this author over the one before; an empty form leaves none."""
    with vault.write() as session:
        if any(text.strip() for text in kept.fields.values()):
            _write(session, key, kept)
        else:
            forget_draft_in(session, key)


def _write(session: "VaultSession", key: DraftKey, kept: KeptDraft) -> None:
    draft = records.draft_of(session, key.form, session.author, key.record_id)
    if draft is None:
        draft = Draft(id=uuid7(), form=key.form, record_id=key.record_id, author=session.author)
    draft.fields = dict(kept.fields)
    draft.focused_field = kept.focused_field or None
    draft.saved_at = now_utc()
    session.add(draft)


def drafts_of_author(vault: "Vault") -> dict[DraftKey, KeptDraft]:
    """All drafts of the author of this vault, by form."""
    with vault.read() as session:
        found = records.drafts_by(session, session.author)
    kept = {}
    for draft in reversed(found):
        kept[DraftKey(draft.form, draft.record_id)] = KeptDraft(dict(draft.fields), draft.focused_field or "")
    return kept


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
