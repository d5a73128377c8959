"""The different words of the index: those that a typed word begins, that sound like it, that are typing errors away."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from dossier.domain.institution_words import meaning_of
from dossier.domain.names.keys import mistyped_keys
from dossier.vault.search_asks import alone
from dossier.vault.search_likeness import liked
from dossier.vault.search_reading import END, Reader, marks
from dossier.vault.search_rows import deletions_of
from dossier.vault.search_words import Key, Word

_SIMILAR: Final = 24
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

    def one_error_away(self, word: Word) -> list[Key]:
        """Keys that are one typing error away, the likeliest first, itself left out."""
        near = liked(word, self._one_error_away(word.equal[:3]))
        return [key for _likeness, _frequency, key in near if key not in word.equal]

    def _find_similar(self, word: Word) -> list[Key]:
        typed = tuple(dict.fromkeys((*word.equal[:3], *mistyped_keys(word.text)[:2])))
        frequencies = self._one_error_away(typed)
        frequencies.update(self._alike(word))
        found = liked(word, frequencies)
        if len(word.equal[0]) >= _LONG and (not found or found[0][0] > -_SURELY_MISTYPED):
            twice = {short for key in typed[:1] for once in deletions_of(key) for short in deletions_of(once)}
            found = liked(word, frequencies | self._near(twice))
        found = [one for one in found if one[2] not in word.equal][:_SIMILAR]
        self.frequencies.update((key, -frequency) for _likeness, frequency, key in found)
        return [key for _likeness, _frequency, key in found]

    def _one_error_away(self, keys: Iterable[Key]) -> dict[Key, int]:
        return self._near({short for key in keys for short in deletions_of(key)})

    def _near(self, deletions: set[Key]) -> dict[Key, int]:
        """Words that share one of these deletions, with their frequencies."""
        near = sorted(deletions)
        rows = self.reader.rows(
            "SELECT w.key, w.frequency FROM search_deletion d JOIN search_word w ON w.key = d.key "
            f"WHERE d.deletion IN ({marks(near)})",
            near,
        )
        return dict(rows)

    def _alike(self, word: Word) -> list[tuple[Any, ...]]:
        """Words of the same consonants; of an open word, those that begin with them."""
        if word.is_open and len(word.skeleton) > 1:
            return self.reader.rows(
                "SELECT key, frequency FROM search_word WHERE skeleton >= ? AND skeleton < ? "
                "ORDER BY skeleton, key LIMIT 400",
                (word.skeleton, word.skeleton + END),
            )
        return self.reader.rows(
            "SELECT key, frequency FROM search_word WHERE skeleton = ? ORDER BY key LIMIT 400", (word.skeleton,)
        )
