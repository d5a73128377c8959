"""A vault for a journey holds what was chosen and nothing else; what was written in it comes home or is named."""

import io
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import col, select

from dossier.casework.sealed_sources import SourceForm, add_sealed_source
from dossier.casework.tips import add_file
from dossier.domain.refs import make_ref
from dossier.errors import Misread, NotFound, Refused
from dossier.vault import (
    create_vault,
    custodian_keys,
    custodians,
    custody,
    ern_registry,
    open_vault,
    packaging,
    travel,
)
from dossier.vault.checking import check_vault
from dossier.vault.engine import connect_sqlcipher
from dossier.vault.evidence import EvidenceStore
from dossier.vault.facts import put_fact
from dossier.vault.keys import Kdf
from dossier.vault.returning import bring_home
from dossier.vault.tables import (
    Act,
    Citation,
    Consent,
    Event,
    Exhibit,
    ExhibitCopy,
    LegalCase,
    Organisation,
    Party,
    Person,
    PersonName,
    Place,
    Proceeding,
    ProtectionFlag,
    Redaction,
    SealedEntry,
    Source,
    SQLModel,
    StoredObject,
    Tip,
    TipFile,
)  # fmt: skip
from dossier.vault.travel import chosen_ids, fill, require_other_passphrase
from dossier.vault.travel_rows import OWNERS, SHARED, STAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossier.vault import Vault

HOME = "plank carnation utensil plaster dill nuzzle"
CHEAP = Kdf(19 * 1024, 2, 1)
AWAY = "granite velvet onion trapeze muffin seldom"
DAY = date(2026, 1, 2)
BYTES = b"the bytes of a judgment" * 2000


def _person(session: Any, label: str, **more: Any) -> Person:
    person = Person(label=label, remarks=f"remark of {label}", **more)
    session.add(person)
    session.flush()
    session.add(PersonName(person_id=person.id, as_written=label))
    return person


def _exhibit(vault: "Vault", session: Any, case: LegalCase, title: str) -> Exhibit:
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(BYTES + title.encode())) as staged:
        row = store.keep(session, staged)
    exhibit = Exhibit(
        case_id=case.id, title=title, document_kind_code="judgment", object_id=row.object_id, sha256=row.sha256,
        size_bytes=row.size_bytes,
    )  # fmt: skip
    session.add(exhibit)
    session.flush()
    custody.append(session, exhibit, "collected", purpose="p", method_and_tool="m", sha256_after=row.sha256)
    return exhibit


def _case(session: Any, title: str) -> LegalCase:
    case = LegalCase(title=title)
    session.add(case)
    session.flush()
    return case


def _fill_home(vault: "Vault") -> dict[str, Any]:
    """Two cases that share a judge and a prison; a victim of both; a third person of neither."""
    with vault.write() as session:
        going, staying = _case(session, "Справа Ідзе"), _case(session, "Справа Застаецца")
        chosen, judge = _person(session, "Выбраная"), _person(session, "Суддзя", health="сакрэт суддзі")
        other, outsider = _person(session, "Іншая"), _person(session, "Чужая")
        place = Place(label="Мінск")
        session.add(place)
        session.flush()
        court = Organisation(label="Суд", place_id=place.id)
        session.add(court)
        session.flush()
        for case, person in ((going, chosen), (staying, chosen), (staying, other)):
            session.add(Party(case_id=case.id, person_id=person.id, role="victim"))
        for case_id, number in ((going.id, "1-2/2021"), (staying.id, "9-9/2099"), (None, "5-5")):
            session.add(
                Proceeding(person_id=chosen.id, case_id=case_id, branch="criminal", case_number=number,
                           court_id=court.id, judge_id=judge.id)
            )  # fmt: skip
        session.add(event := Event(case_id=staying.id, title="Падзея Застаецца"))
        session.flush()
        session.add(Act(event_id=event.id, victim_id=chosen.id, kind_code="beating"))
        session.add(ProtectionFlag(person_id=judge.id, kind_code="minor"))
        sheet = _exhibit(vault, session, staying, "Згода").id
        session.add(
            Consent(
                person_id=chosen.id,
                given_by="self",
                form="written",
                obtained_on=DAY,
                withdrawn_on=DAY,
                exhibit_id=sheet,
            )
        )
        exhibit = _exhibit(vault, session, going, "Прысуд")
        source = Source(code="S-1", kind_code="informant", description="апісанне")
        session.add(source)
        session.flush()
        session.add(
            Citation(record_table="person", record_id=chosen.id, exhibit_id=exhibit.id, source_id=source.id, page="3")
        )
        session.add(Tip(handle="T-1", text_as_received="паведамленне"))
        session.add(outsider)
        return {
            "going": going.ref,
            "staying": staying.ref,
            "chosen": chosen.ref,
            "judge": judge.ref,
            "other": other.ref,
        }


@pytest.fixture(scope="module")
def _home_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("home") / "vault"
    with create_vault(folder, passphrase=HOME, author="A", kdf=CHEAP, seed=lambda _session: None) as vault:
        return folder, _fill_home(vault)


@pytest.fixture(scope="module")
def _away_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("away") / "vault"
    create_vault(folder, passphrase=AWAY, author="A", kdf=CHEAP, seed=lambda _session: None).close()
    return folder


@pytest.fixture
def vault(_home_template: tuple[Path, dict[str, Any]], tmp_path: Path) -> "Iterator[Vault]":
    """The vault at home, open."""
    with open_vault(shutil.copytree(_home_template[0], tmp_path / "home"), HOME) as opened:
        yield opened


@pytest.fixture
def refs(_home_template: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    """Nickname -> reference of what is in it."""
    return _home_template[1]


@pytest.fixture
def away_folder(_away_template: Path, tmp_path: Path) -> Path:
    """A new vault for the journey, with nothing in it yet."""
    return Path(shutil.copytree(_away_template, tmp_path / "away"))


def _pack(vault: "Vault", folder: Path, *refs: str, **options: Any) -> Any:
    with open_vault(folder, AWAY) as away:
        done = fill(vault, away, refs, **options)
        assert check_vault(away, evidence="deep") == []
    return done


def _labels(vault: "Vault", model: Any, column: str = "label") -> set[str]:
    with vault.read() as session:
        return {str(getattr(one, column)) for one in session.exec(select(model))}


def _everything(vault: "Vault") -> str:
    assert vault.path is not None
    connection = connect_sqlcipher(vault.path / "vault.db", vault.key_for("db"))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]
    connection.close()
    return "\n".join(str(value) for row in rows for value in row)


def test_only_what_was_chosen_is_in_it_and_no_word_of_what_was_not(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    done = _pack(vault, away_folder, refs["going"])
    assert (done.bare_persons, done.evidence_files, done.exhibits_without_file) == (1, 0, 1)
    with open_vault(away_folder, AWAY) as away:
        assert _labels(away, LegalCase, "title") == {"Справа Ідзе"}
        assert _labels(away, Person) == {"Выбраная", "Суддзя"}
        assert _labels(away, Proceeding, "case_number") == {"1-2/2021", "5-5"}
        assert _labels(away, Exhibit, "title") == {"Прысуд"}
        assert _labels(away, Citation, "page") == {"3"}
        assert _labels(away, ProtectionFlag, "kind_code") == {"minor"}, "what protects the judge comes along"
        assert _labels(away, Consent, "withdrawn_on") == {"2026-01-02"}, "and that she said no, without the sheet"
        assert _labels(away, Organisation) == {"Суд"}
        assert _labels(away, Place) == {"Мінск"}
        assert [hit.label for hit in away.search("Выбраная")] == ["Выбраная"]
        clear = _everything(away)
    for word in (
        "Застаецца",
        "Іншая",
        "Чужая",
        "9-9/2099",
        "сакрэт суддзі",
        "remark of Суддзя",
        "паведамленне",
        "Згода",
    ):
        assert word not in clear
    assert "remark of Выбраная" in clear


def test_sealed_identities_and_the_key_of_the_home_vault_stay_at_home(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    for name in ("one", "two"):
        public = custodian_keys.new_secret().public_bytes()
        custodians.add_custodian(vault, name, custodian_keys.public_line(public), custodian_keys.fingerprint(public))
    add_sealed_source(vault, SourceForm(), {"name": "Канарэйка"}, today=DAY)
    _pack(vault, away_folder, refs["going"], with_evidence=True)
    with open_vault(away_folder, AWAY) as away:
        assert _labels(away, SealedEntry, "ref") == set()
        assert away.key_for("db") != vault.key_for("db")
        assert vault.key_for("db").hex() not in _everything(away)
    with pytest.raises(Refused, match=r"travel\.same_passphrase"):
        require_other_passphrase(vault, HOME)
    require_other_passphrase(vault, AWAY)


def test_files_come_along_when_asked_under_a_key_of_their_own(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    done = _pack(vault, away_folder, refs["going"], with_evidence=True)
    assert (done.evidence_files, done.exhibits_without_file) == (1, 0)
    with open_vault(away_folder, AWAY) as away, away.read() as session, vault.read() as at_home:
        row = session.exec(select(StoredObject)).one()
        assert EvidenceStore(away).open(row).read() == BYTES + "Прысуд".encode()
        assert at_home.get(StoredObject, row.object_id) is None, "the same bytes have another name there"


def test_numbered_and_redacted_copies_come_along_with_the_files_and_no_page_gets_a_second_number(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    store, pages = EvidenceStore(vault), b"numbered pages" * 1000
    with store.staged(io.BytesIO(pages)) as staged, vault.write() as session:
        row = store.keep(session, staged)
        exhibit = session.exec(select(Exhibit).where(Exhibit.title == "Прысуд")).one()
        taken = ern_registry.take(
            session, situation="BLR", case_ref=refs["going"], exhibit_ref=str(exhibit.ref), pages=3
        )
        session.add(
            made := ExhibitCopy(
                exhibit_id=exhibit.id, kind="pages", object_id=row.object_id, sha256=row.sha256, size_bytes=len(pages),
                mime_type="application/pdf", page_count=3, made_from_sha256=str(exhibit.sha256), tool="t",
            )
        )  # fmt: skip
        session.flush()
        session.add(
            Redaction(copy_id=made.id, page_number=1, left_pt=1, top_pt=1, width_pt=9, height_pt=9, reason_code="W")
        )
    done = _pack(vault, away_folder, refs["going"], with_evidence=True)
    assert (done.evidence_files, done.copies_at_home) == (1, 0)
    with open_vault(away_folder, AWAY) as away:
        with away.write() as session:
            copy = session.exec(select(ExhibitCopy)).one()
            assert EvidenceStore(away).open_id(session, copy.object_id).read() == pages
            assert session.exec(select(Redaction.reason_code)).all() == ["W"]
            next_one = ern_registry.take(session, situation="BLR", case_ref=refs["going"], exhibit_ref="X", pages=1)
        assert check_vault(away, evidence="deep") == []
    assert str(next_one) != str(taken)


def test_what_was_written_on_the_way_comes_home_once(
    vault: "Vault", refs: dict[str, Any], away_folder: Path, tmp_path: Path
) -> None:
    photograph = tmp_path / "photo.jpg"
    photograph.write_bytes(BYTES)
    _pack(vault, away_folder, refs["going"])
    with open_vault(away_folder, AWAY) as away:
        with away.write() as session:
            case = session.exec(select(LegalCase)).one()
            person = session.exec(select(Person).where(col(Person.label) == "Выбраная")).one()
            person.occupation = "настаўніца"
            new = _person(session, "Сустрэтая ў дарозе")
            session.add(Party(case_id=case.id, person_id=new.id, role="witness"))
            _exhibit(away, session, case, "Фота з дарогі")
            session.add(tip := Tip(handle="T-9", text_as_received="у дарозе", state="received"))
            session.flush()
            add_file(session, EvidenceStore(away), tip, photograph)
        with away.write() as session:
            session.add(event := Event(title="Пачутае ў дарозе"))
            session.flush()
            session.exec(select(Tip)).one().promoted_event_id = event.id
        first, again = bring_home(vault, away), bring_home(vault, away)
    assert (first.added, first.changed, first.not_merged, dict(first.stays)) == (8, 1, [], {})
    assert (again.added, again.changed, again.not_merged) == (0, 0, [])
    with vault.read() as session:
        found = session.exec(select(Exhibit).where(col(Exhibit.title) == "Фота з дарогі")).one()
        row = session.get_one(StoredObject, found.object_id)
        assert EvidenceStore(vault).open(row).read() == BYTES + "Фота з дарогі".encode()
        person = session.exec(select(Person).where(col(Person.label) == "Выбраная")).one()
        assert (person.occupation, person.remarks) == ("настаўніца", "remark of Выбраная")
        tip = session.exec(select(Tip).where(col(Tip.handle) == "T-9")).one()
        assert tip.text_as_received == "у дарозе", "and not its hash, which is all that the journal has"
        assert session.get_one(Event, tip.promoted_event_id).title == "Пачутае ў дарозе"
        file = session.exec(select(TipFile).where(col(TipFile.tip_id) == tip.id)).one()
        assert file.file_name_as_received == "photo.jpg"
        assert EvidenceStore(vault).open(session.get_one(StoredObject, file.object_id)).read() == BYTES
    assert [hit.label for hit in vault.search("Сустрэтая")] == ["Сустрэтая ў дарозе"]
    assert check_vault(vault, evidence="deep") == []


def test_where_both_changed_the_one_at_home_stands_and_the_other_is_named(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    _pack(vault, away_folder, refs["going"])
    with open_vault(away_folder, AWAY) as away:
        for place, occupation in ((away, "у дарозе"), (vault, "дома")):
            with place.write() as session:
                person = session.exec(select(Person).where(col(Person.label) == "Выбраная")).one()
                person.occupation, person.affiliation = occupation, "аднолькава"
                if place is away:
                    person.ethnicity = "толькі ў дарозе"
                    name = session.exec(select(PersonName).where(col(PersonName.as_written) == "Суддзя")).one()
                    session.delete(name)
                    name_ref = name.ref
        done = bring_home(vault, away)
    assert sorted(done.not_merged) == sorted(
        [(refs["chosen"], "changed here too: occupation"), (name_ref, "removed on the way")]
    )
    with vault.read() as session:
        person = session.exec(select(Person).where(col(Person.label) == "Выбраная")).one()
        assert (person.occupation, person.affiliation, person.ethnicity) == ("дома", "аднолькава", "толькі ў дарозе")
        assert len(session.exec(select(PersonName).where(col(PersonName.as_written) == "Суддзя")).all()) == 1


def test_what_hangs_on_a_record_that_is_gone_at_home_is_named_and_the_rest_comes_home(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    _pack(vault, away_folder, refs["going"])
    with open_vault(away_folder, AWAY) as away:
        with away.write() as session:
            judge = session.exec(select(Person).where(col(Person.label) == "Суддзя")).one()
            session.add(PersonName(person_id=judge.id, as_written="Судья"))
            case = session.exec(select(LegalCase)).one()
            case.summary = "напісана ў дарозе"
        with vault.write() as session:
            for one in session.exec(select(Proceeding)):
                one.judge_id = None
            session.flush()
            session.delete(session.exec(select(Person).where(col(Person.label) == "Суддзя")).one())
        done = bring_home(vault, away)
    assert [why for _ref, why in done.not_merged] == ["refused"]
    assert _labels(vault, LegalCase, "summary") == {"напісана ў дарозе", "None"}


def test_what_was_removed_on_the_way_goes_at_home_only_when_asked_and_where_nothing_here_hangs_on_it(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    with vault.write() as session:
        chosen = session.exec(select(Person).where(col(Person.label) == "Выбраная")).one()
        session.add_all(PersonName(person_id=chosen.id, as_written=name) for name in ("сцёртае", "зменяецца"))
        case = session.exec(select(LegalCase).where(col(LegalCase.ref) == refs["going"])).one()
        session.add_all([Event(case_id=case.id, title="без нічога"), Event(case_id=case.id, title="з учынкам")])
    _pack(vault, away_folder, refs["going"])
    with open_vault(away_folder, AWAY) as away:
        with away.write() as session:
            for name in session.exec(
                select(PersonName).where(col(PersonName.as_written).in_(["сцёртае", "зменяецца"]))
            ):
                session.delete(name)
            for event in session.exec(select(Event)):
                session.delete(event)
        with vault.write() as session:
            session.exec(select(PersonName).where(col(PersonName.as_written) == "зменяецца")).one().script = "Cyrl"
            event = session.exec(select(Event).where(col(Event.title) == "з учынкам")).one()
            session.add(Act(event_id=event.id, kind_code="beating"))
        named = bring_home(vault, away)
        assert (named.removed, {why for _ref, why in named.not_merged}) == (0, {"removed on the way"})
        assert len(named.not_merged) == 4
        done = bring_home(vault, away, with_removals=True)
        again = bring_home(vault, away, with_removals=True)
    assert (done.removed, sorted(why for _ref, why in done.not_merged)) == (2, ["changed here too", "needed here"])
    assert again.removed == 0
    assert _labels(vault, Event, "title") == {"Падзея Застаецца", "з учынкам"}
    assert _labels(vault, PersonName, "as_written") & {"сцёртае", "зменяецца"} == {"зменяецца"}
    assert check_vault(vault) == []


def _number(place: "Vault", title: str, case_ref: str, pages: int) -> str:
    """A numbered copy of an exhibit; returns the number of its first page."""
    store, content = EvidenceStore(place), f"pages of {title}".encode()
    with store.staged(io.BytesIO(content)) as staged, place.write() as session:
        row = store.keep(session, staged)
        exhibit = session.exec(select(Exhibit).where(Exhibit.title == title)).one()
        first = ern_registry.take(
            session, situation="BLR", case_ref=case_ref, exhibit_ref=str(exhibit.ref), pages=pages
        )
        copy = ExhibitCopy(
            exhibit_id=exhibit.id, kind="pages", object_id=row.object_id, sha256=row.sha256, size_bytes=len(content),
            mime_type="application/pdf", page_count=pages, ern_begin=str(first), ern_end=str(first.plus(pages - 1)),
            made_from_sha256=str(exhibit.sha256), tool="t",
        )  # fmt: skip
        session.add(copy)
        session.flush()
        exhibit.ern_begin, exhibit.ern_end = copy.ern_begin, copy.ern_end
        box: dict[str, Any] = {"left_pt": 1.5, "top_pt": 1.5, "width_pt": 9.5, "height_pt": 9.5}
        session.add(Redaction(copy_id=copy.id, page_number=1, reason_code="W", **box))
        return str(first)


def test_pages_that_were_numbered_on_the_way_come_home_with_their_numbers(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    _pack(vault, away_folder, refs["going"], with_evidence=True)
    with open_vault(away_folder, AWAY) as away:
        first = _number(away, "Прысуд", refs["going"], 3)
        done, again = bring_home(vault, away), bring_home(vault, away)
    assert (done.added, done.changed, done.not_merged, dict(done.stays)) == (2, 1, [], {})
    assert (again.added, again.changed, again.not_merged) == (0, 0, [])
    with vault.read() as session:
        copy = session.exec(select(ExhibitCopy)).one()
        assert EvidenceStore(vault).open_id(session, copy.object_id).read() == "pages of Прысуд".encode()
        assert session.exec(select(Exhibit.ern_begin).where(Exhibit.title == "Прысуд")).one() == first
        assert session.exec(select(Redaction.reason_code)).all() == ["W"]
    with vault.write() as session:
        later = ern_registry.take(session, situation="BLR", case_ref=refs["going"], exhibit_ref="X", pages=1)
    assert str(later)[-4:] == "0004", "the numbers of the way are taken here"
    assert check_vault(vault, evidence="deep") == []


def test_a_page_number_that_was_taken_at_home_meanwhile_does_not_come_twice(
    vault: "Vault", refs: dict[str, Any], away_folder: Path
) -> None:
    with vault.write() as session:
        case = session.exec(select(LegalCase).where(col(LegalCase.ref) == refs["going"])).one()
        _exhibit(vault, session, case, "Пратакол")
    _pack(vault, away_folder, refs["going"], with_evidence=True)
    with open_vault(away_folder, AWAY) as away:
        on_the_way, here = _number(away, "Прысуд", refs["going"], 3), _number(vault, "Пратакол", refs["going"], 2)
        assert on_the_way == here
        done = bring_home(vault, away)
    assert sorted({why for _ref, why in done.not_merged}) == ["numbers taken here", "refused"]
    with vault.read() as session:
        numbers = session.exec(select(Exhibit.ern_begin).where(col(Exhibit.ern_begin).is_not(None))).all()
        assert (numbers, len(session.exec(select(ExhibitCopy)).all())) == ([here], 1)
    assert check_vault(vault, evidence="deep") == []


def test_another_vault_is_not_merged(vault: "Vault", away_folder: Path) -> None:
    with open_vault(away_folder, AWAY) as other:
        for place in (other, vault):  # nor is one that was only copied: its journal knows of no journey. Case A5
            with pytest.raises(Refused, match=r"travel\.not_from_here"):
                bring_home(vault, place)
        with other.write() as session:  # a vault of a journey, from another home
            put_fact(session, travel.HOME, "0" * 32)
            put_fact(session, travel.SINCE, "0")
        with pytest.raises(Refused, match=r"travel\.not_from_here"):
            bring_home(vault, other)


def test_only_cases_and_persons_can_be_chosen(vault: "Vault", refs: dict[str, Any]) -> None:
    with vault.read() as session:
        others = [one.ref for model in (Exhibit, Source) for one in session.exec(select(model))]
        assert len(others) == 3
        wrong: list[tuple[list[str], type[Exception], str]] = [
            *(([str(ref)], Refused, r"travel\.kind") for ref in others),
            ([], Refused, r"travel\.nothing"),
            (["P-0000"], Misread, "ref"),
            ([make_ref("person")], NotFound, r"find\.nothing"),
        ]
        for chosen, kind, code in wrong:
            with pytest.raises(kind, match=code):
                chosen_ids(session, chosen)
        found = chosen_ids(session, [refs["going"], refs["chosen"].lower()])
        assert [len(ids) for ids in found.values()] == [1, 1]


def test_each_table_comes_along_or_stays_and_none_is_forgotten() -> None:
    tables = set(packaging.package_tables())
    assert tables == {*OWNERS, *SHARED, *STAYS, "person", "legal_case"} & tables
    assert not set(OWNERS) & (STAYS | set(SHARED))
    done: set[str] = {"person", "legal_case", *SHARED}
    for name, columns in OWNERS.items():
        table = SQLModel.metadata.tables[name]
        owners = {key.column.table.name for column in columns for key in table.c[column].foreign_keys}
        assert owners <= done, f"{name} comes before its owners"
        done.add(name)
