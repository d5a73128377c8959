"""Redaction by words: their places on the pages are found and told first; then the boxes of those places are taken out.

Nothing is taken out by finding. A page without words, a photograph of a paper that no machine has read, is told with
the rest, because a name on it is not found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.cage.running import run_worker
from dossier.errors import NotFound, Refused, RenderProblem, add_messages
from dossier.export.exhibits.copies import STAMP_LIMITS, WORKER, make_pages
from dossier.export.exhibits.redacting import Box, Redacted, redact
from dossier.export.exhibits.seeking import Place
from dossier.i18n import N_
from dossier.vault.evidence import EvidenceStore

if TYPE_CHECKING:
    from dossier.vault import Vault

add_messages(
    {
        "redact.words": N_("These words stand on no page of this exhibit as far as it can be read. Nothing was done."),
        "redact.unread": N_("The pages of this exhibit could not be read for words. Type boxes instead."),
    }
)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the words as it stands on the pages: how often, and on which of them."""

    words: str
    place_count: int
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WordsFound:
    """What would be taken out."""

    places: tuple[Place, ...]
    silent_pages: tuple[int, ...]
    """Pages without any words: nothing can be found on them, so a person has to look."""
    forms: tuple[Form, ...]

    @property
    def place_count(self) -> int:
        """How many there are, however many boxes they need."""
        return sum(one.place_count for one in self.forms)


def find_words(vault: "Vault", ref: str, words: Sequence[str]) -> WordsFound:
    """Where some words stand on the numbered copy of an exhibit; makes the copy where it is not made yet.

    Args:
        vault: Open.
        ref: Of the exhibit.
        words: Each finds the words that begin with it; in quotation marks, just itself.

    Raises:
        Misread, NotFound: of the reference.
        Refused: "redact.slip".
        RenderProblem: "redact.unread".
    """
    copy = make_pages(vault, ref)
    if copy.slip_reason_code:
        raise Refused("redact.slip")
    with vault.read() as session, EvidenceStore(vault).open_id(session, copy.object_id) as reader:
        content = b"".join(reader.blocks())
    answer = run_worker(WORKER, {"do": "seek", "words": list(words)}, content, STAMP_LIMITS)
    found, silent = answer.facts.get("places"), answer.facts.get("silent")
    if not isinstance(found, list) or not isinstance(silent, list):
        raise RenderProblem("redact.unread")
    places = tuple(Place(*one) for one in found)
    return WordsFound(places, tuple(silent), _forms(places))


def redact_words(
    vault: "Vault", ref: str, words: Sequence[str], *, reason_code: str, remarks: str = ""
) -> tuple[Redacted, WordsFound]:
    """Take every place of some words out: the next redacted version, as ``redact`` makes it.

    Raises:
        NotFound: "redact.words".
        As ``find_words`` and ``redact``.
    """
    found = find_words(vault, ref, words)
    if not found.places:
        raise NotFound("redact.words", field="words")
    boxes = [Box(one.page, one.left, one.top, one.width, one.height, reason_code) for one in found.places]
    return redact(vault, ref, boxes, remarks=remarks), found


def _forms(places: Sequence[Place]) -> tuple[Form, ...]:
    """The most frequent first."""
    pages: dict[str, list[int]] = {}
    for one in {place.number: place for place in places}.values():
        pages.setdefault(one.words, []).append(one.page)
    forms = [Form(words, len(found), tuple(dict.fromkeys(found))) for words, found in pages.items()]
    return tuple(sorted(forms, key=lambda one: (-one.place_count, one.words)))
