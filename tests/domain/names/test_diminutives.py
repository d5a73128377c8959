"""Everyday forms that no table lists: read by their endings, and never of a name that is another one."""

import pytest

from dossier.domain.names import compare
from dossier.domain.names.diminutives import everyday_by_ending
from dossier.domain.names.given import known

FORMS = """
Анна Ганулька Аннушка Анюта|Анастасия Настюша Настуня Nastsiusha|Наталья Наташенька Наталочка Natashka
Татьяна Танюха Танечка|Мария Маруська Марічка Машуня|Любовь Любася Любуня|Светлана Светочка Светуля|Иван Ивашка
Дмитрий Димочка Митяй|Анатолий Толечка Толюня Tolyan|Пётр Петруша Петруха Пятрусь|Сергей Сергуня Серёженька Сяргейка
Владислав Владюша|Константин Костяня Костусь|Кирилл Кирюха Кирюшка|Тимофей Тимошка|Николай Коленька Мікась|Вера Веруня
"""
ENTRIES = [line.split() for line in FORMS.replace("\n", "|").split("|") if line]


@pytest.mark.parametrize(("formal", "fond"), [(entry[0], fond) for entry in ENTRIES for fond in entry[1:]])
def test_a_fond_form_is_told_by_its_ending(formal: str, fond: str) -> None:
    assert (known(fond).all or everyday_by_ending(fond)) & known(formal).all
    assert compare(f"{fond} Выдуманок", f"{formal} Выдуманок").band == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Джон", "Янка"),
        ("Джек", "Юлия"),
        ("Иан", "Анна"),
        ("Ирек", "Ирина"),
        ("Мирослав", "Мирослава"),
        ("Муса", "Мария"),
    ],
)
def test_a_foreign_name_is_no_fond_form(one: str, other: str) -> None:
    assert compare(f"{one} Выдуманок", f"{other} Выдуманок").band != "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Хведчэня", "Федченя"), ("Chruschtschow", "Хрущёв"), ("Voitovičius", "Войтович"), ("Цапкала", "Цепкало")],
)
def test_spellings_that_no_single_sound_tells_are_one_surname(one: str, other: str) -> None:
    assert compare(f"Игорь {one}", f"Игорь {other}").band == "same"


@pytest.mark.parametrize(("one", "other"), [("Жук", "Жак"), ("Кот", "Код"), ("Лис", "Лось")])
def test_another_sound_in_a_short_surname_is_at_most_a_question(one: str, other: str) -> None:
    assert compare(f"Роман {one}", f"Роман {other}").band != "same"
