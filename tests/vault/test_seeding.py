"""What ships in seeds/ is in a new vault, and only what is sure looks like a record."""

from typing import TYPE_CHECKING

from sqlmodel import col, select

from dossier.domain.law_rows import vocabulary
from dossier.vault.seeding import VOCABULARIES
from dossier.vault.tables import LawArticle, Organisation, Place, VocabularyEntry

if TYPE_CHECKING:
    from dossier.vault import Vault


def test_every_vocabulary_has_its_terms(seeded_vault: "Vault") -> None:
    with seeded_vault.read() as session:
        named = set(session.exec(select(VocabularyEntry.vocabulary)))
    short = {row["vocabulary"] for row in vocabulary("open_lists.csv")}
    assert named == {*VOCABULARIES, *short, "crime", "element", "clock"}


def test_every_word_of_every_list_is_there_in_four_languages(seeded_vault: "Vault") -> None:
    with seeded_vault.read() as session:
        found = session.exec(select(VocabularyEntry)).all()
    lacking = [
        (one.vocabulary, one.code) for one in found if not all((one.label_en, one.label_be, one.label_ru, one.label_uk))
    ]
    assert lacking == []


def test_an_article_with_an_index_is_not_a_part_of_another(seeded_vault: "Vault") -> None:
    with seeded_vault.read() as session:
        found = session.exec(select(LawArticle).where(LawArticle.key == "UK_BY-358-1")).all()
    assert {(one.article, one.part) for one in found} == {("358-1", None), ("358", "1")}


def test_places_have_regions_and_no_invented_belarusian_names(seeded_vault: "Vault") -> None:
    with seeded_vault.read() as session:
        places = session.exec(select(Place)).all()
    assert len(places) == 314
    assert {place.region_code for place in places} == {"BY-BR", "BY-HM", "BY-HO", "BY-HR", "BY-MA", "BY-MI", "BY-VI"}
    assert sum(place.name_be is None for place in places) > 100


def test_a_facility_of_which_the_list_is_not_sure_is_no_record(seeded_vault: "Vault") -> None:
    with seeded_vault.read() as session:
        found = session.exec(select(Organisation.certainty).where(col(Organisation.vocabulary_code).is_not(None))).all()
    assert set(found) <= {"verified", "high"}
