"""Words of a text that may be a surname: every spelling and case, and few of those that are none."""

import pytest

from dossier.domain.names.in_texts import is_form_of, words_of_text
from dossier.domain.names.keys import token_keys


def _may_name(text: str, surname: str) -> bool:
    keys = token_keys(surname)
    assert keys is not None
    return any(is_form_of(one, keys.fine) for word in words_of_text(text) for one in word.keys)


@pytest.mark.parametrize(
    ("surname", "text"),
    [
        ("Зязюлька", "разам з Зязюлькай"),
        ("Зязюлька", "вместе с ЗЯЗЮЛЬКОЙ"),
        ("Зязюлька", "together with Ziaziulka, who"),
        ("Ziaziulka", "затрымана Зязюльку"),
        ("Зязюлька", "у Зя\u0301зюлькі"),
        ("Зязюлька", "у Зязюлькi"),
        ("Иванов", "показания Ивановыми даны"),
        ("Кравец", "брат Кравца"),
        ("Ковалёв", "дом Кавалёва"),
        ("Вавёрчыцкі", "сведка Вавёрчыцкага"),
        ("Вавёрчыцкая", "сведка Вавёрчыцкай"),
        ("Роза", "письмо Розы"),
        ("Ким", "письмо Кима"),
        ("Пташка", "справа Зязюлькі-Пташкі"),
        ("О'Коннор", "письмо О’Коннора"),
    ],
)
def test_a_surname_is_seen_in_every_spelling_and_case(surname: str, text: str) -> None:
    assert _may_name(text, surname)


@pytest.mark.parametrize(
    ("surname", "text"),
    [
        ("Минский", "г. Минск"),
        ("Слуцкая", "Слуцк"),
        ("Иванов", "Ивановский район"),
        ("Зязюлька", "разам з сястрой"),
        ("Иванов", "Иван Иваныч"),
        ("Кот", "костёр"),
    ],
)
def test_a_town_and_a_given_name_are_no_surname(surname: str, text: str) -> None:
    assert not _may_name(text, surname)


def test_a_capital_tells_what_is_written_as_a_name() -> None:
    assert [word.is_capital for word in words_of_text("с Зязюлькой и зязюлькой")] == [True, False]
