"""What lists and pages call things: articles and terms, bodies, words typed, in the language of the reader."""

import pytest

from dossier.casework.charge_words import charged_words
from dossier.casework.choosing import chosen
from dossier.casework.entry import enter_person
from dossier.casework.records import create_record, open_record
from dossier.i18n import in_language
from dossier.vault import Vault
from dossier.vault.tables import Charge, Proceeding


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ru", "ч. 1 ст. 342 УК · 2 года 6 месяцев"),
        ("uk", "ч. 1 ст. 342 КК · 2 роки 6 місяців"),
        ("en", "Part 1 of Article 342 of the Criminal Code · 2 years 6 months"),
    ],
)
def test_the_articles_and_terms_of_a_person_are_told_in_the_readers_language(
    vault: Vault, lang: str, said: str
) -> None:
    typed = {
        "family": "Вымыслова",
        "article": "ч. 1 ст. 342",
        "sentence": "2 года 6 месяцев",
        "kind": "лишение свободы",
    }
    person = open_record(vault, enter_person(vault, typed).ref).record_id
    with vault.read() as session, in_language(lang):
        assert charged_words(session, person) == said


@pytest.mark.parametrize(
    ("typed", "code", "article", "said"),
    [
        ("280.3", "UK_RU", "280.3", "Article 280.3 of the Criminal Code"),
        ("24.23", "KOAP_BY_2021", "24.23", "Article 24.23 of the Code of Administrative Offences"),
        ("ст. 342, эпизод 2", "UK_BY", "342", "ст. 342, эпизод 2"),
        ("за флаг", None, None, "за флаг"),
    ],
)
def test_a_number_alone_is_told_by_the_code_that_was_recorded_and_not_by_a_guess(
    vault: Vault, typed: str, code: str | None, article: str | None, said: str
) -> None:
    """The page of a case read the written text anew, and a number became an article of the criminal code at home."""
    person = open_record(vault, enter_person(vault, {"family": "Вымыслова"}).ref).record_id
    with vault.write() as session:
        procedure = Proceeding(person_id=person, branch="criminal")
        session.add(procedure)
        session.flush()
        session.add(Charge(proceeding_id=procedure.id, article_as_written=typed, code=code, article=article))
    with vault.read() as session:
        assert charged_words(session, person) == said


@pytest.mark.parametrize("typed", ["здоров'я", "здоров’я", "ЗДОРОВʼ"])
def test_a_word_of_a_list_is_typed_with_any_apostrophe(typed: str) -> None:
    assert chosen(typed, {"health": ("Здоров’я",), "other": ("Інше",)}) == "health"


@pytest.mark.parametrize(
    ("lang", "names", "said"),
    [
        ("ru", {"label": "Minsk", "name_ru": "Минск"}, "Минск"),
        ("uk", {"label": "Minsk", "name_ru": "Минск"}, "Minsk"),
        ("en", {"label": "Prison No. 8, Zhodzina", "name_en": "Prison No. 8"}, "Prison No. 8, Zhodzina"),
    ],
)
def test_a_body_is_called_by_its_name_in_the_readers_language(
    vault: Vault, lang: str, names: dict[str, str], said: str
) -> None:
    ref = create_record(vault, "organisation", names).ref
    with in_language(lang):
        assert open_record(vault, ref).label == said
