"""Words that are being typed against recorded names: the score, and the reason that is told."""

import pytest

from dossier.domain.names.typed import typed_fit

CASES = [
    ("Залескі", "Ціхан Паўлавіч Залескі", "surname_same"),
    ("Залескі", "Tsikhan Zaleski", "surname_spelling"),
    ("Вяр", "Агата Янаўна Вярба", "begins"),
    ("Lukash", "Лукашэнка Аляксандр", "begins"),
    ("Вярба", "Дарья Рябинко", "begins_nearly"),
    ("Ziales", "Ціхан Залескі", "begins_nearly"),
]


@pytest.mark.parametrize(("word", "name", "code"), CASES)
def test_the_reason_says_how_the_word_really_fits(word: str, name: str, code: str) -> None:
    assert typed_fit((word,), name, unfinished=True).reason_codes == (code,)


@pytest.mark.parametrize("unfinished", [True, False])
def test_a_shorter_name_in_another_script_never_beats_the_one_spelt_as_typed(unfinished: bool) -> None:
    own = typed_fit(("Залескі",), "Ціхан Паўлавіч Залескі", unfinished=unfinished)
    other = typed_fit(("Залескі",), "Tsikhan Zaleski", unfinished=unfinished)
    assert own.score > other.score
