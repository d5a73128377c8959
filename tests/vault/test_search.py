"""Finding under any spelling, in the same way on both databases; what must not be found is not."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import col

from dossier.domain.names import parse
from dossier.i18n import in_language
from dossier.vault import create_vault, search_ways
from dossier.vault.search import candidates_for
from dossier.vault.search_index import forget_records, index_text
from dossier.vault.search_reading import Reader
from dossier.vault.search_rebuild import VERSION, rebuild, rebuild_where_needed
from dossier.vault.search_store import DELETIONS, NAMES, POSTINGS, TEXTS, WORDS
from dossier.vault.tables import (
    Charge,
    Episode,
    Exhibit,
    LegalCase,
    Person,
    PersonDetail,
    PersonName,
    Proceeding,
    Recognition,
    VocabularyEntry,
)
from tests.conftest import CHEAP, PASSPHRASE, _administer, _url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlmodel import Session

    from dossier.vault import Vault


COUNTRIES = (("NER", "Niger", "Нигер"), ("NGA", "Nigeria", "Нигерия"), ("POL", "Poland", "Польша"))


def _fill(vault: "Vault") -> None:
    with vault.write() as session:
        for label, other, born in (
            ("Аляксандр Лукашэнка", "Александр Лукашенко", date(1954, 8, 30)),
            ("Агата Вярба", "Агата Верба", None),
        ):
            person = Person(label=label, born=born.isoformat() if born else None, born_lower=born, born_upper=born)
            session.add(person)
            session.flush()
            session.add(PersonName(person_id=person.id, as_written=other))
            session.add(PersonDetail(person_id=person.id, kind="telephone", value="Сакрэтны 777"))
        person.birth_place_as_written, person.remarks = "Гродна", "Настаўніца спеваў з вёскі Лясное"
        proceeding = Proceeding(
            person_id=person.id, branch="criminal", case_number="EX-2021-117", court_as_written="Суд Ленінскага раёна"
        )
        episode = Episode(
            person_id=person.id, started="2020-09-01", started_lower=date(2020, 9, 1), started_upper=date(2020, 9, 1)
        )
        recognition = Recognition(person_id=person.id, status_code="political_prisoner", body="EXAMPLE")
        session.add_all([proceeding, episode, recognition])
        session.flush()
        session.add(
            Charge(
                proceeding_id=proceeding.id, article="342", part="1", article_as_written="ч. 1 ст. 342", code="UK_BY"
            )
        )
        for code, english, russian in (
            ("NER", "Niger", "Нигер"),
            ("NGA", "Nigeria", "Нигерия"),
            ("POL", "Poland", "Польша"),
        ):
            session.add(VocabularyEntry(vocabulary="country", code=code, label_en=english, label_ru=russian))
        person.citizenship_codes = ["NER", "POL"]
        case = LegalCase(title="The choir case", summary="Songs in the yard of a house at Lyasnoye", state_code="NGA")
        session.add(case)
        session.flush()
        session.add(Exhibit(case_id=case.id, title="Протокол", document_kind_code="record"))
        for name in ("ძერჟინსკი გიორგი", "Տեր-Պետրոսյան", "محمد علي", "張偉", "Əliyev İlham"):
            session.add(Person(label=name))


@pytest.fixture(scope="module", params=["embedded", "server"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Vault]":
    """The same records in a folder and on a PostgreSQL; nothing writes to them."""
    place: Path | str = tmp_path_factory.mktemp("search") / "vault"
    if request.param == "server":
        folder = request.getfixturevalue("_server")
        _administer(folder, "CREATE DATABASE searched TEMPLATE template0")
        place = _url(folder, "searched")
    with create_vault(place, passphrase=PASSPHRASE, author="a", kdf=CHEAP, seed=lambda _session: None) as vault:
        _fill(vault)
        yield vault
    if request.param == "server":
        _administer(request.getfixturevalue("_server"), "DROP DATABASE searched WITH (FORCE)")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Vault]":
    """Persons whose names differ by father, letter or ending."""
    place = tmp_path_factory.mktemp("named") / "vault"
    with create_vault(place, passphrase=PASSPHRASE, author="a", kdf=CHEAP, seed=lambda _session: None) as vault:
        with vault.write() as session:
            for label in (
                "Дуб Ян Альбертавіч", "Дуб Ян Адамавіч", "Олена Миколаївна Шишкіна", "Ірина Миколаївна Шишкіна",
                "Микола Шишкіна", "Инна Вымыслова", "Іван Вымыслаў",
            ):  # fmt: skip
                session.add(Person(label=label))
        yield vault


FOUND = (
    ("Лукашэнка", "Аляксандр Лукашэнка"),
    ("Лукашенко", "Аляксандр Лукашэнка"),
    ("Лук\u0061шенк\u006f", "Аляксандр Лукашэнка"),
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
    ("Верба 1954", "Агата Вярба"),
    ("Лукашенко 1954", "Аляксандр Лукашэнка"),
    ("Верба Гродно", "Агата Вярба"),
    ("Верба Агата Ивановна", "Агата Вярба"),
    ("Верба А. И.", "Агата Вярба"),
    ("Верба ст. 342", "Агата Вярба"),
    ("Ленинский", "Агата Вярба"),
    ("настаўніца", "Агата Вярба"),
    ("songs yard", "The choir case"),
    ('"songs in the yard"', "The choir case"),
    ('"Агата Верба"', "Агата Вярба"),
    ("born:1954", "Аляксандр Лукашэнка"),
    ("нарадзіўся:1950..1960", "Аляксандр Лукашэнка"),
    ("arrested:2020-08..2020-09", "Агата Вярба"),
    ("задержан:09.2020 Верба", "Агата Вярба"),
    ("article:342", "Агата Вярба"),
    ("суд:Ленинский", "Агата Вярба"),
    ("place:Hrodna", "Агата Вярба"),
    ("status:палітвязень", "Агата Вярба"),
    ("вид:дело", "The choir case"),
    ("country:Польша", "Агата Вярба"),
    ("гражданство:pol Верба", "Агата Вярба"),
    ("страна:Нигер", "Агата Вярба"),
    ("country:nigeri", "The choir case"),
    ("страна:Нигер kind:person", "Агата Вярба"),
    ("-страна:Польша Лукашенко", "Аляксандр Лукашэнка"),
    ("имя:Лукашенко", "Аляксандр Лукашэнка"),
    ("ძერჟ", "ძერჟინსკი გიორგი"),
    ("ძ", "ძერჟინსკი გიორგი"),
    ("տ", "Տեր-Պետրոսյան"),
    ("م", "محمد علي"),
    ("張", "張偉"),
    ("Տեր", "Տեր-Պետրոսյան"),
    ("محمد", "محمد علي"),
    ("張偉", "張偉"),
    ("əliyev", "Əliyev İlham"),
    ("Aliyev", "Əliyev İlham"),
)


@pytest.mark.parametrize(("words", "label"), FOUND)
def test_a_record_is_found_under_every_spelling_and_says_why(filled: "Vault", words: str, label: str) -> None:
    hits = filled.search(words)
    assert [hit.label for hit in hits][:1] == [label]
    assert hits[0].why


NOT_FOUND = (
    "",
    " ",
    "Сакрэтны",
    "777",
    "%",
    "_",
    "'; DROP TABLE person; --",
    "*",
    "ст. 130",
    "\x00",
    "漢字",
    "Верба -Агата",
    '"верба агата"',
    "Верба born:1954",
    "Верба kind:case",
    "Верба country:Нигерия",
    "Верба -country:POL",
    "country:Атлантида",
    "citizenship:Нигерия",
    "вид:событие",
    "name:",
    "-",
    "🙂",
    "\u202eабвг",
    "7" * 200,
    "Верба ст. 343",
)


def test_a_filter_alone_is_the_reason_in_the_language_of_the_reader(filled: "Vault") -> None:
    with in_language("ru"):
        assert filled.search("citizenship:Poland")[0].why == "гражданство: Poland"


@pytest.mark.parametrize("words", NOT_FOUND)
def test_what_is_not_there_or_is_protected_is_not_found(filled: "Vault", words: str) -> None:
    assert filled.search(words) == []


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Альбертович", "Дуб Ян Альбертавіч"),
        ("Дуб Альбертович", "Дуб Ян Альбертавіч"),
        ("альбертавич дуб", "Дуб Ян Альбертавіч"),
        ("Шишкина Е.Н.", "Олена Миколаївна Шишкіна"),
        ("Шишкина Н", "Микола Шишкіна"),
        ("Vymyslov", "Іван Вымыслаў"),
        ("Вымыслов", "Іван Вымыслаў"),
        ("Вымыслова", "Инна Вымыслова"),
    ],
)
def test_a_father_a_letter_of_another_language_and_a_whole_surname_lead_to_whom_they_mean(
    named: "Vault", words: str, label: str
) -> None:
    assert [hit.label for hit in named.search(words)][:1] == [label]


def test_a_letter_after_a_surname_finds_its_bearers_first_and_similar_surnames_beside(any_vault: "Vault") -> None:
    with any_vault.write() as session:
        for label in ("Верас Анна", "Верес Антон", "Верас Мікалай", "Верасовіч Ала", "Лозка Алег"):
            person = Person(label=label)
            session.add(person)
            session.flush()
            session.add(PersonName(person_id=person.id, as_written=label))
    assert [hit.label for hit in any_vault.search("верас а")] == ["Верас Анна", "Верес Антон", "Верасовіч Ала"]
    assert [hit.label for hit in any_vault.search("верас н")][:1] == ["Верас Мікалай"], "Николай"


def test_beside_somebody_of_the_whole_name_typed_stand_few_who_may_be_meant(any_vault: "Vault") -> None:
    """Another spelling of either word and a typing error of either; nobody whose name fits in one word alone."""
    with any_vault.write() as session:
        for label in (
            "Верас Антон", "Верес Антон", "Вераса Антон", "Верас Антоній", "ВЕРАС Ангон", "Мерас Антон", "Лозка Антон",
            "Верас Мікалай",
        ):  # fmt: skip
            session.add(Person(label=label))
    found = [hit.label for hit in any_vault.search("Верас Антон")]
    assert found[0] == "Верас Антон"
    assert set(found) >= {"Верес Антон", "Вераса Антон", "Верас Антоній", "ВЕРАС Ангон", "Мерас Антон"}
    assert "Лозка Антон" not in found


def test_a_letter_stands_for_a_given_name_and_not_for_the_surname_typed_beside_it(vault: "Vault") -> None:
    """Г is an initial that А has in another language, and Гичов begins with it: it must not fit everybody alike."""
    with vault.write() as session:
        for given in ("Эдуард",) * 30 + ("Абрам",) * 9:
            session.add(Person(label=f"Гичов {given}"))
    assert [hit.label for hit in vault.search("Гичов А", limit=9)] == ["Гичов Абрам"] * 9


COURTS = (
    "Минский городской суд",
    "Суд Ленинского района г. Гродно",
    "Гомельский областной суд",
    "Верховный суд Республики Беларусь",
    "Мінскі раённы суд",
    "Суд Савецкага раёна г. Мінска",
    "Шевченківський районний суд м. Києва",
    "Гродзенскі абласны суд",
)


@pytest.fixture(scope="module")
def courts(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Vault]":
    """One person before each court."""
    folder = tmp_path_factory.mktemp("courts") / "vault"
    with create_vault(folder, passphrase=PASSPHRASE, author="tests", kdf=CHEAP, seed=lambda _session: None) as made:
        with made.write() as session:
            for number, court in enumerate(COURTS):
                person = Person(label=f"Вярба {number}")
                session.add(person)
                session.flush()
                session.add(Proceeding(person_id=person.id, branch="criminal", court_as_written=court))
        yield made


@pytest.mark.parametrize(
    ("words", "court"),
    [
        ("Minsk City Court", 0),
        ("Мінскі гарадскі суд", 0),
        ("Minski haradski sud", 0),
        ('court:"Minsk City Court"', 0),
        ("Leninsky District Court of Grodno", 1),
        ("Суд Ленінскага раёна Гродна", 1),
        ("Homiel Regional Court", 2),
        ("Гомельскі абласны суд", 2),
        ("Supreme Court", 3),
        ("Вярхоўны суд", 3),
        ("Минский районный суд", 4),
        ("Minsk District Court", 4),
        ("Суд Советского района Минска", 5),
        ("Shevchenkivskyi District Court of Kyiv", 6),
        ("Шевченковский районный суд Киева", 6),
        ("Гродненский областной суд", 7),
    ],
)
def test_a_court_is_found_by_its_name_in_another_language_and_alphabet(courts: "Vault", words: str, court: int) -> None:
    first = courts.search(words)[0]
    assert first.label == f"Вярба {court}"
    assert first.why.startswith("court")


@pytest.mark.parametrize(
    "words",
    ["Brest City Court", "Supreme Court of Kyiv", "Minsk Prosecutor", "of the", "Городецкий", "Городецкий Иван"],
)
def test_a_court_that_no_record_names_is_not_found(courts: "Vault", words: str) -> None:
    assert courts.search(words) == []


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


QUERIES = (
    "Лукашенко",
    "Лукаш",
    "Lukashenka A",
    "Лукашэкна",
    "Агата",
    "А",
    "суд",
    "Лук А",
    "kind:person",
    "ლ",
    "Рак А",
    "Рак А.А.",
    "Альбертовна",
    "Рак Альбертовна",
    "Рак Анна",
    "Рак Анна Альбертовна",
    "Анна Рак",
    "Рка Анна",
    "Лукашенко Агата",
    "Лукашенко Агат",
    "Лукашенко Агота",
    "Łukaszewicz Aliena",
    "Лукашевич -Ян",
    '"Рак Алла"',
    "Лукашук суд",
    "суд -Верба",
    "kind:person Рак А",
)


def test_both_databases_find_the_same_in_the_same_order(vault: "Vault", server_vault: "Vault") -> None:
    """Of every kind of query; ids are given, since they break ties."""
    answers = []
    queries = dict.fromkeys((*QUERIES, *(words for words, _label in FOUND), *NOT_FOUND))
    for one in (vault, server_vault):
        ids = (uuid.UUID(int=number) for number in range(1, 1000))
        with one.write() as session:
            for surname in ("Лукашэнка", "Лукашенко", "Lukashenko", "Лукашук", "Łukaszewicz", "Лукашевич", "Верба"):
                for given in ("Аляксандр", "Алёна", "Alaksandr", "Агата", "Ян"):
                    session.add(Person(id=next(ids), label=f"{surname} {given}", remarks="суд"))
            for given in ("Анна", "Ганна", "Алла", "Алеся", "Ада", "Аида") * 4:
                session.add(Person(id=next(ids), label=f"Рак {given} Альбертовна"))
        _fill(one)
        answers.append({words: [(hit.label, hit.score, hit.why) for hit in one.search(words)] for words in queries})
    assert answers[0] == answers[1]
    assert [words for words in QUERIES if not answers[0][words]] == ["ლ"]


def test_candidates_are_the_persons_that_a_name_may_be(any_vault: "Vault") -> None:
    _fill(any_vault)
    with any_vault.read() as session:
        found = candidates_for(session, parse("Лукашенко Александр Григорьевич"), 5)
        labels = [session.get(Person, one).label for one in found]  # type: ignore[union-attr]
    assert labels == ["Аляксандр Лукашэнка"]


def test_a_text_given_from_outside_is_found_kept_through_a_rebuild_and_taken_out(any_vault: "Vault") -> None:
    _fill(any_vault)
    with any_vault.write() as session:
        exhibit = session.scalars(sa.select(Exhibit)).one()
        index_text(session, "exhibit", exhibit.id, "У судзе сведка сказаў пра ліхтар " * 3)
    assert [hit.kind for hit in any_vault.search('"сказаў пра ліхтар"')] == ["exhibit"]
    with any_vault.write() as session:
        rebuild(session.connection())
    assert any_vault.search("фонарь ліхтар") == []
    assert [hit.kind for hit in any_vault.search("ліхтар")] == ["exhibit"]
    with any_vault.write() as session:
        index_text(session, "exhibit", exhibit.id, "")
    assert any_vault.search("ліхтар") == []


def _index(vault: "Vault") -> list[list[tuple[object, ...]]]:
    with vault.read() as session:
        return [
            sorted(tuple(row) for row in session.connection().execute(sa.select(table)))
            for table in (NAMES, WORDS, DELETIONS, POSTINGS, TEXTS)
        ]


def test_a_rebuilt_index_is_the_one_that_grew(any_vault: "Vault") -> None:
    """Through saves, changes and deletions the counts of words stay true."""
    _fill(any_vault)
    with any_vault.write() as session:
        person = session.scalars(sa.select(Person).where(col(Person.label) == "Агата Вярба")).one()
        person.label = "Агата Верас"
        session.delete(session.scalars(sa.select(Person).where(col(Person.label) == "張偉")).one())
        session.scalars(sa.select(Proceeding)).one().court_as_written = "Гарадскі суд"
    grown = _index(any_vault)
    with any_vault.write() as session:
        rebuild(session.connection())
    assert _index(any_vault) == grown


def test_an_index_of_other_rules_is_made_anew_and_says_how_far_it_is(any_vault: "Vault") -> None:
    _fill(any_vault)
    with any_vault.write() as session:
        session.connection().execute(sa.delete(NAMES))
        session.connection().execute(sa.text("UPDATE vault_fact SET value = '0.0' WHERE name = 'search_index'"))
    steps: list[tuple[int, int]] = []
    assert rebuild_where_needed(any_vault, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (9, 9)
    assert any_vault.search("Верба")
    assert not rebuild_where_needed(any_vault)
    with any_vault.read() as session:
        fact = session.connection().execute(sa.text("SELECT value FROM vault_fact WHERE name = 'search_index'"))
        assert fact.scalar() == VERSION


def test_a_name_of_a_merged_person_leads_to_the_one_who_stayed(vault: "Vault") -> None:
    with vault.write() as session:
        stayed = Person(label="Ян Дуб")
        session.add(stayed)
        session.flush()
        session.add(Person(label="Іван Кляновы", merged_into_id=stayed.id))
    assert [hit.label for hit in vault.search("Кляновы")] == ["Ян Дуб"]


def test_a_surname_that_ends_like_a_patronymic_is_not_asked_for_under_every_given_name(
    vault: "Vault", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Гигич begins Гигичев and ends like Ильич: where nobody has it as a patronymic, much is not asked."""
    with vault.write() as session:
        session.add_all([Person(label="Гигичев Авраам"), Person(label="Дуб Ян Гігавіч")])
    asked: list[str] = []
    rows = Reader.rows

    def watched(reader: Reader, sql: str, values: "Sequence[object]" = ()) -> list[tuple[object, ...]]:
        asked.append(sql)
        return rows(reader, sql, values)

    monkeypatch.setattr(Reader, "rows", watched)
    assert [hit.label for hit in vault.search("Гигич")] == ["Гигичев Авраам"]
    assert not [sql for sql in asked if "given_key = ? AND patronymic_key" in sql]
    assert [hit.label for hit in vault.search("Гигович")] == ["Дуб Ян Гігавіч"]


def test_every_hit_says_by_which_name_it_was_found(filled: "Vault") -> None:
    assert filled.search("Lukashenko Alexander")[0].why.endswith("«Александр Лукашенко»")
    assert "case number" in filled.search("EX-2021-117")[0].why


@pytest.fixture(scope="module", params=["embedded", "server"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Vault]":
    """Nine persons of whom most fulfil each filter, and the last one alone all of them."""
    place: Path | str = tmp_path_factory.mktemp("many") / "vault"
    if request.param == "server":
        folder = request.getfixturevalue("_server")
        _administer(folder, "CREATE DATABASE many TEMPLATE template0")
        place = _url(folder, "many")
    with create_vault(place, passphrase=PASSPHRASE, author="a", kdf=CHEAP, seed=lambda _session: None) as vault:
        with vault.write() as session:
            for code, name in (("POL", "Poland"), ("NER", "Niger")):
                session.add(VocabularyEntry(vocabulary="country", code=code, label_en=name))
            for at in range(9):
                _add_one_of_many(session, at, lacks=None if at == 8 else at % 4)
        yield vault
    if request.param == "server":
        _administer(request.getfixturevalue("_server"), "DROP DATABASE many WITH (FORCE)")


def _add_one_of_many(session: "Session", at: int, lacks: int | None) -> None:
    """A person who was born in 1980, is Polish, was arrested in 2020 and charged with 342, but for one of these."""
    born, began = date(1970 if lacks == 0 else 1980, 5, 1 + at), date(2010 if lacks == 1 else 2020, 8, 1 + at)
    person = Person(
        label=f"Дуб Ян {at}", born=born.isoformat(), born_lower=born, born_upper=born,
        citizenship_codes=["NER"] if lacks == 2 else ["NER", "POL"],
    )  # fmt: skip
    session.add(person)
    session.flush()
    proceeding = Proceeding(person_id=person.id, branch="criminal", court_as_written="Суд Ленінскага раёна")
    episode = Episode(
        person_id=person.id, started=began.isoformat(), started_lower=began, started_upper=began,
        ended="2021-01-05", ended_lower=date(2021, 1, 5), ended_upper=date(2021, 1, 5),
    )  # fmt: skip
    session.add_all([proceeding, episode, Recognition(person_id=person.id, status_code="political_prisoner", body="X")])
    session.flush()
    article = "130" if lacks == 3 else "342"
    session.add(Charge(proceeding_id=proceeding.id, article=article, article_as_written=article, code="UK_BY"))


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("born:1980", "1235678"), ("born:..1975", "04"), ("born:1975..", "1235678"), ("born:01.05.1970", "0"),
        ("arrested:2020", "0234678"), ("released:2021-01", "012345678"), ("country:PL", "0134578"),
        ("citizenship:pol", "0134578"), ("article:342", "0124568"), ("status:released", "012345678"),
        ("status:political", "012345678"), ("court:Ленинский", "012345678"), ("name:Ян", "012345678"),
        ('name:"Ян Дуб"', "012345678"), ("kind:person", "012345678"),
        ("born:1980 country:PL arrested:2020 article:342", "8"),
        ("article:342 status:released country:PL court:Ленинский name:Дуб born:1980 arrested:2020", "8"),
        ("country:PL -article:342", "37"), ("born:1980 -country:PL", "26"),
    ],
)  # fmt: skip
def test_filters_alone_find_whom_they_mean_also_where_each_fits_more_than_are_read(
    many: "Vault", monkeypatch: pytest.MonkeyPatch, words: str, labels: str
) -> None:
    expected = {f"Дуб Ян {at}" for at in labels}
    assert {hit.label for hit in many.search(words)} == expected
    monkeypatch.setattr(search_ways, "_FEW", 1)
    monkeypatch.setattr(search_ways, "_MANY", 1)
    found = many.search(words, limit=1)
    assert len(found) == 1
    assert found[0].label in expected


def test_whoever_was_merged_does_not_stand_in_the_way_of_those_who_fulfil_a_filter(
    vault: "Vault", monkeypatch: pytest.MonkeyPatch
) -> None:
    with vault.write() as session:
        session.add(VocabularyEntry(vocabulary="country", code="POL", label_en="Poland"))
        stayed = Person(label="Ян Дуб", citizenship_codes=["POL"])
        session.add(stayed)
        session.flush()
        for number in range(4):
            session.add(Person(label=f"Дуб {number}", citizenship_codes=["POL"], merged_into_id=stayed.id))
    monkeypatch.setattr(search_ways, "_FEW", 1)
    assert [hit.label for hit in vault.search("country:Poland", limit=1)] == ["Ян Дуб"]
