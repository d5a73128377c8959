"""Nothing gets into a record by a guess: what is recorded of an empty field stands beside it."""

import pytest

from dossier.casework.case_states import read_state, state_choices
from dossier.casework.cases import get_case, open_case
from dossier.casework.forms.look import Look
from dossier.casework.forms.registry import FORMS
from dossier.casework.records import create_record, edit_record, open_record
from dossier.casework.unasked import recorded_of_nothing
from dossier.errors import InputProblem
from dossier.vault import Vault


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("legal_case", "kind", "= Victim's file"),
        ("legal_case", "state_code", "= BLR"),
        ("legal_case", "language", ""),
        ("legal_case", "title", ""),
        ("penalty", "main_or_additional", "= main"),
        ("person", "sex", ""),
        ("person_name", "script", ""),
    ],
)
def test_an_empty_field_says_what_is_recorded_of_it(vault: Vault, kind: str, field: str, said: str) -> None:
    with vault.read() as session:
        assert recorded_of_nothing(kind, FORMS[kind].field(field), Look(session)).text == said


def test_what_is_said_of_an_empty_field_is_what_the_record_then_says(vault: Vault) -> None:
    form = FORMS["legal_case"]
    case = create_record(vault, "legal_case", {"title": "EXAMPLE"}).ref
    written = open_record(vault, case).texts
    with vault.read() as session:
        for spec in form.fields:
            said = recorded_of_nothing("legal_case", spec, Look(session)).text.removeprefix("= ")
            assert spec.is_needed or said == written[spec.name] or (spec.name == "is_example" and not said)


def test_the_language_of_a_case_is_recorded_only_when_somebody_says_it(vault: Vault) -> None:
    case = open_case(vault, "EXAMPLE")
    opened = open_record(vault, case)
    assert opened.texts["language"] == ""
    edit_record(vault, case, {"language": "Belarusian"}, version=opened.version)
    said = open_record(vault, case)
    assert said.texts["language"] == "Belarusian"
    edit_record(vault, case, {"language": ""}, version=said.version)
    assert open_record(vault, case).texts["language"] == ""


@pytest.mark.parametrize(
    ("typed", "code"), [("", "BLR"), ("Расія", "RUS"), ("ukra", "UKR"), ("POL", "POL"), ("Літва", "LTU")]
)
def test_the_state_of_a_case_is_read_in_any_language(vault: Vault, typed: str, code: str) -> None:
    assert read_state(typed) == code
    case = open_case(vault, "EXAMPLE", state=read_state(typed))
    with vault.read() as session:
        assert get_case(session, case).state_code == code


@pytest.mark.parametrize(("typed", "code"), [("Нарния", "case.state"), ("Ка", "list.several")])
def test_what_is_no_state_is_refused(typed: str, code: str) -> None:
    with pytest.raises(InputProblem) as caught:
        read_state(typed)
    assert caught.value.code == code


def test_the_list_of_states_gives_what_is_read_again() -> None:
    for typed, shown in state_choices()[:20]:
        assert shown.endswith(read_state(typed))


def test_every_kind_that_a_form_offers_can_be_recorded(vault: Vault) -> None:
    """One of them was that of a paper on several persons, which the database refused."""
    with vault.read() as session:
        offered = [one for one, _shown in FORMS["legal_case"].field("kind").type.choices("", Look(session))]
    for word in offered:
        assert create_record(vault, "legal_case", {"title": word, "kind": word}).ref
