"""Two records of one person: joined by a yes, with every field's origin, and exactly two again by an undo."""

import hashlib
import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from pydantic_core import PydanticUndefined

from dossier.casework.comparing import compared_lines
from dossier.casework.judgements import judge
from dossier.casework.merging import merge, plan_merge, undo_merge
from dossier.casework.views import person_view
from dossier.domain.refs import make_ref
from dossier.errors import DossierError, NotFound, Refused
from dossier.i18n import in_language
from dossier.vault import merging
from dossier.vault.checking import check_vault
from dossier.vault.queries.whole import whole_record
from dossier.vault.tables import (
    RECORDS,
    Citation,
    LegalCase,
    Party,
    Person,
    PersonName,
    Proceeding,
    Relationship,
    Row,
    Source,
    SQLModel,
)
from dossier.vault.tables.base import JsonType

if TYPE_CHECKING:
    from dossier.vault import Vault


def _person(vault: "Vault", label: str, **values: Any) -> str:
    with vault.write() as session:
        person = Person(label=label, **values)
        session.add(person)
        session.flush()
        session.add(PersonName(person_id=person.id, as_written=label))
        session.flush()
        session.refresh(person)
        return person.ref or ""


def _id(vault: "Vault", ref: str) -> uuid.UUID:
    with vault.read() as session:
        person: Person = session.execute(sa.select(Person).where(Person.ref == ref)).scalar_one()  # type: ignore[arg-type]
        return person.id


def _state(vault: "Vault", *, without: tuple[str, ...] = ("change", "person_merge")) -> dict[str, str]:
    found = {}
    with vault.read() as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in without:
                rows = sorted(repr(tuple(row)) for row in session.connection().execute(sa.select(table)))
                found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def _value_of(column: "sa.Column[Any]") -> Any:
    """Any value that the column takes: the first code of its check, else something of its type."""
    for check in column.table.constraints:
        if isinstance(check, sa.CheckConstraint) and str(check.sqltext).startswith(f"{column.name} IN ('"):
            return str(check.sqltext).split("'")[1]
    if isinstance(column.type, sa.JSON | JsonType):
        return []
    if isinstance(column.type, sa.Date):
        return date(2024, 1, 1)
    return {sa.Integer: 1, sa.Boolean: False}.get(type(column.type), "x")


_NO_DEFAULT = (None, ..., PydanticUndefined)


def _child(session: Any, table: sa.Table, column: str, person_id: uuid.UUID) -> None:
    """One record of the table that names the person in this column."""
    model: Any = RECORDS[table.name]
    session.add(model(**{column: person_id}, **_rest(session, table, {column}, person_id)))
    session.flush()


def _rest(session: Any, table: sa.Table, known: set[str], person_id: uuid.UUID) -> dict[str, Any]:
    """What a record must have beside that: the first code of a check, a parent, any value of the type."""
    fields = RECORDS[table.name].model_fields
    asked = (one for one in table.columns if not one.nullable and one.name not in {*known, *Row.model_fields})
    empty = [
        one for one in asked if fields[one.name].get_default(call_default_factory=True) in (None, PydanticUndefined)
    ]
    return {one.name: _parent(session, one, person_id) if one.foreign_keys else _value_of(one) for one in empty}


def _parent(session: Any, column: "sa.Column[Any]", person_id: uuid.UUID) -> uuid.UUID:
    target = next(iter(column.foreign_keys)).column.table
    model: Any = RECORDS[target.name]
    record: Row = model(**_rest(session, target, set(), person_id))
    session.add(record)
    session.flush()
    return record.id


def test_every_table_that_names_a_person_follows_and_comes_back(any_vault: "Vault") -> None:
    stays = _person(any_vault, "Лукашэнка Анна Пятроўна", born="1991", occupation="настаўніца")
    goes = _person(any_vault, "Лукашенко Анна Петровна", sex="female", remarks="з другога спісу")
    goes_id = _id(any_vault, goes)
    columns = [one for one in merging.pointers() if one.table.name != "person_name"]
    assert len(columns) > 12
    with any_vault.write() as session:
        for table, column in columns:
            _child(session, table, column, goes_id)
        source = Source(code="S-1", kind_code="other", title="x")
        session.add(source)
        session.flush()
        session.add(Citation(record_table="person", record_id=goes_id, record_field="remarks", source_id=source.id))
    before = _state(any_vault)
    ref = merge(any_vault, stays, goes)
    stays_id = _id(any_vault, stays)
    with any_vault.read() as session:
        for table, column in merging.pointers():
            rows = session.connection().execute(sa.select(table.c[column])).scalars().all()
            assert goes_id not in rows, table.name
            assert stays_id in rows, table.name
        citation = session.execute(sa.select(Citation)).scalar_one()
        assert citation.record_id == stays_id
    assert _state(any_vault) != before
    assert undo_merge(any_vault, ref.lower()) == (stays, goes)
    assert _state(any_vault) == before
    if not any_vault.is_server:
        assert check_vault(any_vault) == []


def test_the_reference_of_the_one_that_went_leads_to_the_other(any_vault: "Vault") -> None:
    stays, goes = _person(any_vault, "Анна Пример"), _person(any_vault, "Ганна Прыклад")
    third = _person(any_vault, "Hanna Prykład")
    merge(any_vault, goes, third)
    ref = merge(any_vault, stays, goes)
    for one in (goes, third, stays):
        view = person_view(any_vault, one)
        assert (view.ref, set(view.names)) == (stays, {"Анна Пример", "Ганна Прыклад", "Hanna Prykład"})
        with any_vault.read() as session:
            assert whole_record(session, one)[1]["ref"] == stays
    assert [(hit.ref, hit.label) for hit in any_vault.search("Prykład")] == [(stays, "Анна Пример")]
    undo_merge(any_vault, ref)
    assert [hit.ref for hit in any_vault.search("Prykład")] == [goes]


def test_an_empty_field_is_filled_and_a_full_one_stays_unless_chosen(any_vault: "Vault") -> None:
    born = {"born_lower": date(1991, 1, 1), "born_upper": date(1991, 12, 31), "born_as_written": "1991 г."}
    stays = _person(any_vault, "Анна Пример", occupation="врач", protection_class=1, tlp="GREEN")
    goes = _person(any_vault, "Ганна Прыклад", occupation="лекарка", born="1991", **born, protection_class=3, tlp="RED")
    plan = {field.name: field for field in plan_merge(any_vault, stays, goes).fields}
    assert (plan["occupation"].value, plan["occupation"].other, plan["occupation"].is_open) == ("врач", "лекарка", True)
    assert (plan["born"].value, plan["born"].kept_from, plan["born"].is_open) == ("1991 г.", goes, False)
    merge(any_vault, stays, goes, {"occupation": goes.lower()})
    with any_vault.read() as session:
        _kind, values = whole_record(session, stays)
        record = merging.merges_of(session, _id(any_vault, stays))[0]
    assert (values["occupation"], values["born"], values["born_lower"]) == ("лекарка", "1991", "1991-01-01")
    assert (values["protection_class"], values["tlp"]) == (3, "RED")
    assert record.origins["occupation"] == {"from": goes, "other": "врач"}
    assert record.origins["born"] == {"from": goes, "other": None}


def test_a_name_may_be_printed_freely_only_where_both_records_say_so(vault: "Vault") -> None:
    stays, goes = _person(vault, "Судья Пример", is_public_official=True), _person(vault, "Суддзя Прыклад")
    merge(vault, stays, goes)
    with vault.read() as session:
        assert whole_record(session, stays)[1].get("is_public_official") is False


def test_a_footnote_under_a_value_that_was_not_kept_stays_with_it(vault: "Vault") -> None:
    stays, goes = _person(vault, "Анна Пример", occupation="врач"), _person(vault, "Ганна Прыклад", occupation="кухар")
    goes_id = _id(vault, goes)
    with vault.write() as session:
        source = Source(code="S-1", kind_code="other", title="x")
        session.add(source)
        session.flush()
        for field in ("occupation", "label"):
            session.add(Citation(record_table="person", record_id=goes_id, record_field=field, source_id=source.id))
    merge(vault, stays, goes)
    with vault.read() as session:
        left = session.execute(sa.select(Citation).where(Citation.record_id == goes_id)).scalars().all()  # type: ignore[arg-type]
    assert {one.record_field for one in left} == {"occupation", "label"}


def test_the_same_role_in_a_case_is_one_line_and_two_after_the_undo(any_vault: "Vault") -> None:
    stays, goes = _person(any_vault, "Анна Пример"), _person(any_vault, "Ганна Прыклад")
    ids = (_id(any_vault, stays), _id(any_vault, goes))
    with any_vault.write() as session:
        case = LegalCase(title="Справа", kind="mass_trial")
        session.add(case)
        session.flush()
        session.add_all(Party(case_id=case.id, person_id=one, role="victim") for one in ids)
    before = _state(any_vault)
    ref = merge(any_vault, stays, goes)
    with any_vault.read() as session:
        assert len(session.execute(sa.select(Party)).all()) == 1
    undo_merge(any_vault, ref)
    assert _state(any_vault) == before


@pytest.mark.parametrize("what", ["edited child", "edited person", "new child", "later merge", "undone twice"])
def test_an_undo_is_refused_where_later_work_rests_on_the_merge_and_says_where(vault: "Vault", what: str) -> None:
    stays, goes = _person(vault, "Анна Пример"), _person(vault, "Ганна Прыклад")
    stays_id, goes_id = _id(vault, stays), _id(vault, goes)
    with vault.write() as session:
        session.add(Proceeding(person_id=goes_id, branch="criminal"))
    ref = merge(vault, stays, goes)
    expected = "merge.needed"
    with vault.write() as session:
        proceeding = session.execute(sa.select(Proceeding)).scalar_one()
        where = {"edited child": f"proceeding {proceeding.ref}", "edited person": f"person {stays}"}.get(what, "")
        if what == "edited child":
            proceeding.case_number = "1-2"
        elif what == "edited person":
            session.get_one(Person, stays_id).occupation = "врач"
        elif what == "new child":
            session.add(PersonName(person_id=stays_id, as_written="Anna"))
            where = "person_name PN-"
    if what == "later merge":
        where = merge(vault, stays, _person(vault, "Hanna"))
    elif what == "undone twice":
        undo_merge(vault, ref)
        expected, where = "merge.undone", ""
    with pytest.raises(Refused) as refused:
        undo_merge(vault, ref)
    assert refused.value.code == expected
    assert where in refused.value.message


def test_merges_are_undone_in_the_reverse_order(vault: "Vault") -> None:
    one, two, three = (_person(vault, name) for name in ("Анна Пример", "Ганна Прыклад", "Hanna Prykład"))
    start = _state(vault)
    first = merge(vault, one, two)
    middle = _state(vault)
    second = merge(vault, one, three)
    undo_merge(vault, second)
    assert _state(vault) == middle
    undo_merge(vault, first)
    assert _state(vault) == start


def test_different_people_are_not_joined_not_even_by_way_of_a_third(vault: "Vault") -> None:
    a, b, c = (_person(vault, name) for name in ("Анна Пример", "Ганна Прыклад", "Hanna Prykład"))
    judge(vault, a, c, "different", "розныя гады нараджэння")
    with pytest.raises(Refused) as refused:
        merge(vault, a, c)
    assert refused.value.code == "merge.different"
    merge(vault, a, b)
    with pytest.raises(Refused) as refused:
        merge(vault, b, c)
    assert refused.value.code == "merge.different"


def test_a_contradiction_among_judgements_is_named(vault: "Vault") -> None:
    a, b, c = (_person(vault, name) for name in ("Анна Пример", "Ганна Прыклад", "Hanna Prykład"))
    judge(vault, a, b, "same")
    judge(vault, a, c, "different")
    with pytest.raises(Refused) as refused:
        plan_merge(vault, b, c)
    assert refused.value.code == "merge.conflict"
    assert "≠" in refused.value.message
    assert a in refused.value.message


def test_people_recorded_as_relatives_are_not_joined(vault: "Vault") -> None:
    one, other = _person(vault, "Анна Пример"), _person(vault, "Ганна Прыклад")
    ids = (_id(vault, one), _id(vault, other))
    with vault.write() as session:
        session.add(Relationship(person_id=ids[0], related_id=ids[1], kind_code="sibling"))
    with pytest.raises(Refused) as refused:
        merge(vault, one, other)
    assert refused.value.code == "merge.related"


@pytest.mark.parametrize(
    ("keep", "code"), [({"shoe_size": "P"}, "merge.field"), ({"born": "P-0000-00000"}, "merge.keep")]
)
def test_a_choice_that_cannot_be_understood_is_refused(vault: "Vault", keep: dict[str, str], code: str) -> None:
    with pytest.raises(DossierError) as refused:
        plan_merge(vault, _person(vault, "Анна"), _person(vault, "Ганна"), keep)
    assert refused.value.code == code


def test_a_record_is_not_joined_with_itself_or_with_nobody(vault: "Vault") -> None:
    one, other = _person(vault, "Анна Пример"), _person(vault, "Ганна Прыклад")
    with pytest.raises(Refused):
        merge(vault, one, one)
    merge(vault, one, other)
    with pytest.raises(Refused):
        merge(vault, other, one)
    with pytest.raises(NotFound):
        undo_merge(vault, make_ref("person_merge"))


def test_each_change_of_a_merge_is_in_the_journal_with_its_before(vault: "Vault") -> None:
    stays, goes = _person(vault, "Анна Пример"), _person(vault, "Ганна Прыклад")
    goes_id = _id(vault, goes)
    merge(vault, stays, goes)
    change = SQLModel.metadata.tables["change"]
    with vault.read() as session:
        rows = session.connection().execute(
            sa.select(change).where(change.c.record_id == goes_id, change.c.action == "update")
        )
        (entry,) = rows.mappings().all()
    assert entry["before"]["merged_into_id"] is None
    assert entry["after"]["merged_into_id"] == str(_id(vault, stays))
    assert stays in entry["reason"]


def test_two_records_side_by_side_tell_codes_in_the_readers_words(vault: "Vault") -> None:
    one, other = (_person(vault, name, sex="female") for name in ("Анна", "Ганна"))
    with in_language("ru"):
        lines = compared_lines(vault, plan_merge(vault, one, other))
    assert [(line.left, line.right) for line in lines if line.field == "sex"] == [("женский", "женский")]
