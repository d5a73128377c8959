"""The lists in the forms of other programs: what each of them reads, and nothing completed by guess."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from dossier.domain import codes
from dossier.export.csv_export import export_lists
from dossier.export.csv_layouts import csv_layouts
from dossier.export.csv_values import bearing, first_date, last_date
from dossier.export.values_for_others import (
    bayanat_countries,
    calendar_kind,
    calendar_tolerance,
    fits_acled,
    uwazi_held,
    uwazi_link,
)
from dossier.vault.tables import (
    Charge,
    Consent,
    ConsentScope,
    Deadline,
    Episode,
    Event,
    Penalty,
    Person,
    PersonName,
    Place,
    Placement,
    Proceeding,
    ProtectionFlag,
    Recognition,
    Sentence,
)
from tests.export.conftest import Another

if TYPE_CHECKING:
    from dossier.vault import Vault

TODAY = date(2026, 11, 26)
BUILT_AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
LAYOUTS = 22


def _dates(name: str, first: str, last: str | None = None) -> dict[str, Any]:
    lower, upper = date.fromisoformat(first), date.fromisoformat(last or first)
    return {name: first if last is None else first[:7], f"{name}_lower": lower, f"{name}_upper": upper}


def _add_person(session: Any, number: int, place_id: Any) -> None:
    person = Person(label=f"Прыклад {number}", sex="female", citizenship_codes=["BLR"], **_dates("born", "1991-05-04"))
    session.add(person)
    session.flush()
    session.add(PersonName(person_id=person.id, as_written=f"Hanna Pryklad {number}", given="Hanna",
                           family=f"Pryklad{number}", script="Latn", language="en"))  # fmt: skip
    consent = Consent(person_id=person.id, given_by="self", form="written", obtained_on=date(2026, 1, 1),
                      valid_until_on=date(2027, 1, 1))  # fmt: skip
    proceeding = Proceeding(person_id=person.id, branch="criminal", case_number=f"1-{number}", in_absentia=False,
                            **_dates("decided", "2021-11-07"))  # fmt: skip
    session.add_all([consent, proceeding])
    session.flush()
    for scope in ("C4_NGO", "C9_PUBLIC_ANON"):
        session.add(ConsentScope(consent_id=consent.id, scope_code=scope, decision="yes"))
    episode = Episode(person_id=person.id, proceeding_id=proceeding.id, branch="criminal", place_id=place_id,
                      region_code="BY-HM", **_dates("started", "2021-05-12"))  # fmt: skip
    sentence = Sentence(proceeding_id=proceeding.id, instance="first", **_dates("imposed", "2021-11-07"),
                        **_dates("in_force", "2021-11-18"))  # fmt: skip
    session.add_all([episode, sentence])
    session.flush()
    session.add(Placement(episode_id=episode.id, basis="remand", **_dates("started", "2021-05-12")))
    session.add(Charge(proceeding_id=proceeding.id, article_key="UK_BY-342-1", code="UK_BY", article="342", part="1",
                       article_as_written="ч. 1 ст. 342 УК"))  # fmt: skip
    session.add(
        Penalty(
            sentence_id=sentence.id,
            kind_code="IMPR",
            term_kind="time",
            years=6,
            term_as_written="6 гадоў",
            regime_code="GENERAL",
        )
    )
    session.add(Deadline(person_id=person.id, kind_code="appeal_criminal", what="апеляцыя", due_on=date(2021, 11, 17)))


@pytest.fixture(scope="module")
def vault_of_six(another: Another) -> "Iterator[Vault]":
    """Six persons who agreed to partners and to be counted; two events, of which one fits the form of ACLED."""
    with another() as vault:
        with vault.write() as session:
            place = Place(label="Мінск", name_en="Minsk", region_code="BY-HM", country_code="BLR", latitude=53.9045,
                          longitude=27.5615)  # fmt: skip
            session.add(place)
            session.flush()
            for number in range(6):
                _add_person(session, number, place.id)
            session.add(
                Event(title="Спевы", kind_code="assembly", place_id=place.id, **_dates("happened", "2021-09-12"))
            )
            session.add(Event(title="Нешта", kind_code="unheard_of", **_dates("happened", "2021-09-12")))
        yield vault


@pytest.fixture(scope="module")
def exported(vault_of_six: "Vault", tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Profile -> the folder of all its lists."""
    place = tmp_path_factory.mktemp("forms")
    for profile in ("public", "ngo_trusted", "internal"):
        export_lists(
            vault_of_six, (), place / profile, profile=profile, recipient="Example NGO", today=TODAY, built_at=BUILT_AT
        )
    return {folder.name: folder for folder in place.iterdir()}


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


CLOSED = {
    ("placements", "basis"): codes.PLACEMENT_BASES,
    ("custody_log", "event"): codes.CUSTODY_EVENTS,
    ("exhibits", "original_or_copy"): codes.ORIGINAL_OR_COPY,
    ("exhibits", "confidentiality"): codes.CONFIDENTIALITY,
    ("exhibits", "redaction_status"): codes.REDACTION,
    ("exhibits", "verification_status"): codes.VERIFICATION,
    ("information", "directness"): codes.DIRECTNESS,
    ("persons", "tlp"): tuple(f"TLP:{label}" for label in codes.TLP_LABELS),
}


@pytest.mark.parametrize("place", CLOSED)
def test_the_values_that_a_package_allows_are_those_that_the_vault_knows(place: tuple[str, str]) -> None:
    (column,) = [one for one in csv_layouts()[place[0]].columns if one.name == place[1]]
    assert column.type == "enum:" + ",".join(CLOSED[place])


@pytest.mark.parametrize(
    "kind", ["rally", "picket", "march", "mass_detention", "search", "disappearance", "ill_treatment"]
)
def test_a_kind_of_event_of_our_lists_has_a_type_of_acled(kind: str) -> None:
    assert fits_acled(kind, TODAY, TODAY, "BY-HM", None)


@pytest.mark.parametrize("kind", ["one_person_picket", "trial", "strike"])
def test_what_acled_does_not_count_has_no_type(kind: str) -> None:
    assert not fits_acled(kind, TODAY, TODAY, "BY-HM", None)


def test_there_are_twenty_two_layouts() -> None:
    assert len(csv_layouts()) == LAYOUTS
    assert len({layout.file for layout in csv_layouts().values()}) == LAYOUTS


@pytest.mark.parametrize("profile", ["public", "ngo_trusted", "internal"])
def test_frictionless_finds_each_package_valid(exported: dict[str, Path], profile: str) -> None:
    """The reference tool checks types, required cells, keys, foreign keys, sizes and hashes."""
    code = (
        "import sys, json; from frictionless import Package\n"
        "found = Package(sys.argv[1]).validate()\n"
        "print(json.dumps([[t.name, e.type, e.note] for t in found.tasks for e in t.errors]"
        " + [[e.type, e.note] for e in found.errors]))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, "datapackage.json"],
        cwd=exported[profile], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_uwazi_gets_whole_days_ranges_and_a_code_for_a_title(exported: dict[str, Path]) -> None:
    rows = _rows(exported["ngo_trusted"] / "uwazi_cases" / "import.csv")
    header = list(rows[0])
    assert header[0] == "Title"
    assert {re.fullmatch(r"N-[0-9A-F]{8}", row["Title"]) is not None for row in rows} == {True}
    assert rows[0] | {
        "Detained on": "2021-05-12", "Detained on (text)": "", "Held": "2021-05-12:", "Region": "Minsk City",
        "Articles": "UK_BY-342-1", "Penalty": "Criminal::Imprisonment", "Detention place_geolocation": "53.9|27.6",
        "Court case": "1-0", "Name__en": "Hanna Pryklad 0",
    } == rows[0]  # fmt: skip


def test_bayanat_gets_parts_of_the_name_and_events(exported: dict[str, Path]) -> None:
    row = _rows(exported["ngo_trusted"] / "bayanat_actors.csv")[0]
    assert row | {
        "first_name": "Hanna", "last_name": "Pryklad0", "sex": "Female", "age": "Adult", "nationalities": "Belarus",
        "event_1_type": "Detained/Abducted", "event_1_from_date": "2021-05-12", "event_1_location": "Minsk",
        "event_1_estimated": "n", "event_2_type": "Trial", "event_2_from_date": "2021-11-07",
    } == row  # fmt: skip


def test_the_form_of_acled_takes_what_it_can_hold_and_counts_the_rest(
    vault_of_six: "Vault", exported: dict[str, Path], tmp_path: Path
) -> None:
    (row,) = _rows(exported["public"] / "acled_like.raw.csv")
    assert row | {
        "event_date": "2021-09-12", "time_precision": "1", "event_type": "Protests", "iso": "112", "country": "Belarus",
        "admin1": "Minsk City", "latitude": "53.9", "longitude": "27.6", "notes": "", "actor1": "",
    } == row  # fmt: skip
    report = export_lists(
        vault_of_six, ["acled_like"], tmp_path / "out", profile="public", today=TODAY, built_at=BUILT_AT
    )
    assert report.held_back == {"rows:form": 1}


def test_entities_have_the_schemata_and_links_of_followthemoney(exported: dict[str, Path]) -> None:
    lines = (exported["ngo_trusted"] / "ftm_entities.ndjson").read_text("utf-8").splitlines()
    entities = {one["id"]: one for one in map(json.loads, lines)}
    assert len(entities) == len(lines)
    assert {one["schema"] for one in entities.values()} == {"Person", "CourtCase", "CourtCaseParty", "Event"}
    person = next(one for one in entities.values() if one["schema"] == "Person")["properties"]
    assert (person["citizenship"], person["gender"], person["birthDate"]) == (["by"], ["female"], ["1991-05-04"])
    for one in entities.values():
        assert all(isinstance(value, str) for values in one["properties"].values() for value in values)
        if one["schema"] == "CourtCaseParty":
            (party,), (case,) = one["properties"]["party"], one["properties"]["case"]
            assert (entities[party]["schema"], entities[case]["schema"]) == ("Person", "CourtCase")
        else:
            assert one["properties"]["name"]


def test_the_calendar_says_what_was_reckoned_and_by_which_rule(exported: dict[str, Path]) -> None:
    rows = _rows(exported["internal"] / "release_calendar.raw.csv")
    kinds = {row["kind"] for row in rows}
    assert kinds == {"release_computed", "appeal_deadline", "consent_review"}
    reckoned = next(row for row in rows if row["kind"] == "release_computed")
    assert reckoned["due_on"].startswith("2027-")
    assert reckoned["rule"]
    assert reckoned["certainty"]
    partner = _rows(exported["ngo_trusted"] / "release_calendar.raw.csv")
    assert "consent_review" not in {row["kind"] for row in partner}  # when a consent runs out is for the house


def test_the_public_numbers_have_their_tags_in_the_second_row(exported: dict[str, Path]) -> None:
    tags, *rows = _rows(exported["public"] / "statistics_hxl.raw.csv")
    assert all(re.fullmatch(r"#[a-z]+[0-9]?(\+[a-z]+)*", tag) for tag in tags.values())
    detained = next(row for row in rows if row["month"] == "2021-05" and row["article"] == "all")
    assert (detained["n_detained"], detained["n_detained_f"], detained["suppressed"]) == ("6", "6", "false")


def test_the_tags_of_each_layout_are_tags() -> None:
    tags = [column.hxl for layout in csv_layouts().values() for column in layout.columns if column.hxl]
    assert tags
    assert [tag for tag in tags if not re.fullmatch(r"#[a-z]+[0-9]?(\+[a-z]+)*", tag)] == []


def test_one_sqlite_file_has_every_public_list_with_its_keys(exported: dict[str, Path]) -> None:
    connection = sqlite3.connect(f"file:{exported['public'] / 'lists.sqlite'}?mode=ro", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"persons_public", "statistics_hxl", "acled_like", "meaning", "code"}
    assert connection.execute("SELECT count(*), count(DISTINCT person_id) FROM persons_public").fetchone() == (6, 6)
    said = connection.execute("SELECT be FROM meaning WHERE table_name = 'persons_public' AND column_name = 'sex'")
    assert said.fetchone()[0]
    connection.close()


def test_the_same_rows_make_the_same_sqlite_file(
    vault_of_six: "Vault", exported: dict[str, Path], tmp_path: Path
) -> None:
    export_lists(vault_of_six, (), tmp_path / "again", profile="public", today=TODAY, built_at=BUILT_AT)
    assert (tmp_path / "again" / "lists.sqlite").read_bytes() == (exported["public"] / "lists.sqlite").read_bytes()


def test_no_reference_of_the_vault_leaves_where_numbers_are_made_for_the_recipient(exported: dict[str, Path]) -> None:
    text = b"".join(path.read_bytes() for path in exported["ngo_trusted"].rglob("*") if path.is_file()).decode()
    assert re.findall(r"\b(?:P|PR|E|SE|PE|DL|CO)-[0-9A-Z]{4}-[0-9A-Z]{5}\b", text) == []


def test_a_person_has_one_number_in_every_list_to_a_recipient_and_another_to_others(
    vault_of_six: "Vault", exported: dict[str, Path], tmp_path: Path
) -> None:
    def numbers(folder: Path) -> set[str]:
        return {row["person_id"] for row in _rows(folder / "persons_public.raw.csv")}

    hers = numbers(exported["ngo_trusted"])
    assert {row["origin_id"] for row in _rows(exported["ngo_trusted"] / "bayanat_actors.csv")} == hers
    for name, recipient in (("same", " example  NGO "), ("other", "Another NGO")):
        export_lists(
            vault_of_six, ["persons_public"], tmp_path / name, profile="ngo", recipient=recipient, today=TODAY,
            built_at=BUILT_AT,
        )  # fmt: skip
    assert numbers(tmp_path / "same") == hers
    assert numbers(tmp_path / "other") & hers == set()
    assert numbers(exported["public"]) & hers == set()


@pytest.mark.parametrize(
    ("kind", "lower", "upper", "fits"),
    [
        ("assembly", date(2021, 9, 12), date(2021, 9, 12), True),
        ("assembly", date(2021, 9, 1), date(2021, 9, 30), True),
        ("assembly", date(2021, 9, 30), date(2021, 10, 2), False),
        ("assembly", date(2021, 1, 1), date(2021, 12, 31), False),
        ("assembly", None, None, False),
        ("other", date(2021, 9, 12), date(2021, 9, 12), False),
    ],
)
def test_an_event_fits_the_form_of_acled(kind: str, lower: date | None, upper: date | None, fits: bool) -> None:
    assert fits_acled(kind, lower, upper, "BY-HM", None) is fits
    assert not fits_acled(kind, lower, upper, None, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (uwazi_held("2021-05", None), None),
        (uwazi_held("2021-05-12", "2021-06"), "2021-05-12:"),
        (uwazi_held("2021-05-12", "2021-06-01"), "2021-05-12:2021-06-01"),
        (uwazi_link("a|b", "https://x"), "a/b|https://x"),
        (uwazi_link(None, "javascript:x"), None),
        (bayanat_countries(["BLR", "GBR", "XXX"]), 'Belarus,"United Kingdom"'),
        (bayanat_countries([]), None),
        (calendar_kind("appeal_admin"), "appeal_deadline"),
        (calendar_kind("wgad_submission"), "forum_deadline"),
        (calendar_kind("custody_48h"), "clock"),
        (calendar_kind("complaint"), "clock"),
        (calendar_tolerance(None, date(2027, 5, 1), date(2027, 5, 31)), 30),
        (calendar_tolerance(2, date(2027, 5, 1), date(2027, 5, 1)), 2),
        (calendar_tolerance(None, None, None), None),
        (first_date("2020-08-09/2020-08-12"), "2020-08-09"),
        (last_date("2020-08-09/2020-08-12"), "2020-08-12"),
        (first_date("../2020"), None),
        (last_date("2020-08-09"), None),
        (bearing("supports|supports"), "incriminating"),
        (bearing("contradicts"), "exonerating"),
        (bearing("supports|contradicts"), "both"),
        (bearing(None), "not_weighed"),
        (bearing("neutral"), "neutral"),
    ],
)
def test_a_value_is_written_as_its_form_wants_it(value: Any, expected: Any) -> None:
    assert value == expected


def test_a_name_that_is_held_back_is_said_once_in_the_form_of_bayanat(vault: "Vault", tmp_path: Path) -> None:
    with vault.write() as session:
        _add_person(session, 1, None)
        person = session.exec(select(Person)).one()
        session.add(ProtectionFlag(person_id=person.id, kind_code="at_risk"))
        session.add(
            Recognition(
                person_id=person.id, status_code="political_prisoner", body="B", source_url="https://example.org/1"
            )
        )
    for layout in ("bayanat_actors", "uwazi_cases"):
        export_lists(
            vault, (layout,), tmp_path / layout, profile="ngo_trusted", recipient="B", today=TODAY, built_at=BUILT_AT
        )
    [actor] = _rows(tmp_path / "bayanat_actors" / "bayanat_actors.csv")
    names = [actor[one] for one in ("first_name", "middle_name", "last_name", "nickname", "source_link")]
    assert names == ["", "", "withheld", "", ""]
    [case] = _rows(tmp_path / "uwazi_cases" / "uwazi_cases" / "import.csv")
    assert (case["Name__en"], case["Source"]) == ("withheld", "")
