"""What looks like somebody's identity is found in free text; dates, articles and case numbers are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.identity_marks import find_identity_marks, without_identity_marks
from dossier.errors import Misread

FOUND = [
    ("Пишите мне +375 29 123-45-67", "phone", "+375 29 123-45-67"),
    ("+375291234567", "phone", "+375291234567"),
    ("00375 (29) 123 45 67.", "phone", "00375 (29) 123 45 67"),
    ("тел. 8 029 123 45 67", "phone", "8 029 123 45 67"),
    ("8-029-123-45-67", "phone", "8-029-123-45-67"),
    ("80291234567", "phone", "80291234567"),
    ("+7 916 123 45 67", "phone", "+7 916 123 45 67"),
    ("+380441234567 Київ", "phone", "+380441234567"),
    ("я в телеграме @zvonar_77, пишите", "account", "@zvonar_77"),
    ("https://t.me/zvonar77?start=1", "profile_link", "https://t.me/zvonar77?start=1"),
    ("vk.com/id123456", "profile_link", "vk.com/id123456"),
    ("T.ME/joinchat/AAAA", "profile_link", "T.ME/joinchat/AAAA"),
    ("tg://user?id=5551234", "profile_link", "tg://user?id=5551234"),
    ("мой адрес zvon@example.org", "mail", "zvon@example.org"),
    ("личный 3010190A001PB5", "document", "3010190A001PB5"),
    ("паспорт MP 1234567", "document", "MP 1234567"),
    ("паспорт МР1234567", "document", "МР1234567"),
]
NOT_FOUND = [
    "12.05.2021 в 14:30 у РУВД",
    "ч. 1 ст. 342 УК, дело № 21015010012",
    "колонна из 40 машин, 52.0976, 23.7341",
    "цена 80 000 рублей 29 копеек",
    "в 8 029 случаях",
    "Иван Иванов из Минска",
    "бортовой номер 1234567",
    "@1",
    "",
]


@pytest.mark.parametrize(("text", "kind", "fragment"), FOUND, ids=[text for text, *_ in FOUND])
def test_a_fragment_that_looks_like_an_identity_is_found_whole(text: str, kind: str, fragment: str) -> None:
    assert [(mark.kind, text[mark.start : mark.end]) for mark in find_identity_marks(text)] == [(kind, fragment)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_dates_articles_numbers_and_places_are_left_alone(text: str) -> None:
    assert find_identity_marks(text) == ()


def test_the_fragments_are_replaced_by_their_kinds_and_the_rest_stays() -> None:
    text = "Видел колонну. Я @zvonar_77, +375291234567, zvon@example.org."
    assert without_identity_marks(text) == "Видел колонну. Я [account], [phone], [mail]."


def test_a_text_longer_than_can_be_checked_is_refused_and_not_half_checked() -> None:
    with pytest.raises(Misread) as caught:
        find_identity_marks("я" * 1_000_001)
    assert caught.value.code == "input.too_long"


@given(st.text(alphabet="+80@.tme/ 1234567АBмр-()", max_size=300))
def test_marks_never_overlap_and_nothing_is_left_after_replacing(text: str) -> None:
    marks = find_identity_marks(text)
    assert all(one.end <= other.start for one, other in pairwise(marks))
    assert all(mark.start < mark.end for mark in marks)
