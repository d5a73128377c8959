"""Entering a person with a charge and a sentence: what is kept, what is asked, what is never guessed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.casework import drafts
from dossier.casework.cases import open_case
from dossier.casework.drafts import DraftKey, KeptDraft
from dossier.casework.entry import enter_person, enter_proceeding
from dossier.casework.entry_reading import EntryProblems, problems_of
from dossier.casework.forms.law import Article
from dossier.casework.punishment import possible_kinds, read_regime
from dossier.casework.understanding import choices, understood
from dossier.casework.views import case_view, found_lines, person_view
from dossier.domain.terms import Term
from dossier.errors import InputProblem, NotFound
from dossier.vault import Vault, create_vault, open_vault
from dossier.vault.keys import Kdf
from dossier.vault.queries import any_record, records

PASSPHRASE = "lantern orbit gravel mitten saddle"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "vault"
    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    create_vault(folder, passphrase=PASSPHRASE, author="Tester", kdf=kdf, seed=lambda _session: None).close()
    return folder


@pytest.fixture
def vault(template: Path, tmp_path: Path) -> Iterator[Vault]:
    with open_vault(shutil.copytree(template, tmp_path / "vault"), passphrase=PASSPHRASE) as opened:
        yield opened


FIELDS = {
    "family": "Ёлкина",
    "given": "Анна",
    "born": "около 1991",
    "article": "ч. 1 ст. 342",
    "act": "9 августа 2020",
    "decided": "05.2021",
    "sentence": "2 г. 6 мес.",
    "kind": "лишение свободы",
}


def test_what_was_typed_is_kept_beside_what_was_understood(vault: Vault) -> None:
    saved = enter_person(vault, FIELDS)
    with vault.read() as session:
        person = records.person_by_ref(session, saved.ref)
        assert person is not None
        (proceeding,) = records.proceedings_of(session, person.id)
        (charge,) = records.charges_of(session, [proceeding.id])
        (sentence,) = records.sentences_of(session, [proceeding.id])
        (penalty,) = records.penalties_of(session, [sentence.id])
    assert (person.born, person.born_as_written) == ("1991~", "около 1991")
    assert (proceeding.decided, proceeding.decided_as_written) == ("2021-05", "05.2021")
    assert (charge.code, charge.article, charge.part) == ("UK_BY", "342", "1")
    assert (charge.article_as_written, charge.result) == ("ч. 1 ст. 342", "unknown")
    assert (penalty.years, penalty.months, penalty.days) == (2, 6, None)
    assert (penalty.kind_code, penalty.term_as_written) == ("IMPR", "2 г. 6 мес.")


def test_fifteen_days_is_not_fifteen_years(vault: Vault) -> None:
    days = enter_person(vault, {"family": "Ёлкина", "sentence": "15 суток"})
    years = enter_person(vault, {"family": "Вымыслов", "sentence": "15 лет"})
    (arrest,) = person_view(vault, days.ref).proceedings
    (prison,) = person_view(vault, years.ref).proceedings
    assert (arrest.branch_code, arrest.sentences[0].punishments) == (
        "administrative",
        ("15 days · Administrative arrest",),
    )
    assert (prison.branch_code, prison.sentences[0].punishments) == ("criminal", ("15 years · Imprisonment",))


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"family": "Ё", "sentence": "15"}, "sentence", "term.unit"),
        ({"family": "Ё", "sentence": "2 года"}, "kind", "entry.kind_needed"),
        ({"family": "Ё", "sentence": "15 лет", "kind": "административный арест"}, "kind", "term.not_days"),
        ({"family": "Ё", "kind": "лишение свободы"}, "sentence", "entry.kind_alone"),
        ({"family": "Ё", "court": "Суд"}, "article", "entry.branch"),
        ({"family": "Ё", "born": "31.02.1991"}, "born", "date.impossible"),
        ({"family": "Ё", "article": "статья"}, "article", "article.none"),
        ({"patronymic": "Петровна"}, "family", "entry.name"),
    ],
)
def test_what_cannot_be_saved_names_its_field_and_writes_nothing(
    vault: Vault, fields: dict[str, str], field: str, code: str
) -> None:
    with pytest.raises(EntryProblems) as refused:
        enter_person(vault, fields)
    assert {name: problem.code for name, problem in refused.value.problems.items()} == {field: code}
    with vault.read() as session:
        assert records.count_persons(session) == 0


def test_all_problems_are_told_at_once() -> None:
    assert set(problems_of({"born": "вчера", "sentence": "15", "regime": "?"})) == {
        "family", "born", "sentence", "regime",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("term", "branch", "codes"),
    [
        ("15 суток", "", ["A_ARREST"]),
        ("15 суток", "criminal", ["A_ARREST"]),
        ("15 лет", "criminal", ["IMPR"]),
        ("200 часов", "criminal", ["CW"]),
        ("30 базовых величин", "administrative", ["A_FINE"]),
        ("life", "", ["LIFE"]),
    ],
)
def test_a_term_that_only_one_punishment_can_have_names_it(term: str, branch: str, codes: list[str]) -> None:
    assert [kind.code for kind in possible_kinds(Term.parse(term), branch)] == codes


def test_an_administrative_arrest_under_a_criminal_article_is_doubted_and_noted(vault: Vault) -> None:
    fields = {"family": "Ёлкина", "article": "ч. 1 ст. 342", "sentence": "15 суток"}
    assert understood("sentence", fields).state == "note"
    enter_person(vault, fields)


@pytest.mark.parametrize(
    ("text", "state", "unread"),
    [("ч. 1 ст. 342", "fine", ""), ("ст. 361,4", "note", "4"), ("ст. 342 (Организация действий)", "fine", "")],
)
def test_a_number_that_is_not_read_beside_an_article_is_said(text: str, state: str, unread: str) -> None:
    of_entry, of_form = understood("article", {"article": text}), Article().understood(text, None)

    assert (of_entry.state, of_form.state) == (state, state)
    assert of_entry.text.endswith(f"not read: {unread}") == of_form.text.endswith(f"not read: {unread}") == bool(unread)


def test_a_case_named_by_its_title_is_opened_once(vault: Vault) -> None:
    first = enter_person(vault, {"family": "Ёлкина", "case": "Дело о хороводе"})
    second = enter_person(vault, {"family": "Вымыслов", "case": "Дело о хороводе"})
    third = enter_person(vault, {"family": "Прыдуманы", "case": first.case_ref.lower()})
    assert first.case_ref == second.case_ref == third.case_ref
    assert len(case_view(vault, first.case_ref).parties) == 3


@pytest.mark.parametrize("mistyped", ["C-", "c-7K2Q", "C-7K2Q-9M4XC"])
def test_a_mistyped_reference_opens_no_case(vault: Vault, mistyped: str) -> None:
    with pytest.raises(InputProblem):
        enter_person(vault, {"family": "Ёлкина", "case": mistyped})
    with vault.read() as session:
        assert records.recent_cases(session, 5) == []
        assert records.count_persons(session) == 0


def test_a_person_of_a_mass_trial_is_accused(vault: Vault) -> None:
    case = open_case(vault, "Дело о хороводе", kind="mass_trial")
    enter_person(vault, {"family": "Ёлкина"}, case_ref=case)
    assert "accused" in case_view(vault, case).parties[0].detail


def test_one_more_charge_goes_to_the_same_person(vault: Vault) -> None:
    saved = enter_person(vault, {"family": "Ёлкина"})
    enter_proceeding(vault, saved.ref, {"article": "ст. 24.23 КоАП", "sentence": "15 суток"})
    assert len(person_view(vault, saved.ref).proceedings) == 1
    with pytest.raises(NotFound):
        enter_proceeding(vault, "P-0000-00000", {"article": "ст. 342"})


def test_saving_takes_the_draft_away_in_the_same_transaction(vault: Vault) -> None:
    key = DraftKey("person")
    drafts.keep_draft(vault, key, KeptDraft({"family": "Ёл"}, "family"))
    drafts.keep_draft(vault, key, KeptDraft({"family": "Ёлкина"}, "given"))
    assert drafts.drafts_of_author(vault) == {key: KeptDraft({"family": "Ёлкина"}, "given")}
    with pytest.raises(EntryProblems):
        enter_person(vault, {"born": "?"}, draft=key)
    assert key in drafts.drafts_of_author(vault)
    enter_person(vault, {"family": "Ёлкина"}, draft=key)
    assert drafts.drafts_of_author(vault) == {}


def test_what_was_saved_is_found_under_another_spelling(vault: Vault) -> None:
    saved = enter_person(vault, {"family": "Ёлкина", "given": "Анна"})
    assert [line.ref for line in found_lines(vault, "елкина")] == [saved.ref]
    assert [line.ref for line in found_lines(vault, saved.ref.lower())] == [saved.ref]


def test_the_list_of_punishments_holds_those_that_the_term_allows() -> None:
    offered = {value for value, _words in choices("kind", {"sentence": "15 суток"})}
    assert offered == {"Administrative arrest"}
    assert len(choices("kind", {"sentence": ""})) > 10
    assert choices("family", {}) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("born", "1991", "= 1991"),
        ("article", "ч. 1 ст. 342", "= Part 1 of Article 342"),
        ("kind", "химия", "= Restriction of freedom with"),
        ("family", "Ёлкина", ""),
        ("case_kind", "масс", "= Mass trial"),
        ("case_kind", "", "= Victim's file"),
        ("state", "", "= Belarus"),
        ("state", "Польша", "= Poland"),
    ],
)
def test_a_field_answers_with_what_was_understood(name: str, text: str, expected: str) -> None:
    answer = understood(name, {name: text})
    assert answer.state == "fine"
    assert answer.text.startswith(expected)


def test_where_the_person_was_held_is_one_detention_with_one_stay_and_no_guess(vault: Vault) -> None:
    held = {"facility": "СИЗО-1", "held_as": "заключение под стражу", "held_from": "05.2021", "held_to": "12.2021"}
    saved = enter_person(vault, {**FIELDS, **held})
    with vault.read() as session:
        person = records.person_by_ref(session, saved.ref)
        assert person is not None
        (proceeding,) = records.proceedings_of(session, person.id)
        (episode,) = any_record.children(session, "episode", "person_id", person.id)
        (stay,) = any_record.children(session, "placement", "episode_id", episode.id)
    assert (episode.proceeding_id, episode.branch, episode.started_as_written) == (proceeding.id, "criminal", "05.2021")
    assert episode.ended is None
    assert (stay.facility_as_written, stay.basis, stay.ended_as_written) == ("СИЗО-1", "remand", "12.2021")


def test_a_stay_alone_needs_no_procedure_and_its_basis_stays_unknown(vault: Vault) -> None:
    saved = enter_person(vault, {"family": "Іваноў", "held_from": "2021"})
    with vault.read() as session:
        person = records.person_by_ref(session, saved.ref)
        assert person is not None
        (episode,) = any_record.children(session, "episode", "person_id", person.id)
        (stay,) = any_record.children(session, "placement", "episode_id", episode.id)
        assert not list(records.proceedings_of(session, person.id))
    assert (episode.branch, stay.basis) == ("other", "unknown")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"held_from": "05.2021", "held_to": "04.2021"}, "entry.held_order"),
        ({"held_from": "когда-то"}, None),
        ({"held_as": "подвал"}, "list.unknown"),
        ({"held_as": "адмін"}, "list.several"),
    ],
)
def test_a_stay_that_cannot_be_is_refused_at_its_field(fields: dict[str, str], code: str | None) -> None:
    (problem,) = problems_of({"family": "Іваноў", **fields}).values()
    assert code in (None, problem.code)


def test_a_stay_that_may_overlap_passes() -> None:
    assert problems_of({"family": "Іваноў", "held_from": "05.2021", "held_to": "2021"}) == {}


@pytest.mark.parametrize(
    ("typed", "code"),
    [("общий", "GENERAL"), ("строгого", "STRICT"), ("general", "GENERAL"), ("STRICT", "STRICT"), ("тюрем", "PRISON")],
)
def test_a_regime_is_known_by_the_word_that_lawyers_use(typed: str, code: str) -> None:
    assert read_regime(typed) == code
