"""A text of a list names nobody who is not to be named to the recipient, however the name is spelt in it."""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from dossier.export.csv_export import ExportReport, export_lists
from dossier.export.csv_layouts import WITHHELD, csv_layouts
from dossier.export.released_lists import preview_lists
from dossier.vault.bulk import BulkWriter, let_be_found
from dossier.vault.queries import lists

if TYPE_CHECKING:
    from dossier.vault import Vault
    from tests.export.conftest import Another

TODAY = date(2026, 11, 26)
AGREED, SILENT, FLAGGED, OFFICIAL = "Пташкіна", "Зязюлька", "Вавёрчык", "Бусялкоў"
WORDS = {
    "nobody": "за ўдзел у шэсці, г. Мінск",
    "agreed": "разам з Пташкінай",
    "official": "па загадзе Бусялкова",
    "silent": "разам з Зязюлькай",
    "silent_latin": "together with Ziaziulka",
    "silent_capitals": "ЗАТРЫМАНА З ЗЯЗЮЛЬКАЙ",
    "silent_small": "на дрэве крычала зязюлька",
    "flagged": "дома ў Вавёрчыка",
    "flagged_small": "дома ў вавёрчыка",
}
HELD_BACK = {"silent", "silent_latin", "silent_capitals", "flagged", "flagged_small"}
Read = Callable[..., list[dict[str, str]]]


def _person(writer: BulkWriter, name: str, **more: Any) -> Any:
    person = writer.add("person", {"label": f"Ганна {name}", "tlp": "GREEN", **more})
    writer.add("person_name", {"person_id": person, "as_written": f"Ганна {name}", "script": "Cyrl"})
    return person


def _agree(writer: BulkWriter, person: Any, *scopes: str) -> None:
    given = {"person_id": person, "given_by": "self", "form": "written", "obtained_on": date(2026, 1, 1)}
    consent = writer.add("consent", given)
    for scope in scopes:
        writer.add("consent_scope", {"consent_id": consent, "scope_code": scope, "decision": "yes"})


@pytest.fixture(scope="module")
def told(another: "Another") -> "Iterator[Vault]":
    """A person who agreed to everything, with detentions whose reasons name her, an official, and two who did not."""
    with another() as vault, vault.write() as session:
        writer = BulkWriter(session, author="test", at=datetime.now(UTC))
        agreed, silent, flagged, official = (
            _person(writer, name, is_public_official=name == OFFICIAL) for name in (AGREED, SILENT, FLAGGED, OFFICIAL)
        )
        for one in (agreed, flagged):
            _agree(writer, one, "C4_NGO", "C9_PUBLIC_ANON", "C10_PUBLIC_NAME")
        writer.add("protection_flag", {"person_id": flagged, "kind_code": "identity", "holds_back_name": True})
        for reason in WORDS.values():
            writer.add("episode", {"person_id": agreed, "branch": "criminal", "stated_reason": reason})
        event = writer.add("event", {"title": "EXAMPLE: разгон", "description": "Там была Зязюлька."})
        writer.flush()
        let_be_found(session, {"person": [agreed, silent, flagged, official], "event": [event]})
        session.commit()
        yield vault


def _export(vault: "Vault", folder: Path, profile: str, *lists: str) -> ExportReport:
    return export_lists(
        vault, lists, folder, profile=profile, recipient="Example NGO", today=TODAY, built_at=datetime.now(UTC)
    )


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.raw.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_text_that_names_a_person_who_agreed_to_nothing_does_not_leave(told: "Vault", tmp_path: Path) -> None:
    report = _export(told, tmp_path / "out", "confidential", "detentions")
    reasons = dict(zip(WORDS, (row["stated_reason"] for row in _read(tmp_path / "out", "detentions")), strict=True))
    assert {name for name, said in reasons.items() if said == WITHHELD} == HELD_BACK
    assert {name for name, said in reasons.items() if said == WORDS[name]} == WORDS.keys() - HELD_BACK
    assert report.held_back["cells:names_somebody"] == len(HELD_BACK)


def test_a_list_for_an_organisation_tells_no_name_in_the_words_of_an_event(told: "Vault", tmp_path: Path) -> None:
    _export(told, tmp_path / "out", "ngo", "events")
    (event,) = _read(tmp_path / "out", "events")
    assert event["description"] == WITHHELD
    assert event["title"] == "EXAMPLE: разгон"


def test_a_name_in_the_place_of_a_code_does_not_leave_and_clears_no_text(another: "Another", tmp_path: Path) -> None:
    """In a list of codes other words may be typed; one word of Latin letters looks like a code and is none."""
    with another(seeded=True) as vault:
        with vault.write() as session:
            writer = BulkWriter(session, author="test", at=datetime.now(UTC))
            agreed, silent = _person(writer, AGREED), _person(writer, SILENT)
            _agree(writer, agreed, "C4_NGO", "C9_PUBLIC_ANON", "C10_PUBLIC_NAME")
            for code, reason in (("protest", "protest"), ("Ziaziulka", "Ziaziulka"), ("Ziaziulka|protest", "x")):
                told = {"person_id": agreed, "branch": "criminal", "context_code": code, "stated_reason": reason}
                writer.add("episode", told)
            writer.flush()
            let_be_found(session, {"person": [agreed, silent]})
            session.commit()
        _export(vault, tmp_path / "out", "confidential", "detentions")
    rows = [(row["context"], row["stated_reason"]) for row in _read(tmp_path / "out", "detentions")]
    assert sorted(rows) == sorted([("protest", "protest"), (WITHHELD, WITHHELD), (WITHHELD, "x")])


def test_what_stays_in_the_house_is_not_searched(told: "Vault", tmp_path: Path) -> None:
    _export(told, tmp_path / "out", "internal", "detentions")
    assert [row["stated_reason"] for row in _read(tmp_path / "out", "detentions")] == list(WORDS.values())


def test_the_preview_counts_the_texts_that_would_stay(told: "Vault") -> None:
    seen = preview_lists(told, ["detentions"], profile="confidential", recipient="Example NGO", today=TODAY)
    assert seen.held_back["cells:names_somebody"] == len(HELD_BACK)


@pytest.mark.parametrize("name", [name for name, one in csv_layouts().items() if one.form != "entities"])
def test_every_text_of_any_length_is_searched(name: str) -> None:
    """A new column of words is not forgotten."""
    columns = lists._queries(name)[0].columns
    plain = {one for one, found in columns.items() if isinstance(found, sa.Column) and _has_no_limit(found)}
    texts = {one.name for one in csv_layouts()[name].columns if one.type == "text" and not one.name_of}
    assert plain & texts <= {one.name for one in csv_layouts()[name].columns if one.free_text}


def _has_no_limit(column: "sa.Column[Any]") -> bool:
    return isinstance(column.type, sa.types.TypeDecorator | sa.String) and not getattr(column.type, "length", None)
