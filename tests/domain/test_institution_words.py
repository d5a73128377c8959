"""Words of one meaning in the names of courts and other bodies."""

import pytest

from dossier.domain.institution_words import _meanings, meaning_of
from dossier.domain.names.keys import token_keys


def keys_of(word: str) -> tuple[str, ...]:
    """The fine keys of a word."""
    keys = token_keys(word)
    assert keys is not None
    return keys.readings


@pytest.mark.parametrize(
    "words",
    [
        "суд суда судом court sąd",
        "городской гарадскі міський City miejski",
        "районный раённы районний района District rejonowy",
        "областной абласны вобласці Regional oblast",
        "верховный вярхоўны верховного Supreme",
        "советский савецкі радянський Soviet",
        "прокуратура пракуратура prosecutor",
        "гродненский гродзенскі Hrodna Grodno",
    ],
)
def test_words_of_one_meaning_are_one_in_every_language(words: str) -> None:
    meanings = {meaning_of(keys_of(word)) for word in words.split()}
    assert len(meanings) == 1
    assert None not in meanings


@pytest.mark.parametrize("word", ["Лукашенко", "Вярба", "Дубицкий", "Фрунзенский", "Иван"])
def test_other_words_mean_nothing_here(word: str) -> None:
    assert meaning_of(keys_of(word)) is None


def test_no_word_has_two_meanings() -> None:
    seen: set[str] = set()
    for meaning in _meanings():
        own = {*meaning.keys, *meaning.beginnings}
        assert meaning.kind in ("word", "common", "skip")
        assert not own & seen, own & seen
        seen |= own
