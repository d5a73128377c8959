"""Finding under any spelling, in the same way on both databases; what must not be found is not."""

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from dossier.vault import create_vault
from dossier.vault.search_index import forget_records
from dossier.vault.search_store import DELETIONS, NAMES, POSTINGS, TEXTS, WORDS
from dossier.vault.tables import Charge, LegalCase, Person, PersonDetail, PersonName, Proceeding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossier.vault import Vault
    from dossier.vault.keys import Kdf


def _fill(vault: "Vault") -> None:
    with vault.write() as session:
        for label, other in (("Аляксандр Лукашэнка", "Александр Лукашенко"), ("Агата Вярба", "Агата Верба")):
            person = Person(label=label)
            session.add(person)
            session.flush()
            session.add(PersonName(person_id=person.id, as_written=other))
            session.add(PersonDetail(person_id=person.id, kind="telephone", value="Сакрэтны 777"))
        proceeding = Proceeding(person_id=person.id, branch="criminal", case_number="EX-2021-117")
        session.add(proceeding)
        session.flush()
        session.add(
            Charge(
                proceeding_id=proceeding.id, article="342", part="1", article_as_written="ч. 1 ст. 342", code="UK_BY"
            )
        )
        session.add(LegalCase(title="The choir case"))


@pytest.fixture(params=["embedded", "server"])
def filled(request: pytest.FixtureRequest, passphrase: str, cheap_kdf: "Kdf") -> "Iterator[Vault]":
    """The same records in a folder and on a PostgreSQL."""
    if request.param == "embedded":
        vault = request.getfixturevalue("vault")
        _fill(vault)
        yield vault
        return
    url = request.getfixturevalue("postgres_url")
    with create_vault(url, passphrase=passphrase, author="a", kdf=cheap_kdf, seed=lambda _session: None) as vault:
        _fill(vault)
        yield vault


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Лукашэнка", "Аляксандр Лукашэнка"),
        ("Лукашенко", "Аляксандр Лукашэнка"),
        ("Lukashenka", "Аляксандр Лукашэнка"),
        ("Łukašenka", "Аляксандр Лукашэнка"),
        ("Lukaschenko", "Аляксандр Лукашэнка"),
        ("ЛУКАШЕНКО АЛЕКСАНДР", "Аляксандр Лукашэнка"),
        ("лукаш", "Аляксандр Лукашэнка"),
        ("Лукашэкна", "Аляксандр Лукашэнка"),
        ("А. Верба", "Агата Вярба"),
        ("EX-2021-117", "Агата Вярба"),
        ("ч. 1 ст. 342", "Агата Вярба"),
        ("ст. 342", "Агата Вярба"),
        ("choir", "The choir case"),
    ],
)
def test_a_record_is_found_under_every_spelling_and_says_why(filled: "Vault", words: str, label: str) -> None:
    hits = filled.search(words)
    assert [hit.label for hit in hits][:1] == [label]
    assert hits[0].why


@pytest.mark.parametrize(
    "words", ["", " ", "Сакрэтны", "777", "%", "_", "'; DROP TABLE person; --", "*", "ст. 130", "\x00", "漢字"]
)
def test_what_is_not_there_or_is_protected_is_not_found(filled: "Vault", words: str) -> None:
    assert filled.search(words) == []


def test_a_reference_finds_its_record_as_it_is_heard(filled: "Vault") -> None:
    ref = filled.search("Верба")[0].ref
    assert filled.search(ref.lower().replace("-", " "))[0].ref == ref


def test_a_long_text_is_cut_and_answered(filled: "Vault") -> None:
    assert filled.search("Верба " * 40_000, limit=3)[0].label == "Агата Вярба"


def test_a_changed_name_is_found_and_the_old_one_is_not(vault: "Vault") -> None:
    with vault.write() as session:
        person = Person(label="Сымон Быстры")
        session.add(person)
    with vault.write() as session:
        again = session.get(Person, person.id)
        assert again is not None
        again.label = "Сымон Павольны"
    assert vault.search("Павольны")
    assert not vault.search("Быстры")


def test_a_deleted_name_leaves_no_word_in_the_index(vault: "Vault") -> None:
    with vault.write() as session:
        person = Person(label="Адзінокі Чалавек")
        session.add(person)
    with vault.write() as session:
        session.delete(session.get(Person, person.id))
    with vault.read() as session:
        for table in (NAMES, WORDS, DELETIONS, POSTINGS, TEXTS):
            assert session.connection().execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 0


def test_forgetting_one_person_keeps_the_words_of_another(vault: "Vault") -> None:
    with vault.write() as session:
        one, two = Person(label="Ян Дуб"), Person(label="Ева Дуб")
        session.add_all([one, two])
        session.flush()
        forget_records(session, [one.id])
    assert [hit.label for hit in vault.search("Дуб")] == ["Ева Дуб"]


def test_a_rolled_back_name_is_not_in_the_index(vault: "Vault") -> None:
    def fail() -> None:
        with vault.write() as session:
            session.add(Person(label="Часовы"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert vault.search("Часовы") == []


def test_an_edit_that_changes_no_indexed_text_leaves_the_index_alone(vault: "Vault") -> None:
    with vault.write() as session:
        person = Person(label="Ян Дуб")
        session.add(person)
    statements: list[str] = []
    with vault.write() as session:
        sa.event.listen(session.connection(), "before_cursor_execute", lambda *call: statements.append(call[2]))
        again = session.get(Person, person.id)
        assert again is not None
        again.health = "нешта новае"
        session.flush()
    assert any("UPDATE person" in one for one in statements)
    assert not any("search_" in one for one in statements)
    assert vault.search("Дуб")
