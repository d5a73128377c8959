"""Which passphrases are taken, and that the generated ones are."""

import unicodedata

import pytest

from dossier.errors import Refused, VaultProblem
from dossier.vault.passphrases import estimated_bits, normal_form, require_strong, suggest_passphrase


@pytest.mark.parametrize(
    "weak",
    [
        "password12345",
        "correct horse battery staple",
        "one two three four five",
        "кот дерево лампа чайник",
        "дом дом дом дом дом",
        "пароль пароль1 пароль2 пароль3 пароль4",
        "a" * 200,
        "я" * 200,
        "1234567890" * 20,
        "Lukashenko1994!",
        "tR7$kq9!Z",
    ],
)
def test_what_a_seized_disk_would_not_withstand_is_refused(weak: str) -> None:
    with pytest.raises(Refused) as refused:
        require_strong(weak)
    assert refused.value.code == "vault.weak_passphrase"
    assert weak not in str(refused.value) + repr(refused.value) + refused.value.message


@pytest.mark.parametrize(
    "strong",
    [
        "кот дерево лампа чайник дорога",
        "plank carnation utensil plaster dill",
        "tR7$kq9!Zw3@xM5^bNs2",
        "бярозавы сок у шклянцы на ганку ля роднай хаты, дзе ніколі не зачынялі дзвярэй нанач",
        "съешь же ещё этих мягких французских булок",
    ],
)
def test_five_words_or_sixty_four_bits_are_enough(strong: str) -> None:
    require_strong(strong)


def test_suggested_passphrases_are_six_words_strong_and_never_twice_the_same() -> None:
    drawn = {suggest_passphrase() for _ in range(300)}
    assert len(drawn) == 300
    assert {len(passphrase.split()) for passphrase in drawn} == {6}
    for passphrase in list(drawn)[:30]:
        require_strong(passphrase)


def test_every_word_of_the_list_is_drawn_about_as_often() -> None:
    first_letters = {suggest_passphrase()[0] for _ in range(600)}
    assert len(first_letters) >= 20


def test_repeating_a_word_adds_nothing() -> None:
    assert estimated_bits("дерево дерево дерево") < estimated_bits("дерево лампа")


@pytest.mark.parametrize("typed", ["Ёжик й", "  Ёжик   й ", "Ёжик\tй"])
def test_the_form_of_the_letters_and_the_blanks_do_not_matter(typed: str) -> None:
    assert normal_form(unicodedata.normalize("NFD", typed)) == unicodedata.normalize("NFC", "Ёжик й")


@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_no_passphrase_is_said_to_be_none(empty: str) -> None:
    with pytest.raises(VaultProblem) as refused:
        normal_form(empty)
    assert refused.value.code == "vault.no_passphrase"
