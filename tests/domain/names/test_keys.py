"""Keys bring the spellings of one name together and stay what an index needs: ASCII, lower case, prefix-true."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.names import search_keys

ALLOWED = set(string.ascii_lowercase + string.digits)


def every_key(text: str) -> list[set[str]]:
    return [{k.fine, *k.alternatives} for k in search_keys(text)]


@pytest.mark.parametrize(
    "spellings",
    [
        "Лукашенко Лукашэнка Łukaszenka Lukashenko Loukachenko Lukaschenko Łukašenka",
        "Тихановский Tikhanovskiy Tikhanovsky Tichanowski",
        "Ціханоўскі Tsikhanouski Cichanoŭski",
        "Щербаков Shcherbakov Szczerbakow Schtscherbakow",
        "Анна Ганна Hanna Anna",
        "Ольга Вольга Volha Olga",
        "Мария Марыя Марія Maria Maryia Mariya Maryja",
        "Шушкевич Шушкевіч Shushkevich Szuszkiewicz",
        "Зеленський Зеленский Zelenskyi Zelensky Zelenskij",
        "Васильевна Vasilyevna Vasilievna Wassiljewna",
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    keys = every_key(spellings)
    assert all(keys[0] & other for other in keys[1:]), [sorted(k) for k in keys]


@pytest.mark.parametrize(
    "spellings",
    [
        "Тихановская Ціханоўская Tsikhanouskaya Tikhanovskaya Cichanoŭskaja",
        "Татьяна Таццяна Тетяна Tatsiana Tatiana Tetiana",
        "Сергей Сяргей Сергій Siarhei Sergey Serhii",
        "Протасевич Пратасевіч Pratasevich Protasevich",
        "Бабарико Бабарыка Babaryka Babariko",
    ],
)
def test_languages_share_a_skeleton(spellings: str) -> None:
    assert len({k.skeleton for k in search_keys(spellings)}) == 1


@pytest.mark.parametrize(
    "word", ["Ціханоўская", "Лукашенко", "Бабарыка", "Колесникова", "Tikhanovskaya", "Protasevich"]
)
def test_what_is_typed_so_far_begins_the_key_of_the_whole(word: str) -> None:
    whole = every_key(word)[0]
    for length in range(4, len(word)):
        typed = search_keys(word[:length])[0].fine
        assert any(k.startswith(typed[:-1]) for k in whole), word[:length]


@given(st.text(max_size=60))
def test_any_text_gives_lower_case_ascii_keys(text: str) -> None:
    for keys in search_keys(text):
        for key in (keys.fine, keys.skeleton, *keys.alternatives):
            assert key
            assert set(key) <= ALLOWED


@pytest.mark.parametrize("text", ["", " ", "\x00\x01", "🙂🙂", "'", "---", "\u202e\u200f"])
def test_texts_without_a_letter_have_no_keys(text: str) -> None:
    assert search_keys(text) == []


def test_a_huge_text_gives_few_keys() -> None:
    assert len(search_keys("Иванов " * 30_000)) <= 57


def test_other_scripts_are_found_by_their_own_letters() -> None:
    whole, start = search_keys("王小明 王小")
    assert whole.fine.startswith(start.fine)
    assert search_keys("გიორგი") != search_keys("გიორგ")
