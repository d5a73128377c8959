"""Where a person was held, as the quick form takes it: one detention with one stay."""

from typing import TYPE_CHECKING

from dossier.casework.held_basis import NOT_RECORDED
from dossier.casework.partial_columns import date_columns
from dossier.vault.queries import records
from dossier.vault.tables import Episode, Placement

if TYPE_CHECKING:
    import uuid

    from dossier.casework.entry_reading import ReadEntry
    from dossier.vault.sessions import VaultSession


def add_custody(
    session: "VaultSession", entry: "ReadEntry", person_id: "uuid.UUID", proceeding_id: "uuid.UUID | None"
) -> None:
    """Record the detention and its stay; nothing where nothing of it was typed.

    The end of the stay is not the end of the detention: whether the person was released or moved is not known here.
    """
    if not entry.has_custody:
        return
    episode = Episode(
        person_id=person_id,
        proceeding_id=proceeding_id,
        branch=entry.branch or "other",
        **date_columns("started", entry.held_from),
    )
    session.add(episode)
    session.flush()
    facility = entry.text("facility")
    body = records.organisation_named(session, facility) if facility else None
    session.add(
        Placement(
            episode_id=episode.id,
            facility_id=body.id if body else None,
            facility_as_written=facility,
            basis=entry.basis or NOT_RECORDED,
            **date_columns("started", entry.held_from),
            **date_columns("ended", entry.held_to),
        )
    )
