"""The parts of a written name, and the letters that had to be replaced to read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.names import clean, formal_forms, parse, spouse_forms

PARTS = [
    ("Иван Петрович Сидоров", "Иван", "Петрович", "Сидоров"),
    ("Сидоров Иван Петрович", "Иван", "Петрович", "Сидоров"),
    ("СИДОРОВ Иван", "Иван", "", "СИДОРОВ"),
    ("Иван СИДОРОВ", "Иван", "", "СИДОРОВ"),
    ("Сидоров, Иван", "Иван", "", "Сидоров"),
    ("Станкевіч Ігар Станіслававіч", "Ігар", "Станіслававіч", "Станкевіч"),
    ("Ігар Станіслававіч Станкевіч", "Ігар", "Станіслававіч", "Станкевіч"),
    ("ШУШКЕВИЧ Станислав Станиславович", "Станислав", "Станиславович", "ШУШКЕВИЧ"),
    ("Станислав Шушкевич", "Станислав", "", "Шушкевич"),
    ("Faik Sameddin ogly Mamedov", "Faik", "Sameddin", "Mamedov"),
    ("Мамедова Лейла Ариф кызы", "Лейла", "Ариф", "Мамедова"),
    ("ЕвгенийАлексеевич Иванов", "Евгений", "Алексеевич", "Иванов"),
    ("Анна Ковалева-Сухарева", "Анна", "", "Ковалева-Сухарева"),
    ("Дубина Мария Ильинична", "Мария", "Ильинична", "Дубина"),
    ("Sviatlana, Piatrouna DUBINA", "Sviatlana", "Piatrouna", "DUBINA"),
    ("Дубина Мария Ильинична, 1985 г.р.", "Мария", "Ильинична", "Дубина"),
    ("Дубіна Марыя, 02.03.1985 года нараджэння", "Марыя", "", "Дубіна"),
]


@pytest.mark.parametrize(("text", "given_name", "patronymic", "surname"), PARTS)
def test_each_word_finds_its_place(text: str, given_name: str, patronymic: str, surname: str) -> None:
    name = parse(text)
    assert (" ".join(name.given), name.patronymic, " ".join(name.surname)) == (given_name, patronymic, surname)
    assert name.order_known


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("ЛУКАШЕНКО А.Г.", ("А", "Г")),
        ("А. Г. Лукашенко", ("А", "Г")),
        ("ЛукашенкоА.Г.", ("А", "Г")),
        ("А.Г.Лукашенко", ("А", "Г")),
        ("Дж. Буш", ("Дж",)),
        ("Руслан Э. Исраелян", ("Э",)),
    ],
)
def test_initials_are_read_glued_or_not(text: str, initials: tuple[str, ...]) -> None:
    assert parse(text).initials == initials


@pytest.mark.parametrize(
    ("text", "birth_surname"),
    [
        ("Сидорова (Иванова) Анна", ("Иванова",)),
        ("Anna Sidorova née Ivanova", ("Ivanova",)),
        ("Сидорова Анна, урожд. Иванова", ("Иванова",)),
        ("Ганна Сідарава, народжаная Іванова", ("Іванова",)),
        ("Сидорова Анна (урождённая Иванова)", ("Иванова",)),
        ("Анна Сидорова", ()),
    ],
)
def test_the_surname_of_birth_is_kept_apart(text: str, birth_surname: tuple[str, ...]) -> None:
    name = parse(text)
    assert name.birth_surname == birth_surname
    assert [w.casefold() for w in name.given] in (["анна"], ["anna"], ["ганна"])


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Саша Петрович Дуб", "m"), ("Саша Ивановна Дуб", "f"), ("Анна Дуб", "f"), ("Саша Дуб", ""), ("Никита Дуб", "m")],
)
def test_gender_comes_from_patronymic_or_given_name_and_is_not_guessed(text: str, gender: str) -> None:
    assert parse(text).gender == gender


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Мiкалай", "Мікалай"),
        ("Алеĸсандр", "Александр"),
        ("Тэрэзa", "Тэрэза"),
        ("BОЛК", "ВОЛК"),
        ("СОЛОДОВ B. В.", "СОЛОДОВ В. В."),
        ("Ivanоv", "Ivanov"),
        ("Вячеслáв", "Вячеслав"),
        ("Bopиc", "Ворис"),
        ("0льга 3айцева", "Ольга Зайцева"),
        ("ГОНЧАР0ВА Ольга", "ГОНЧАРОВА Ольга"),
    ],
)
def test_letters_of_the_wrong_script_are_mended_and_reported(text: str, mended: str) -> None:
    cleaned = clean(text)
    assert cleaned.text == mended
    assert cleaned.repairs


@pytest.mark.parametrize(
    "text", ["Іван Ivanov", "Иван Петров", "Ivan Petrov", "Иван QWERTY", "王小明", "ИК30", "Иванов3"]
)
def test_whole_words_in_two_scripts_are_left_alone(text: str) -> None:
    assert clean(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Дар’я   Рудзь ", "Дар'я Рудзь"),
        ("Ковалёва–Сухарева", "Ковалёва-Сухарева"),
        ("Ива\u0301н", "Иван"),
        ("Андреи\u0306", "Андрей"),
        ("Ив\u00adан\u200b", "Иван"),
        ("Иван\u00a0Петров", "Иван Петров"),
    ],
)
def test_a_name_is_cleaned_to_one_form(text: str, cleaned: str) -> None:
    assert clean(text).text == cleaned


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(st.text(max_size=80))
def test_any_text_can_be_parsed_and_no_word_is_invented(text: str) -> None:
    name = parse(text)
    cleaned = clean(text).text
    for word in (*name.given, *name.surname, *name.birth_surname, *name.initials):
        assert word in cleaned


@pytest.mark.parametrize(
    ("surname", "form"),
    [
        ("Иванов", "Иванова"),
        ("Иванова", "Иванов"),
        ("Ціханоўскі", "Ціханоўская"),
        ("Ціханоўская", "Ціханоўскі"),
        ("КАВАЛЁЎ", "КАВАЛЁВА"),
        ("Зеленський", "Зеленська"),
        ("Tsikhanouskaya", "Tsikhanouski"),
        ("Kavaliou", "Kavaliova"),
        ("Бугаев", "Бугаева"),
        ("Толстой", "Толстая"),
        ("Лукашенко", "Лукашенко"),
        ("Станкевіч", "Станкевіч"),
    ],
)
def test_a_spouse_is_found_under_the_other_form_of_the_surname(surname: str, form: str) -> None:
    forms = spouse_forms(surname)
    assert forms[0] == surname
    assert form in forms


def test_an_everyday_form_leads_to_every_formal_name_it_may_stand_for() -> None:
    assert {"Александр", "Аляксандра", "Олександр"} <= set(formal_forms("Саша"))
    assert formal_forms("Дубицкий") == ()
