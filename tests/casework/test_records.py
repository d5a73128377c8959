"""Any record: created, opened, changed, refused by its form; two who change one record; what a field brings with it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dossier.casework.drafts import DraftKey, KeptDraft, drafts_of_author, keep_draft
from dossier.casework.entry_reading import EntryProblems
from dossier.casework.forms.declaration import Parent, RecordForm
from dossier.casework.forms.doubts import Doubts
from dossier.casework.forms.look import Look
from dossier.casework.forms.registry import FORMS, FREE_STANDING
from dossier.casework.pages import children_of, record_page
from dossier.casework.records import create_record, differences, edit_record, open_record
from dossier.errors import Conflict, InputProblem, NotFound
from dossier.i18n import in_language
from dossier.vault import Vault
from dossier.vault.queries import any_record
from dossier.vault.tables import RECORDS, SealedEntry

BY_OTHERS = {"sealed_entry", "batch", "receipt", "person_merge", "tip_file", "exhibit_copy", "redaction"}
"""Records that no form shows: sealed to custodians, or written by an import, an export, a join or a received file."""


def row_of(vault: Vault, ref: str) -> Any:
    with vault.read() as session:
        found = any_record.by_ref(session, ref)
    assert found is not None
    return found[1]


def person(vault: Vault, label: str = "Вымыслова Анна") -> str:
    return create_record(vault, "person", {"label": label}).ref


def below(vault: Vault, kind: str, parent_kind: str, parent_ref: str, fields: Mapping[str, str]) -> str:
    column = next(one.column for one in children_of(parent_kind) if one.kind == kind)
    parent = Parent(parent_kind, row_of(vault, parent_ref).id, column)
    return create_record(vault, kind, fields, parent=parent).ref


def problems(call: Any) -> dict[str, str]:
    with pytest.raises(EntryProblems) as caught:
        call()
    return {name: problem.code for name, problem in caught.value.problems.items()}


def test_every_record_that_a_person_enters_has_a_form() -> None:
    assert set(RECORDS) - set(FORMS) == BY_OTHERS


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_fits_its_table_and_the_screen(form: RecordForm) -> None:
    columns = set(RECORDS[form.name].model_fields)
    owned = [column for spec in form.fields for column in spec.type.columns(spec.name)]
    assert set(owned) <= columns
    assert len(owned) == len(set(owned))
    assert all(len(section.fields) <= 20 for section in form.sections)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_a_table_needs_its_form_asks_or_its_parent_gives(form: RecordForm) -> None:
    needed = {name for name, info in RECORDS[form.name].model_fields.items() if info.is_required()}
    asked = {column for spec in form.fields if spec.is_needed for column in spec.type.columns(spec.name)}
    tied = {one.column for other in FORMS.values() for one in other.children if one.kind == form.name}
    made = {"record_table", "record_id", "code", "handle"}
    assert form.is_written_elsewhere or needed - asked - tied - made == set()


def test_a_record_without_form_is_not_created(vault: Vault) -> None:
    with pytest.raises(InputProblem) as caught:
        create_record(vault, "custody_event", {"number": "1"})
    assert caught.value.code == "record.not_here"


def test_a_new_person_has_the_name_that_the_lists_show(vault: Vault) -> None:
    ref = person(vault)
    assert [line.text for line in _block(vault, ref, "Names")] == ["Вымыслова Анна · current"]
    assert vault.search("Vymyslova")[0].ref == ref


def _block(vault: Vault, ref: str, heading: str) -> Any:
    return next(block.lines for block in record_page(vault, ref).blocks if block.heading == heading)


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (
            "person",
            {"label": "A", "born": "весна 1991"},
            {"born_as_written": "весна 1991", "born_upper": date(1991, 5, 31)},
        ),
        ("person", {"label": "A", "sex": "жен"}, {"sex": "female"}),
        ("person", {"label": "A", "deceased": "да"}, {"deceased": True}),
        ("person", {"label": "A", "minor_children": "3"}, {"minor_children": 3}),
        ("legal_case", {"title": "Т", "kind": "mass"}, {"kind": "mass_trial"}),
        ("event", {"title": "Т", "tags": "один; два; один"}, {"tags": ["один", "два"]}),
        ("event", {"title": "Т", "victims_min": "1 000"}, {"victims_min": 1000}),
        ("place", {"label": "Вымысел", "latitude": "53,9"}, {"latitude": 53.9}),
        ("source", {"kind_code": "newspaper", "reliability": "b"}, {"reliability": "B", "credibility": "6"}),
        ("deadline", {"what": "Жалоба", "due_on": "12 мая 2027", "kind_code": "appeal"}, {"due_on": date(2027, 5, 12)}),
    ],
)
def test_what_is_typed_becomes_columns(
    vault: Vault, kind: str, fields: dict[str, str], expected: dict[str, Any]
) -> None:
    row = row_of(vault, create_record(vault, kind, fields).ref)
    assert {name: getattr(row, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("kind", "fields", "codes"),
    [
        ("person", {}, {"label": "record.needed"}),
        ("person", {"label": "A\x00"}, {"label": "field.control"}),
        ("person", {"label": "A" * 401}, {"label": "input.too_long"}),
        (
            "person",
            {"label": "A", "born": "32.05.1991", "sex": "?"},
            {"born": "date.impossible", "sex": "list.unknown"},
        ),
        ("person", {"label": "A", "deceased": "наверное"}, {"deceased": "field.yes_no"}),
        ("person", {"label": "A", "minor_children": "-1"}, {"minor_children": "field.number"}),
        ("place", {"label": "A", "latitude": "91"}, {"latitude": "field.range"}),
        ("deadline", {"what": "A", "due_on": "05.2027", "kind_code": "x"}, {"due_on": "field.day"}),
        ("deadline", {"what": "A", "due_on": "1.1.2027", "kind_code": "x" * 41}, {"kind_code": "list.too_long"}),
        ("event", {"title": "A", "victims_min": "3", "victims_max": "2"}, {"victims_max": "event.victims_order"}),
        ("event", {"title": "A", "case_id": "Нет такого"}, {"case_id": "record.no_such"}),
        ("party", {"case_id": "", "role": "witness"}, {"case_id": "record.needed"}),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    vault: Vault, kind: str, fields: dict[str, str], codes: dict[str, str]
) -> None:
    assert problems(lambda: create_record(vault, kind, fields)) == codes
    with vault.read() as session:
        assert any_record.like(session, kind, "", 5) == []


def proceeding(vault: Vault) -> str:
    ref = person(vault)
    return below(vault, "proceeding", "person", ref, {"branch": "criminal", "person_id": ref})


def test_a_charge_finds_its_edition_by_the_day_of_the_facts(vault: Vault) -> None:
    parent = proceeding(vault)
    ref = below(vault, "charge", "proceeding", parent, {"article_as_written": "ч. 1 ст. 342 УК", "act": "9.08.2020"})
    row = row_of(vault, ref)
    assert (row.article_key, row.article, row.part, row.in_catalogue) == ("UK_BY-342-1", "342", "1", True)


def test_one_charge_has_one_article(vault: Vault) -> None:
    parent = proceeding(vault)
    call = lambda: below(vault, "charge", "proceeding", parent, {"article_as_written": "ст. 342 и 368 УК"})  # noqa: E731
    assert problems(call) == {"article_as_written": "charge.one_article"}


@pytest.mark.parametrize(
    ("kind", "term", "codes"),
    [
        ("IMPR", "15", {"term_as_written": "term.unit"}),
        ("A_ARREST", "15 лет", {"term_as_written": "term.wrong_unit"}),
        ("IMPR", "", {"term_as_written": "entry.kind_alone"}),
    ],
)
def test_a_punishment_needs_a_term_that_it_can_have(vault: Vault, kind: str, term: str, codes: dict[str, str]) -> None:
    decision = below(vault, "sentence", "proceeding", proceeding(vault), {"imposed": "12.05.2021"})
    call = lambda: below(vault, "penalty", "sentence", decision, {"kind_code": kind, "term_as_written": term})  # noqa: E731
    found = problems(call)
    assert found.keys() == codes.keys()


def test_days_of_arrest_and_years_of_prison_stay_apart(vault: Vault) -> None:
    decision = below(vault, "sentence", "proceeding", proceeding(vault), {})
    years = row_of(
        vault, below(vault, "penalty", "sentence", decision, {"kind_code": "IMPR", "term_as_written": "15 лет"})
    )
    days = row_of(
        vault, below(vault, "penalty", "sentence", decision, {"kind_code": "A_ARREST", "term_as_written": "15 суток"})
    )
    assert (years.years, years.days, days.years, days.days) == (15, None, None, 15)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("12.05.2021 14:30", datetime(2021, 5, 12, 11, 30, tzinfo=UTC)),
        ("2021-05-12T14:30:00Z", datetime(2021, 5, 12, 14, 30, tzinfo=UTC)),
        ("2021-05-12T14:30+01:00", datetime(2021, 5, 12, 13, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_without_a_zone_is_that_of_minsk(vault: Vault, text: str, instant: datetime) -> None:
    ref = below(vault, "episode", "person", person(vault), {"detained_at": text})
    assert row_of(vault, ref).detained_at == instant


def test_a_court_that_is_only_words_is_kept_as_words(vault: Vault) -> None:
    body = create_record(vault, "organisation", {"label": "Суд Вымышленного района"}).ref
    ref = person(vault)
    known = {"branch": "criminal", "court_as_written": "Суд Вымышленного района"}
    row = row_of(vault, below(vault, "proceeding", "person", ref, known))
    assert (row.court_id, row.court_as_written) == (row_of(vault, body).id, "Суд Вымышленного района")
    row = row_of(vault, below(vault, "proceeding", "person", ref, {**known, "court_as_written": "Другой суд"}))
    assert (row.court_id, row.court_as_written) == (None, "Другой суд")
    row = row_of(vault, below(vault, "proceeding", "person", ref, {**known, "court_as_written": body.lower()}))
    assert (row.court_id, row.court_as_written) == (row_of(vault, body).id, "Суд Вымышленного района")


def test_a_mistyped_reference_never_becomes_a_name(vault: Vault) -> None:
    ref = person(vault)
    wrong = ref[:-1] + ("0" if ref[-1] != "0" else "1")
    call = lambda: below(vault, "proceeding", "person", ref, {"branch": "criminal", "judge_as_written": wrong})  # noqa: E731
    assert problems(call) == {"judge_as_written": "ref.check"}


def test_a_footnote_ties_any_record_to_its_evidence(vault: Vault) -> None:
    source = create_record(vault, "source", {"kind_code": "court_document", "title": "Приговор"}).ref
    ref = person(vault)
    below(vault, "citation", "person", ref, {"source_id": source, "record_field": "Born", "page": "3"})
    (line,) = _block(vault, ref, "Footnotes")
    assert line.text.startswith("Born · S-")
    assert line.text.endswith(" · 3")
    call = lambda: below(vault, "citation", "person", ref, {"page": "3"})  # noqa: E731
    assert problems(call) == {"exhibit_id": "citation.evidence"}


def opened_texts_read_back(vault: Vault, ref: str) -> None:
    """Reading every text of an opened record gives the columns that it has."""
    record = open_record(vault, ref)
    with vault.read() as session:
        look, row = Look(session), row_of(vault, ref)
        for spec in FORMS[record.kind].fields:
            text = record.texts[spec.name]
            if text:
                read = spec.type.read(text, spec.name, look)
                assert {name: getattr(row, name) for name in read} == read, spec.name


@pytest.mark.parametrize("language", ["en", "be", "ru", "uk"])
def test_what_a_form_shows_reads_back_to_what_is_recorded(vault: Vault, language: str) -> None:
    ref = person(vault)
    refs = [
        ref,
        create_record(
            vault, "event", {"title": "Т", "happened": "конец августа 2020", "tags": "а; б", "victims_max": "7"}
        ).ref,
        below(
            vault,
            "episode",
            "person",
            ref,
            {"detained_at": "12.05.2021 14:30", "warrant_shown": "no", "branch": "criminal"},
        ),
        below(
            vault,
            "consent",
            "person",
            ref,
            {"given_by": "self", "form": "written", "obtained_on": "1.2.2021", "explained_risks": "yes"},
        ),
    ]
    parent = below(
        vault, "proceeding", "person", ref, {"branch": "criminal", "in_absentia": "no", "judge_as_written": ref}
    )
    refs += [
        parent,
        below(vault, "charge", "proceeding", parent, {"article_as_written": "ч. 1 ст. 342", "result": "convicted"}),
    ]
    decision = below(vault, "sentence", "proceeding", parent, {"instance": "first"})
    refs.append(
        below(
            vault,
            "penalty",
            "sentence",
            decision,
            {"kind_code": "IMPR", "term_as_written": "2 г. 6 мес.", "is_suspended": "yes"},
        )
    )
    with in_language(language):
        for one in refs:
            opened_texts_read_back(vault, one)


def test_only_what_was_changed_is_written_and_journalled(vault: Vault) -> None:
    ref = create_record(vault, "person", {"label": "A", "born": "1991", "occupation": "учитель"}).ref
    opened = open_record(vault, ref)
    edit_record(vault, ref, {"occupation": "врач"}, version=opened.version)
    row = row_of(vault, ref)
    assert (row.occupation, row.born, row.version) == ("врач", "1991", opened.version + 1)
    with vault.read() as session:
        from sqlmodel import col, select

        from dossier.vault.tables import Change

        last = session.exec(select(Change).order_by(col(Change.number).desc())).first()
    assert last is not None
    assert last.before is not None
    assert last.before["occupation"] == "учитель"
    assert "born" not in last.before


def test_saving_without_a_change_changes_nothing(vault: Vault) -> None:
    ref = person(vault)
    opened = open_record(vault, ref)
    edit_record(vault, ref, {"label": opened.label}, version=opened.version)
    assert row_of(vault, ref).version == opened.version


def test_a_field_that_is_emptied_is_empty(vault: Vault) -> None:
    ref = create_record(vault, "person", {"label": "A", "born": "1991", "sex": "male"}).ref
    edit_record(vault, ref, {"born": "", "sex": " "}, version=1)
    row = row_of(vault, ref)
    assert (row.born, row.born_lower, row.born_as_written, row.sex) == (None, None, None, "unknown")


def test_two_who_change_one_record_are_asked_and_nothing_is_overwritten(vault: Vault) -> None:
    ref = create_record(vault, "person", {"label": "A", "occupation": "учитель", "remarks": "x"}).ref
    opened = open_record(vault, ref)
    edit_record(vault, ref, {"occupation": "врач", "affiliation": "союз"}, version=opened.version)
    mine = {"occupation": "юрист", "remarks": "y"}
    with pytest.raises(Conflict):
        edit_record(vault, ref, mine, version=opened.version)
    assert row_of(vault, ref).occupation == "врач"
    now, asked = differences(vault, opened, mine)
    assert [(one.field, one.opened, one.theirs, one.mine) for one in asked] == [
        ("occupation", "учитель", "врач", "юрист")
    ]
    assert now.version == opened.version + 1


def test_two_who_change_different_fields_are_not_asked(vault: Vault) -> None:
    ref = create_record(vault, "person", {"label": "A", "occupation": "учитель"}).ref
    opened = open_record(vault, ref)
    edit_record(vault, ref, {"affiliation": "союз"}, version=opened.version)
    assert differences(vault, opened, {"occupation": "юрист"})[1] == []


def test_a_doubt_is_saved_once_it_was_seen_and_the_journal_says_so(vault: Vault) -> None:
    fields = {"label": "A", "born": "1991", "died": "1990"}
    with pytest.raises(Doubts) as caught:
        create_record(vault, "person", fields)
    assert [(one.field, one.code) for one in caught.value.doubts] == [("died", "doubt.order")]
    assert "Born" in caught.value.doubts[0].sentence
    ref = create_record(vault, "person", fields, accept_doubts=True).ref
    with vault.read() as session:
        from sqlmodel import select

        from dossier.vault.tables import Change

        reasons = {one.reason for one in session.exec(select(Change).where(Change.record_table == "person"))}
    assert reasons == {"accepted: doubt.order died"}
    assert row_of(vault, ref).died == "1990"


def test_the_preferred_name_is_the_one_in_lists(vault: Vault) -> None:
    ref = person(vault)
    below(
        vault, "person_name", "person", ref, {"as_written": "Hanna Vymyslava", "is_preferred": "yes", "kind": "current"}
    )
    row = row_of(vault, ref)
    assert row.label == "Hanna Vymyslava"
    assert [line.text for line in _block(vault, ref, "Names")] == [
        "Вымыслова Анна · current",
        "Hanna Vymyslava · current",
    ]
    with vault.read() as session:
        names = any_record.children(session, "person_name", "person_id", row.id)
    assert [(one.script, one.is_preferred) for one in names] == [("Cyrl", False), ("Latn", True)]


def test_saving_takes_the_draft_with_it(vault: Vault) -> None:
    ref = person(vault)
    key = DraftKey("person", row_of(vault, ref).id)
    keep_draft(vault, key, KeptDraft({"occupation": ""}, "occupation", 1, {"occupation": "учитель"}))
    assert drafts_of_author(vault)[key] == KeptDraft({"occupation": ""}, "occupation", 1, {"occupation": "учитель"})
    edit_record(vault, ref, {"occupation": "врач"}, version=1, draft=key)
    assert key not in drafts_of_author(vault)


def test_nothing_recorded_has_no_page(vault: Vault) -> None:
    with pytest.raises(NotFound):
        record_page(vault, "P-0000-0000P")


@pytest.mark.parametrize("kind", FREE_STANDING)
def test_what_is_entered_from_the_start_needs_no_other_record(vault: Vault, kind: str) -> None:
    texts = {"due_on": "1.1.2027", "is_needed": ""}
    fields = {spec.name: texts.get(spec.name, "x") for spec in FORMS[kind].fields if spec.is_needed}
    page = record_page(vault, create_record(vault, kind, fields).ref)
    assert page.kind == kind
    assert page.blocks


def test_who_a_source_is_stands_on_no_page(vault: Vault) -> None:
    ref = create_record(vault, "source", {"kind_code": "person", "title": "свидетель"}).ref
    with vault.write() as session:
        session.add(
            SealedEntry(
                source_id=row_of(vault, ref).id,
                field="name",
                suite="x",
                body="Вымыслова Анна".encode(),
                wrapped_keys=[{"to": "a"}, {"to": "b"}],
                expires_on=date(2027, 1, 2),
            )
        )
    (line,) = _block(vault, ref, "Sealed")
    assert line.text == "sealed to 2 custodians, until 2 January 2027"
    words = " ".join(one.text for block in record_page(vault, ref).blocks for one in block.lines)
    assert "Анна" not in words
    assert record_page(vault, ref).label.startswith("S-")


def test_what_is_missing_of_an_element_stands_on_the_page_of_the_allegation(vault: Vault) -> None:
    case = create_record(vault, "legal_case", {"title": "Т"}).ref
    allegation = below(vault, "allegation", "legal_case", case, {"crime_code": "ICC-7-1-e"})
    shown = below(vault, "allegation_element", "allegation", allegation, {"element_code": "E1"})
    below(vault, "allegation_element", "allegation", allegation, {"element_code": "E2", "gap": "нет приказа"})
    below(vault, "allegation_element", "allegation", allegation, {"element_code": "E3"})
    event = create_record(vault, "event", {"title": "Событие"}).ref
    below(vault, "weighing", "allegation_element", shown, {"event_id": event, "bearing": "supports"})
    texts = [line.text for line in _block(vault, allegation, "Elements")]
    assert texts == ["E1", "supports · Событие", "E2 · ! What is missing: нет приказа", "E3 · ! nothing weighed yet"]
