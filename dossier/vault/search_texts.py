"""Records by the words of their texts: titles, numbers, courts, places, notes, documents."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from dossier.domain.institution_words import Meaning, meaning_of
from dossier.vault.search_fields import FIELDS
from dossier.vault.search_names import NameFinder
from dossier.vault.search_reading import END, ITSELF, NEVER, Condition, Reader, marks, where
from dossier.vault.search_rows import is_posted
from dossier.vault.search_words import Word

_MOST: Final = 2000
_MOST_OF_ONE: Final = 200
"""Records of a word that stands alone: all fit equally, and some tens are shown."""
_GUESSES: Final = 12
EQUAL, BEGINS, MEANS, SIMILAR = 1.0, 0.95, 0.9, 0.8
HOW: Final = {EQUAL: "same", BEGINS: "begins", MEANS: "language", SIMILAR: "sounds"}
_OF_BODIES: Final = ("court", "place", "name", "title")
"""Fields in which courts, agencies and places are named, in whatever language."""
_SHORTEST_SKELETON: Final = 3
_WORDS_OF_A_BODY: Final = 2
"""So many words of such names (City, Court) tell that a body is asked for; one may begin a surname (Городецкий)."""


class Found(NamedTuple):
    """A record by one word: which field has it and how well."""

    field: int
    worth: float


Places = dict[Any, Found]
"""Id of the record, as the driver gives it -> the best place of the word in it."""


class TextFinder:
    """Finds records that have every word somewhere."""

    def __init__(self, reader: Reader, names: NameFinder, fields: Sequence[int] = (), *, guess: bool = True) -> None:
        """``guess``: words that no record has are looked for with errors too."""
        self._reader = reader
        self._names = names
        self._fields = tuple(fields)
        self._guess = guess
        self._names_body = False

    def find(self, words: Sequence[Word], conditions: Iterable[Condition] = ()) -> dict[Any, list[Found]]:
        """Id as the driver gives it -> where each of the words stands; the rarest word leads."""
        words = _without_idle([word for word in words if _is_sought(word)])
        self._names_body = len([word for word in words if _meaning(word)]) >= _WORDS_OF_A_BODY
        conditions = tuple(conditions)
        leading = [word for word in words if not _is_common(word)] or words
        together = self._with_all(leading, conditions)
        for word in words:
            if word not in leading and together:
                here = self.places(word, conditions, among=list(together))
                together = {raw_id: [*places, here[raw_id]] for raw_id, places in together.items() if raw_id in here}
        return together

    def _with_all(self, words: Sequence[Word], conditions: tuple[Condition, ...]) -> dict[Any, list[Found]]:
        found: list[Places] = []
        for word in words:
            found.append(self.places(word, conditions, most=_MOST if len(words) > 1 else _MOST_OF_ONE))
            if not found[-1]:
                return {}
        if not found:
            return {}
        order = sorted(range(len(words)), key=lambda at: len(found[at]))
        together = {raw_id: [place] for raw_id, place in found[order[0]].items()}
        for at in order[1:]:
            here = found[at] if len(found[at]) < _MOST else self.places(words[at], conditions, among=list(together))
            together = {raw_id: [*places, here[raw_id]] for raw_id, places in together.items() if raw_id in here}
        return together

    def places(
        self, word: Word, conditions: tuple[Condition, ...], among: list[Any] | None = None, most: int = _MOST
    ) -> Places:
        """Where one word stands; words with errors only where nothing else has it."""
        places: Places = {}
        for key in word.equal:
            if is_posted(key):
                end = END if word.is_open and len(key) > 1 else ITSELF
                self._collect(places, key, key + end, BEGINS, conditions, among, most)
        if self._names_body:
            self._collect_of_bodies(places, word, conditions, among, most)
        if self._guess and not places and len(word.equal[0]) > 2 and not word.letters:
            for key in self._names.lexicon.similar(word)[:_GUESSES]:
                self._collect(places, key, key + ITSELF, SIMILAR, conditions, among, most)
        return places

    def _collect_of_bodies(
        self,
        places: Places,
        word: Word,
        conditions: tuple[Condition, ...],
        among: list[Any] | None,
        most: int,
    ) -> None:
        """Where a body is named by the same word in another language, or by a word that begins with its consonants."""
        inside = (*conditions, _field_condition(_body_fields()))
        if meaning := _meaning(word):
            for low, high in _ranges(meaning):
                self._collect(places, low, high, MEANS, inside, among, most)
        elif len(word.skeleton) >= _SHORTEST_SKELETON:
            for key in self._names.lexicon.beginning_so(word.skeleton):
                self._collect(places, key, key + ITSELF, SIMILAR, inside, among, most)

    def _collect(
        self,
        places: Places,
        low: str,
        high: str,
        worth: float,
        conditions: tuple[Condition, ...],
        among: list[Any] | None,
        most: int,
    ) -> None:
        more, values = where((*conditions, *self._restrictions(among)), "t.record_id")
        rows = self._reader.rows(
            f"SELECT key, record_id, field FROM search_posting t WHERE key >= ? AND key < ?{more} "
            f"ORDER BY key, record_id, field LIMIT {most}",
            (low, high, *values),
        )
        for key, raw_id, field in rows:
            known, here = places.get(raw_id), EQUAL if key == low and worth == BEGINS else worth
            if known is None or known.worth < here:
                places[raw_id] = Found(field, here)

    def _restrictions(self, among: list[Any] | None) -> list[Condition]:
        limits = []
        if self._fields:
            limits.append(_field_condition(self._fields))
        if among is not None:
            limits.append(Condition(f"t.record_id IN ({marks(among)})", tuple(among)))
        return limits


def _field_condition(fields: tuple[int, ...]) -> Condition:
    return Condition(f"t.field IN ({marks(fields)})", fields)


@cache
def _body_fields() -> tuple[int, ...]:
    return tuple(number for number, field in FIELDS.items() if field.code in _OF_BODIES)


def _meaning(word: Word) -> Meaning | None:
    return None if word.letters else meaning_of(word.equal)


def _is_common(word: Word) -> bool:
    meaning = _meaning(word)
    return meaning is not None and meaning.kind == "common"


def _without_idle(words: list[Word]) -> list[Word]:
    """The words without those that say nothing in the name of a body; all of them where no other is left."""
    kept = [word for word in words if (meaning := _meaning(word)) is None or meaning.kind != "skip"]
    return kept or words


def _ranges(meaning: Meaning) -> list[tuple[str, str]]:
    return [(key, key + ITSELF) for key in meaning.keys] + [(key, key + END) for key in meaning.beginnings]


def _is_sought(word: Word) -> bool:
    return any(is_posted(key) for key in word.equal)


def posting_condition(keys: Sequence[str], numbers: Sequence[int]) -> Condition:
    """A record must have one of these keys in one of these fields."""
    if not keys or not numbers:
        return NEVER
    return Condition(
        f"EXISTS (SELECT 1 FROM search_posting h WHERE h.record_id = {{id}} AND h.key IN ({marks(keys)}) "
        f"AND h.field IN ({marks(numbers)}))",
        (*keys, *numbers),
    )


@cache
def numbers_of(kind: str, codes: tuple[str, ...] = ()) -> tuple[int, ...]:
    """The numbers of the fields of a kind of record, of all of them or of some."""
    wanted = set(codes)
    return tuple(
        number for number, field in FIELDS.items() if field.kind == kind and (not wanted or field.code in wanted)
    )
