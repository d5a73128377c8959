"""What nobody used until its last day goes: from the rows, from the journal, from the disk."""

from datetime import date
from typing import TYPE_CHECKING, Final

from dossier.vault.queries import tips

if TYPE_CHECKING:
    from dossier.vault import Vault


_PERISHABLE: Final = (
    "text_as_received",
    "sent_as_written",
    "place_as_written",
    "happened",
    "happened_lower",
    "happened_upper",
    "happened_as_written",
    "journal_salt",
)


def count_past(vault: "Vault", today: date) -> int:
    """How many tips have run out and still hold their content."""
    with vault.read() as session:
        return len(tips.tips_past(session, today))


def expire_tips(vault: "Vault", *, today: date) -> list[str]:
    """Destroy what nobody used until its last day: text, place, date, files, sealed contacts; returns references.

    The tip itself stays with its handle, its state, the month in which it was received and the reason of a refusal, so
    that one can say that it was here. The journal has only sums of what goes, under a salt that goes too. Copies in
    older backups last as long as those backups.
    """
    from dossier.vault import sealing
    from dossier.vault.evidence import EvidenceStore

    with vault.write(reason="tips ran out") as session:
        past = list(tips.tips_past(session, today))
        files = [file for tip in past for file in tips.files_of_tip(session, tip.id)]
        held = {file.object_id for file in files if file.object_id}
        for file in files:
            session.delete(file)
        for tip in past:
            for name in _PERISHABLE:
                setattr(tip, name, None)
            tip.received_at = tip.received_at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
            tip.state = "expired"
        session.flush()
        sealing.purge_of_tips(session, [tip.id for tip in past])
        sealing.purge_expired(session, today)
        if held:
            store = EvidenceStore(vault)
            for object_id in sorted(held):
                store.drop(session, object_id)
    if past:
        vault.fold_log()  # the write-ahead log holds the pages as they were
    return [tip.ref or "" for tip in past]
