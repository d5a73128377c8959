"""A save is taken back as a whole, or not at all where something later rests on it."""

import pytest

from dossier.casework.entry import enter_person
from dossier.casework.forms.declaration import Parent
from dossier.casework.history import history_of, undo_change
from dossier.casework.pages import record_page
from dossier.casework.records import create_record, edit_record, open_record
from dossier.errors import NotFound, Refused
from dossier.vault import Vault
from dossier.vault.queries import any_record
from dossier.vault.tables import RECORDS


def count(vault: Vault) -> int:
    with vault.read() as session:
        return sum(len(any_record.like(session, kind, "", 100)) for kind in RECORDS)


def last_entry(vault: Vault, ref: str) -> int:
    return history_of(vault, ref)[-1].number


def test_a_person_with_charge_and_sentence_goes_in_one(vault: Vault) -> None:
    before = count(vault)
    typed = {"family": "Вымыслов", "article": "ч. 1 ст. 342", "sentence": "15 лет", "case": "Дело о хороводе"}
    ref = enter_person(vault, typed).ref
    assert count(vault) > before + 6
    undo_change(vault, last_entry(vault, ref))
    assert count(vault) == before
    assert vault.search("Вымыслов") == []


def test_the_undo_of_an_undo_brings_everything_back(vault: Vault) -> None:
    typed = {"family": "Вымыслов", "article": "ч. 1 ст. 342", "sentence": "15 лет"}
    ref = enter_person(vault, typed).ref
    blocks, entry = record_page(vault, ref).blocks, last_entry(vault, ref)
    undo_change(vault, entry)
    undo_change(vault, last_entry(vault, ref))
    assert record_page(vault, ref).blocks == blocks
    assert [hit.ref for hit in vault.search("Вымыслов")] == [ref]


def test_a_change_is_taken_back_and_nothing_else(vault: Vault) -> None:
    ref = create_record(vault, "person", {"label": "A", "born": "1991"}).ref
    edit_record(vault, ref, {"born": "весна 1992", "occupation": "врач"}, version=1)
    assert undo_change(vault, last_entry(vault, ref)) == [ref]
    texts = open_record(vault, ref).texts
    assert (texts["born"], texts["occupation"]) == ("1991", "")


def test_what_was_changed_later_is_not_overwritten(vault: Vault) -> None:
    ref = create_record(vault, "person", {"label": "A", "occupation": "учитель"}).ref
    edit_record(vault, ref, {"occupation": "врач"}, version=1)
    first = last_entry(vault, ref)
    edit_record(vault, ref, {"occupation": "юрист"}, version=2)
    with pytest.raises(Refused) as caught:
        undo_change(vault, first)
    assert caught.value.code == "undo.later"
    assert open_record(vault, ref).texts["occupation"] == "юрист"


def test_a_record_that_others_point_to_stays(vault: Vault) -> None:
    ref = create_record(vault, "person", {"label": "A"}).ref
    entered = last_entry(vault, ref)
    parent = Parent("person", open_record(vault, ref).record_id, "person_id")
    create_record(vault, "episode", {"person_id": ref, "started": "2021"}, parent=parent)
    with pytest.raises(Refused) as caught:
        undo_change(vault, entered)
    assert caught.value.code == "undo.later"
    assert open_record(vault, ref).label == "A"


def test_an_entry_that_is_not_there_is_said(vault: Vault) -> None:
    with pytest.raises(NotFound):
        undo_change(vault, 10**9)
