"""The forms of a name on paper: each table of its language, each case, and what nobody checked says so."""

import pytest

from dossier.casework.name_forms import form_blocks, forms_of, forms_of_person
from dossier.domain.names.alphabets import language_of_letters
from dossier.domain.refs import make_ref
from dossier.errors import Misread, NotFound
from dossier.vault import Vault
from dossier.vault.tables import Person, PersonName


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Ніўская Юстына", "be"), ("Лявонцій Рыгоравіч", "be"), ("Вярба Сымон Янавіч", "be"),
        ("Пётр Рыбин", "ru"), ("Подъячев", "ru"), ("Элла Кузьмина", "ru"),
        ("Кравчук Михайло Іванович", "uk"), ("Єва Гай", "uk"), ("Мар'яна Їжак", "uk"),
        ("Иван Петренко", ""), ("Шура", ""), ("Лукашэнка Аляксандр", ""),
        ("Лукашенко Александр", ""), ("Янка Купала", ""), ("Ніна", ""),
        ("Ўіїы", ""),
    ],
)  # fmt: skip
def test_letters_tell_a_language_only_where_one_alphabet_has_them(name: str, language: str) -> None:
    assert language_of_letters(name) == language


def test_a_belarusian_name_has_every_table_and_unchecked_cases() -> None:
    found = forms_of("Лукашэнка Аляксандр Рыгоравіч")
    assert {form.code: form.text for form in found.latin} == {
        "be-2007": "Lukašenka Aliaksandr Ryhoravič",
        "be-2000": "Lukašenka Aliaksandr Ryhoravič",
        "be-lacinka": "Łukašenka Alaksandr Ryhoravič",
        "be-passport": "Lukashenka Aliaksandr Ryhoravich",
        "be-bgn": "Lukashenka Alyaksandr Ryhoravich",
    }
    assert {form.certainty for form in found.cases} == {"unchecked"}
    assert all(form.source for form in found.latin)


def test_a_russian_name_is_declined_by_kept_rules() -> None:
    found = forms_of("Рыбин Пётр Иванович")
    assert [(form.code, form.text, form.certainty) for form in found.cases[:2]] == [
        ("genitive", "Рыбина Петра Ивановича", "checked"),
        ("dative", "Рыбину Петру Ивановичу", "checked"),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Иван Петренко", "name.which_language"), ("Ivan Petrenko", "name.no_cyrillic"), ("12", "name.no_cyrillic")],
)
def test_what_cannot_be_told_is_asked_and_never_guessed(name: str, code: str) -> None:
    with pytest.raises(Misread) as problem:
        forms_of(name)
    assert problem.value.code == code
    if code == "name.which_language":
        assert forms_of(name, "uk").latin[0].text == "Yvan Petrenko"


def test_a_recorded_person_has_the_forms_of_each_of_her_names(vault: Vault) -> None:
    with vault.write() as session:
        person = Person(label="Анна Кравец", sex="female")
        session.add(person)
        session.flush()
        for written, language in (("Анна Кравец", "ru"), ("Ганна Кравец", "be"), ("Hanna Kravets", "en")):
            session.add(PersonName(person_id=person.id, as_written=written, language=language))
    found = forms_of_person(vault, person.ref or "")
    assert {(one.name, one.language) for one in found} == {("Анна Кравец", "ru"), ("Ганна Кравец", "be")}
    assert next(one for one in found if one.language == "ru").cases[1].text == "Анне Кравец"
    with pytest.raises(NotFound):
        forms_of_person(vault, make_ref("person"))


def test_a_screen_gets_every_name_with_its_forms_and_is_told_what_must_be_recorded_first(vault: Vault) -> None:
    with vault.write() as session:
        person = Person(label="Анна Кравец", sex="female")
        session.add(person)
        session.flush()
        for written, language in (("Ганна Кравец", "be"), ("Анна Кравец", None), ("Hanna Kravets", "en")):
            session.add(PersonName(person_id=person.id, as_written=written, language=language))
    blocks = form_blocks(vault, person.ref or "")
    shown = {block.heading: {line.name: line.text for line in block.lines} for block in blocks}
    assert list(shown) == ["Ганна Кравец", "Анна Кравец"]
    assert shown["Ганна Кравец"]["In grammatical cases"] == "unchecked: read it before it goes out"
    assert shown["Ганна Кравец"]["genitive (of whom?)"] == "Ганны Кравец"
    assert shown["Анна Кравец"][""].startswith("Its letters do not tell its language")
