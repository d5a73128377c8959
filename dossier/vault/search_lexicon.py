"""The different words of the index: those that a typed word begins, that sound like it, that are typing errors away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dossier.domain.institution_words import meaning_of
from dossier.domain.names.keys import mistyped_keys
from dossier.vault.search_asks import alone
from dossier.vault.search_likeness import liked
from dossier.vault.search_reading import END, ITSELF, Reader, filled, marks
from dossier.vault.search_rows import deletions_of
from dossier.vault.search_words import Key, Word

_SIMILAR: Final = 24
_NEARLY: Final = 8
_ALIKE: Final = 400
_ALIKE_OF_OPEN: Final = 100
_COUNTED_WORDS: Final = 12
_COUNTED_ROWS: Final = 400
_LONG: Final = 6
_SURELY_MISTYPED: Final = 0.8


@dataclass(slots=True)
class Lexicon:
    """Asks for words; what was found once is kept as long as the query lasts."""

    reader: Reader
    frequencies: dict[Key, int] = field(default_factory=dict)
    """Of the words that were found so far: how often each stands in the index, as whatever part of a name."""
    _similar: dict[str, list[Key]] = field(default_factory=dict)

    def beginning(self, word: Word) -> list[Key]:
        """Longer keys that a word begins, the most frequent first."""
        found: list[tuple[Any, ...]] = []
        for own in word.equal if len(word.equal[0]) > 1 else ():
            found += self.reader.rows(
                "SELECT key, frequency FROM search_word WHERE key > ? AND key < ? "
                "ORDER BY frequency DESC, key LIMIT 40",
                (own, own + END),
            )
        self.frequencies.update(found)
        return [key for key, _frequency in found]

    def may_be_father(self, word: Word) -> bool:
        """Whether somebody may have the word as a patronymic: False where it stands in surnames and given names alone.

        Counted for rare words; of others, and of those that many longer ones begin with, nobody knows.
        """
        query = f"SELECT key, frequency FROM search_word WHERE key >= ? AND key < ? LIMIT {_COUNTED_WORDS + 1}"
        found = {key: often for low, high in word.ranges for key, often in self.reader.rows(query, (low, high))}
        if len(found) > _COUNTED_WORDS or any(often > _COUNTED_ROWS for often in found.values()):
            return True
        return any(self._stands_elsewhere(key, often) for key, often in found.items())

    def _stands_elsewhere(self, key: Key, often: int) -> bool:
        """Whether a word stands more often than as a surname and as a given name."""
        queries = (f"SELECT COUNT(*) FROM search_name WHERE {part} = ?" for part in ("surname_key", "given_key"))
        return often > sum(int(self.reader.rows(query, (key,))[0][0]) for query in queries)

    def in_other_languages(self, word: Word) -> list[Key]:
        """The words that mean the same in names of courts and other bodies, as far as they stand somewhere."""
        meaning = meaning_of(word.equal)
        ranges = [] if meaning is None else [alone(key) for key in meaning.keys]
        ranges += [] if meaning is None else [(key, key + END) for key in meaning.beginnings]
        query = "SELECT key FROM search_word WHERE key >= ? AND key < ? ORDER BY frequency DESC, key LIMIT 8"
        return [key for low, high in ranges for (key,) in self.reader.rows(query, (low, high))]

    def beginning_so(self, skeleton: Key) -> list[Key]:
        """Words that begin with these consonants, the most frequent first."""
        rows = self.reader.rows(
            "SELECT key FROM search_word WHERE skeleton >= ? AND skeleton < ? ORDER BY frequency DESC, key LIMIT 40",
            (skeleton, skeleton + END),
        )
        return [key for (key,) in rows]

    def similar(self, word: Word) -> list[Key]:
        """Keys that sound like a word or are one or two typing errors away, the likeliest first, itself left out."""
        if word.text not in self._similar:
            self._similar[word.text] = self._find_similar(word)
        return self._similar[word.text]

    def one_error_away(self, word: Word, most: int) -> list[Key]:
        """Keys that are one typing error away, the likeliest first, itself left out."""
        near = liked(word, self._one_error_away(word.equal[:3]))
        return self._likeliest([one for one in near if one[1] not in word.equal], most)

    def beginning_nearly(self, word: Word) -> list[Key]:
        """A few keys that begin with the consonants of an open word, or are one error away, the likeliest first."""
        near = liked(word, self._one_error_away(word.equal[:3]) | self._alike(word, _ALIKE_OF_OPEN))
        return self._likeliest([one for one in near if not one[1].startswith(word.equal)], _NEARLY)

    def _find_similar(self, word: Word) -> list[Key]:
        typed = tuple(dict.fromkeys((*word.equal[:3], *mistyped_keys(word.text)[:2])))
        near = self._one_error_away(typed) | self._alike(word)
        found = liked(word, near)
        if len(word.equal[0]) >= _LONG and (not found or found[0][0] > -_SURELY_MISTYPED):
            twice = {short for key in typed[:1] for once in deletions_of(key) for short in deletions_of(once)}
            found = liked(word, self._near(twice) | near)
        return self._likeliest([one for one in found if one[1] not in word.equal], _SIMILAR)

    def _likeliest(self, found: list[tuple[float, Key]], most: int) -> list[Key]:
        """The first ones, of equally like ones the most frequent; how often is read only of who may be among them."""
        least = found[most - 1][0] if len(found) > most else 0.0
        near = [one for one in found if one[0] <= least]
        self._read_frequencies([key for _likeness, key in near])
        order = sorted((likeness, -self.frequencies.get(key, 0), key) for likeness, key in near)
        return [key for _likeness, _frequency, key in order[:most]]

    def how_often(self, keys: Sequence[Key]) -> int:
        """How often these words stand in the index together; 0 for words of long texts, which are not counted."""
        self._read_frequencies(keys)
        return sum(self.frequencies.get(key, 0) for key in keys)

    def _read_frequencies(self, keys: Iterable[Key]) -> None:
        for some in filled([key for key in keys if key not in self.frequencies]):
            query = f"SELECT key, frequency FROM search_word WHERE key IN ({marks(some)})"
            self.frequencies.update(self.reader.rows(query, some))

    def _one_error_away(self, keys: Iterable[Key]) -> dict[Key, Key]:
        return self._near({short for key in keys for short in deletions_of(key)})

    def _near(self, deletions: set[Key]) -> dict[Key, Key]:
        """Words that share one of these deletions; which consonants they have is not read."""
        found: dict[Key, Key] = {}
        for some in filled(sorted(deletions)):
            query = f"SELECT key, '' FROM search_deletion WHERE deletion IN ({marks(some)})"
            found.update(self.reader.rows(query, some))
        return found

    def _alike(self, word: Word, most: int = _ALIKE) -> dict[Key, Key]:
        """Words of the same consonants, with these; of an open word, those that begin with them."""
        end = END if word.is_open and len(word.skeleton) > 1 else ITSELF
        rows = self.reader.rows(
            "SELECT key, skeleton FROM search_word WHERE skeleton >= ? AND skeleton < ? "
            f"ORDER BY skeleton, key LIMIT {most}",
            (word.skeleton, word.skeleton + end),
        )
        return dict(rows)
