"""Names in the case that a paper needs: Russian and Ukrainian by kept libraries, Belarusian marked unchecked."""

import pytest

from dossier.domain.names.declension import CASES, decline
from dossier.errors import Misread

RUSSIAN = [
    ("Сидоров Иван Петрович", "genitive", "Сидорова Ивана Петровича"),
    ("Сидоров Иван Петрович", "dative", "Сидорову Ивану Петровичу"),
    ("ТИХАНОВСКАЯ Светлана", "dative", "ТИХАНОВСКОЙ Светлане"),
    ("Лев Ильич Станкевич", "instrumental", "Львом Ильичом Станкевичем"),
    ("Станкевич Ольга Ивановна", "genitive", "Станкевич Ольги Ивановны"),
    ("Лукашенко А.Г.", "genitive", "Лукашенко А.Г."),
    ("Сидоров А.Г.", "accusative", "Сидорова А.Г."),
    ("Любовь Бондарь", "genitive", "Любови Бондарь"),
]
UKRAINIAN = [
    ("Шевченко Тарас Григорович", "genitive", "Шевченка Тараса Григоровича"),
    ("Шевченко Тарас Григорович", "dative", "Шевченку Тарасу Григоровичу"),
    ("Олена ЗЕЛЕНСЬКА", "genitive", "Олени ЗЕЛЕНСЬКОЇ"),
]
BELARUSIAN = [
    ("Іван Пятровіч Быкаў", "genitive", "Івана Пятровіча Быкава"),
    ("Іван Пятровіч Быкаў", "instrumental", "Іванам Пятровічам Быкавым"),
    ("ЦІХАНОЎСКАЯ Святлана", "dative", "ЦІХАНОЎСКАЙ Святлане"),
    ("Ціханоўскі Сяргей Леанідавіч", "accusative", "Ціханоўскага Сяргея Леанідавіча"),
    ("Вольга Іванаўна Станкевіч", "dative", "Вользе Іванаўне Станкевіч"),
    ("Вераніка Цапкала", "dative", "Вераніцы Цапкале"),
    ("Тамара Купрыянава", "genitive", "Тамары Купрыянавай"),
    ("Віктар Бабарыка", "genitive", "Віктара Бабарыкі"),
    ("Марыя Калеснікава", "accusative", "Марыю Калеснікаву"),
    ("Любоў Чорная", "instrumental", "Любоўю Чорнай"),
]


@pytest.mark.parametrize(("name", "case", "form"), RUSSIAN)
def test_russian_names_are_declined_by_checked_rules(name: str, case: str, form: str) -> None:
    declined = decline(name, case, "ru")
    assert (declined.text, declined.case) == (form, case)


@pytest.mark.parametrize(("name", "case", "form"), UKRAINIAN)
def test_ukrainian_names_are_declined_by_checked_rules(name: str, case: str, form: str) -> None:
    declined = decline(name, case, "uk")
    assert (declined.text, declined.checked) == (form, True)


@pytest.mark.parametrize(("name", "case", "form"), BELARUSIAN)
def test_belarusian_names_are_declined_and_say_that_nobody_checked_them(name: str, case: str, form: str) -> None:
    declined = decline(name, case, "be")
    assert (declined.text, declined.checked) == (form, False)


@pytest.mark.parametrize("name", ["Саша Коваль", "John Smith", "", "王小明"])
def test_what_cannot_be_known_stays_as_written_and_unchecked(name: str) -> None:
    declined = decline(name, "genitive", "ru")
    assert (declined.text, declined.checked) == (name, False)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["be", "ru", "uk"])
def test_every_case_has_a_form_in_every_language(case: str, language: str) -> None:
    assert decline("Іван Быкаў" if language == "be" else "Иван Быков", case, language).text.startswith(("Іван", "Иван"))


def test_unknown_cases_and_languages_are_refused() -> None:
    with pytest.raises(Misread, match=r"name\.case"):
        decline("Иван", "vocative", "ru")
    with pytest.raises(Misread, match=r"name\.language"):
        decline("Иван", "dative", "pl")
