"""How many sources that do not depend on each other stand behind a tip or an event."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.casework.tip_decisions import event_of
from dossier.casework.tips import tip_of
from dossier.domain.same_words import SHORTEST_COPY, folded_words, independent_count
from dossier.vault.queries import tips

if TYPE_CHECKING:
    import uuid

    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession


@dataclass(frozen=True)
class Corroboration:
    """What else speaks for a tip, or only seems to."""

    same_writer: int
    """Other tips of the same writer: they are one source with it."""
    same_words: tuple[str, ...]
    """References of other tips with the same words: passed on, and so one source with it too."""
    independent: int
    """Sources that do not depend on each other behind the event that it stands for; 0 where it stands for none."""


def corroboration_of(vault: "Vault", ref: str) -> Corroboration:
    """How a tip stands among the others.

    Raises:
        NotFound: "tip.none".
    """
    with vault.read() as session:
        tip = tip_of(session, ref)
        mine, words = tip.independence_group or tip.handle, folded_words(tip.text_as_received or "")
        others = [one for one in tips.written(session) if one[0] != tip.ref]
        is_telling = len(words) >= SHORTEST_COPY
        copies = tuple(one for one, _group, text in others if is_telling and folded_words(text) == words)
        event_id = tip.promoted_event_id
        return Corroboration(
            sum(group == mine for _ref, group, _text in others),
            copies,
            _independent(session, event_id) if event_id else 0,
        )


def independent_sources(vault: "Vault", event_ref: str) -> int:
    """How many sources that do not depend on each other stand behind an event.

    Tips of one writer are one source, and so are tips that pass on the same words.

    Raises:
        NotFound: "tip.event".
    """
    with vault.read() as session:
        return _independent(session, event_of(session, event_ref).id)


def _independent(session: "VaultSession", event_id: "uuid.UUID") -> int:
    found = tips.tips_of_event(session, event_id)
    return independent_count((tip.independence_group or tip.handle, tip.text_as_received or "") for tip in found)
