"""Who has a row in a list and who has none; and that a row points at no row that was held back."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from dossier.export.csv_export import export_lists
from dossier.export.csv_layouts import csv_layouts
from dossier.vault.tables import (
    Consent,
    ConsentScope,
    Episode,
    Event,
    Listing,
    Milestone,
    Penalty,
    Person,
    Position,
    Proceeding,
    Sentence,
)
from tests.export.conftest import Another
from tests.export.planting import RECIPIENT, fill

if TYPE_CHECKING:
    from dossier.vault import Vault

TODAY = date(2026, 11, 26)


def _exported(vault: "Vault", folder: Path, profile: str, *layouts: str) -> dict[str, list[dict[str, str]]]:
    """List -> its rows."""
    export_lists(vault, layouts, folder, profile=profile, recipient=RECIPIENT, today=TODAY, built_at=datetime.now(UTC))
    found = {}
    for layout in csv_layouts().values():
        if layout.is_table and (path := folder / layout.machine_file).exists():
            with path.open(encoding="utf-8", newline="") as file:
                found[layout.file] = list(csv.DictReader(file))
    return found


def _add(vault: "Vault", *records: Any) -> None:
    with vault.write() as session:
        for one in records:
            session.add(one)
            session.flush()


def _agreed(person: Person, scope: str) -> list[Any]:
    consent = Consent(person_id=person.id, given_by="self", form="written", obtained_on=date(2026, 1, 1))
    return [consent, ConsentScope(consent_id=consent.id, scope_code=scope, decision="yes")]


def test_a_prisoner_whom_the_persecuting_state_has_listed_is_in_no_list_of_officials(
    vault: "Vault", tmp_path: Path
) -> None:
    """She agreed that a government may have her data; as somebody to be sanctioned she would be betrayed by them."""
    prisoner, judge = Person(label="Выдуманая", tlp="GREEN"), Person(label="Выдуманы суддзя", is_public_official=True)
    listings = [
        Listing(person_id=prisoner.id, list_code="BY_TERRORISTS_KGB"),
        Listing(person_id=judge.id, list_code="EU"),
    ]
    _add(vault, prisoner, judge, *_agreed(prisoner, "C8_STATE"), *listings)
    rows = _exported(vault, tmp_path / "out", "state", "designations")["designations.csv"]
    assert [row["listed_by"] for row in rows] == ["EU"]


def test_the_post_of_an_official_is_the_last_one(vault: "Vault", tmp_path: Path) -> None:
    judge = Person(label="Выдуманы суддзя", is_public_official=True)
    known = {"started": "2022-05", "started_lower": date(2022, 5, 1), "started_upper": date(2022, 5, 31)}
    before = {"started": "2018", "started_lower": date(2018, 1, 1), "started_upper": date(2018, 12, 31)}
    posts: dict[str, dict[str, Any]] = {"chair": known, "judge": before, "clerk": {}}
    _add(vault, judge, Listing(person_id=judge.id, list_code="EU"))
    _add(vault, *(Position(person_id=judge.id, title=title, **when) for title, when in posts.items()))
    (row,) = _exported(vault, tmp_path / "out", "state", "designations")["designations.csv"]
    assert (row["post"], row["post_from"]) == ("chair", "2022-05")


def test_an_event_of_which_no_victim_is_recorded_says_nothing_of_their_number(vault: "Vault", tmp_path: Path) -> None:
    _add(vault, Event(title="Спевы", kind_code="assembly"))
    (row,) = _exported(vault, tmp_path / "out", "internal", "events")["events.csv"]
    assert row["n_victims_known"] == ""


def _day(name: str, day: str) -> dict[str, Any]:
    return {name: day, f"{name}_lower": date.fromisoformat(day), f"{name}_upper": date.fromisoformat(day)}


def _sentenced(years: int, stated: str = "") -> tuple[Person, Proceeding, Episode, list[Any]]:
    person = Person(label="Выдуманая")
    proceeding = Proceeding(person_id=person.id, branch="criminal")
    episode = Episode(person_id=person.id, proceeding_id=proceeding.id, **_day("started", "2025-01-12"))
    sentence = Sentence(
        proceeding_id=proceeding.id,
        instance="first",
        **_day("imposed", "2025-03-01"),
        **_day("in_force", "2025-03-12"),
        **(_day("release_stated", stated) if stated else {}),
    )
    punishment = Penalty(sentence_id=sentence.id, kind_code="IMPR", term_kind="time", years=years,
                         term_as_written=f"{years}", regime_code="GENERAL")  # fmt: skip
    return person, proceeding, episode, [sentence, punishment]


@pytest.mark.parametrize("stated", ["", "2028-01-12"], ids=["computed", "stated"])
@pytest.mark.parametrize("what", ["held", "died", "died some day", "released", "pardoned"])
def test_nobody_is_told_to_expect_the_release_of_who_died_or_is_out(
    vault: "Vault", tmp_path: Path, what: str, stated: str
) -> None:
    person, proceeding, episode, rest = _sentenced(3, stated)
    changes: dict[str, tuple[Any, dict[str, Any]]] = {
        "died": (person, _day("died", "2026-01-01") | {"deceased": True}),
        "died some day": (person, {"deceased": True}),
        "released": (episode, _day("ended", "2026-01-01")),
    }
    record, changed = changes.get(what, (person, {}))
    for name, value in changed.items():
        setattr(record, name, value)
    pardon = [Milestone(proceeding_id=proceeding.id, kind_code="PARDON", **_day("happened", "2026-01-01"))]
    _add(vault, person, proceeding, episode, *rest, *(pardon if what == "pardoned" else []))
    rows = _exported(vault, tmp_path / "out", "internal", "release_calendar")["release_calendar.csv"]
    assert [row["kind"] for row in rows] == (
        [f"release_{'stated' if stated else 'computed'}"] if what == "held" else []
    )


@pytest.mark.parametrize("stated", ["", "2026-01-12"], ids=["computed", "stated"])
def test_a_release_of_long_ago_is_not_expected(vault: "Vault", tmp_path: Path, stated: str) -> None:
    person, proceeding, episode, rest = _sentenced(1, stated)
    _add(vault, person, proceeding, episode, *rest)
    assert _exported(vault, tmp_path / "out", "internal", "release_calendar")["release_calendar.csv"] == []


@pytest.fixture(scope="module")
def full(another: Another) -> Any:
    """A record of every table of a person who agreed to all."""
    with another() as vault:
        fill(vault)
        yield vault


ENDANGERING = sorted({"person", "event", "act", "episode", "proceeding", "source"})
POINTS_AT = {
    "person_id": "persons.csv", "victim_id": "persons.csv", "event_id": "events.csv", "act_id": "acts.csv",
    "episode_id": "detentions.csv", "proceeding_id": "proceedings.csv",
}  # fmt: skip


@pytest.mark.parametrize("table", ENDANGERING)
def test_a_record_of_the_highest_class_is_pointed_at_by_no_row(full: "Vault", tmp_path: Path, table: str) -> None:
    """Of records that are held back not even the number leaves, and every foreign key of the package joins."""
    kept = SQLModel.metadata.tables[table].c.protection_class
    with full.write() as session:
        session.connection().execute(sa.update(kept.table).values(protection_class=3))
    try:
        lists = _exported(full, tmp_path / "out", "confidential")
    finally:
        with full.write() as session:
            session.connection().execute(sa.update(kept.table).values(protection_class=1))
    for file, rows in lists.items():
        for column, other in POINTS_AT.items():
            if file != other and rows and column in rows[0]:
                there = {row[column if column != "victim_id" else "person_id"] for row in lists[other]}
                assert {row[column] for row in rows} - there - {""} == set(), (file, column)
