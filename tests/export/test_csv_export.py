"""The lists as a folder: right values, no more than agreed, whole or not there, checked by others' tools."""

import csv
import json
import shutil
import subprocess
import uuid
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from dossier.casework.column_meanings import meaning_of, meanings
from dossier.errors import DossierError, RenderProblem
from dossier.export import csv_export, out_folder
from dossier.export.cell_making import COMPUTED
from dossier.export.csv_export import export_lists
from dossier.export.csv_layouts import csv_layouts
from dossier.export.released_lists import ReleasedLists, layouts_of
from dossier.vault.queries.lists import _queries, list_columns
from dossier.vault.tables import (
    Act,
    Charge,
    Consent,
    ConsentScope,
    Episode,
    Event,
    Penalty,
    Person,
    PersonDetail,
    PersonName,
    Placement,
    Proceeding,
    ProtectionFlag,
    Receipt,
    ReceiptPerson,
    Recognition,
    Sentence,
)
from dossier.vault.tables.base import JsonType

if TYPE_CHECKING:
    from dossier.vault import Vault

TODAY = date(2026, 11, 24)
BUILT_AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
CANARY = "КАНАРЭЙКА"


def _export(vault: "Vault", folder: Path, *layouts: str, profile: str = "internal", recipient: str = "Example") -> Any:
    return export_lists(vault, layouts, folder, profile=profile, recipient=recipient, today=TODAY, built_at=BUILT_AT)


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.raw.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add_person(session: Any, label: str, *, scopes: tuple[str, ...] = (), **fields: Any) -> uuid.UUID:
    person = Person(label=label, **fields)
    session.add(person)
    session.flush()
    session.add(PersonName(person_id=person.id, as_written=label, script="Cyrl", language="be"))
    if scopes:
        consent = Consent(person_id=person.id, given_by="self", form="written", obtained_on=date(2026, 1, 1))
        session.add(consent)
        session.flush()
        session.add_all(ConsentScope(consent_id=consent.id, scope_code=scope, decision="yes") for scope in scopes)
    session.flush()
    return person.id


def _add_case(session: Any, person_id: uuid.UUID, *, branch: str, kind: str, **term: Any) -> None:
    proceeding = Proceeding(person_id=person_id, branch=branch, judge_as_written="Пётр Образцов")
    session.add(proceeding)
    session.flush()
    sentence = Sentence(proceeding_id=proceeding.id, imposed="2021-11", imposed_lower=date(2021, 11, 1))
    charge = Charge(proceeding_id=proceeding.id, article_key="UK_BY-342-1", code="UK_BY", article="342", part="1",
                    article_as_written="ч. 1 ст. 342 УК")  # fmt: skip
    session.add_all([sentence, charge])
    session.flush()
    session.add(Penalty(sentence_id=sentence.id, kind_code=kind, term_kind="time", term_as_written="тэрмін", **term))
    episode = Episode(
        person_id=person_id, branch=branch, started="2021-05-12", started_lower=date(2021, 5, 12),
        started_upper=date(2021, 5, 12), ended="2021-05-27", ended_lower=date(2021, 5, 27),
        ended_upper=date(2021, 5, 27),
    )  # fmt: skip
    session.add(episode)
    session.flush()
    session.add(Placement(episode_id=episode.id, facility_as_written="ЦІП"))


@pytest.fixture
def full_vault(any_vault: "Vault") -> "Vault":
    """Three persons: one who agreed to a partner, one who agreed to nothing, one official."""
    with any_vault.write() as session:
        agreed = _add_person(
            session, "Ганна Прыклад", scopes=("C4_NGO",), sex="female", born="1991-05", born_lower=date(1991, 5, 1),
            born_upper=date(1991, 5, 31), citizenship_codes=["BLR", "POL"], affiliation="саюз",
        )  # fmt: skip
        silent = _add_person(session, CANARY)
        _add_person(session, "Пётр Образцов", is_public_official=True)
        _add_case(session, agreed, branch="administrative", kind="A_ARREST", days=15)
        _add_case(session, silent, branch="criminal", kind="IMPR", years=2, months=6)
        session.add(PersonDetail(person_id=agreed, kind="telephone", value="+375 29 000-00-00"))
        session.add(Recognition(person_id=agreed, status_code="political_prisoner", body="НГА", given="2021-06"))
    return any_vault


def test_each_layout_fills_every_column_it_names() -> None:
    special = {"person_id", "code", "person_code", "consent_state"}
    for layout in (one for one in csv_layouts().values() if one.form in {"list", "machine"}):
        known = list_columns(layout.name) | {column for name, column in COMPUTED if name == layout.name} | special
        assert [column.name for column in layout.columns if column.name not in known] == []


@pytest.mark.parametrize("name", [name for name, one in csv_layouts().items() if one.form != "entities"])
def test_a_column_that_holds_several_values_is_a_list(name: str) -> None:
    """Or else a list would stand there as the program writes it, with brackets."""
    several = {
        c for query in _queries(name) for c, one in query.columns.items() if isinstance(one.type, sa.JSON | JsonType)
    }
    types = {one.name: one.type for one in csv_layouts()[name].columns}
    assert {one: types[one] for one in several & types.keys() if types[one] not in {"list", "multiselect"}} == {}


def test_each_column_is_explained_in_three_languages() -> None:
    for layout in csv_layouts().values():
        for column in layout.columns:
            assert all(meanings()[column.name].values()), column.name


def test_a_column_that_means_something_else_in_one_list_is_explained_there() -> None:
    own = [one.split(":") for one in meanings() if ":" in one]
    assert all(column in {one.name for one in csv_layouts()[name].columns} for name, column in own)
    codes = meaning_of("statistics_hxl", "country_code"), meaning_of("events", "country_code")
    assert [one["en"] for one in codes] == ["Country, ISO 3166 alpha-2", "Country, ISO 3166 alpha-3"]


def test_each_foreign_key_points_at_the_key_of_another_list() -> None:
    by_file = {layout.file: layout for layout in csv_layouts().values()}
    for layout in csv_layouts().values():
        for column, target in layout.foreign_keys.items():
            assert column in {one.name for one in layout.columns}
            assert set(by_file[target].primary_key) <= {one.name for one in by_file[target].columns}


def test_fifteen_days_and_thirty_months_stand_in_different_columns(full_vault: "Vault", tmp_path: Path) -> None:
    _export(full_vault, tmp_path / "out", "sentences")
    found = {(row["kind"], row["days"], row["months"], row["term"]) for row in _rows(tmp_path / "out", "sentences")}
    assert found == {("A_ARREST", "15", "", "P15D"), ("IMPR", "", "30", "P2Y6M")}


def test_a_list_says_what_is_recorded(full_vault: "Vault", tmp_path: Path) -> None:
    _export(full_vault, tmp_path / "out")
    (person,) = [row for row in _rows(tmp_path / "out", "persons") if row["name_be"] == "Ганна Прыклад"]
    assert (
        person
        | {
            "birth_date": "1991-05",
            "birth_date_precision": "month",
            "citizenship": "BLR|POL",
            "deceased": "false",
            "recognised_political_prisoner": "yes",
            "recognised_on": "2021-06",
            "contact": "+375 29 000-00-00",
            "tlp": "TLP:AMBER",
        }
        == person
    )
    detention = next(row for row in _rows(tmp_path / "out", "detentions") if row["person_id"] == person["person_id"])
    assert (detention["detained_at"], detention["detained_precision"], detention["days_held"]) == (
        "2021-05-12",
        "day",
        "15",
    )


def test_the_words_of_a_date_stand_beside_it_where_they_were_understood(full_vault: "Vault", tmp_path: Path) -> None:
    labels = {"Ганна Прыклад": "май 1991", CANARY: CANARY}
    with full_vault.write() as session:
        for label, written in labels.items():
            session.connection().execute(
                sa.update(Person).where(sa.column("label") == label).values(born_as_written=written)
            )
    _export(full_vault, tmp_path / "out", "persons", "proceedings")
    rows = _rows(tmp_path / "out", "persons")
    assert [(row["birth_date"], row["birth_date_as_written"]) for row in rows] == [
        ("1991-05", "май 1991"),
        ("", ""),
        ("", ""),
    ]
    told = [name for name in rows[0] if name.endswith("_as_written")]
    assert (
        list(rows[0])[-len(told) :]
        == told
        == ["birth_date_as_written", "death_date_as_written", "recognised_on_as_written"]
    )


def test_no_list_for_the_public_has_the_words_of_a_date() -> None:
    for name in {*layouts_of("public"), *layouts_of("ngo")} - {"events"}:
        assert not [one.name for one in csv_layouts()[name].columns if one.name.endswith("_as_written")], name
    (words,) = (one for one in csv_layouts()["events"].columns if one.name == "date_as_written")
    assert words.protection == 1


def test_who_agreed_to_nothing_appears_nowhere(full_vault: "Vault", tmp_path: Path) -> None:
    for profile in ("confidential", "ngo", "public"):
        folder = tmp_path / profile
        report = _export(full_vault, folder, profile=profile)
        content = b"".join(path.read_bytes() for path in folder.iterdir())
        assert CANARY.encode() not in content
        assert report.held_back["rows:no_consent"] > 0
    assert CANARY.encode() in b"".join(path.read_bytes() for path in _exported(full_vault, tmp_path / "in"))


def test_the_receipt_stands_in_the_vault_before_the_first_row_is_read(
    full_vault: "Vault", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So an export that was cut off anywhere has left a trace, and warns."""
    seen: list[Any] = []

    class Watched(ReleasedLists):
        def __init__(self, *given: Any) -> None:
            with full_vault.read() as session:
                seen.extend(session.execute(sa.select(Receipt.left_at)).scalars())  # type: ignore[call-overload]
            super().__init__(*given)

    monkeypatch.setattr(csv_export, "ReleasedLists", Watched)
    _export(full_vault, tmp_path / "out", "persons")
    assert seen == [None], "there, and not closed"


def _exported(vault: "Vault", folder: Path) -> list[Path]:
    _export(vault, folder)
    return list(folder.iterdir())


def test_a_partner_gets_no_column_above_its_class(full_vault: "Vault", tmp_path: Path) -> None:
    report = _export(full_vault, tmp_path / "out", "persons", profile="confidential")
    header = _rows(tmp_path / "out", "persons")[0]
    assert {"contact", "id_document", "present_whereabouts"} & set(header) == set()
    assert "persons.csv: contact" in report.columns_held_back
    assert "375" not in (tmp_path / "out" / "persons.csv").read_text("utf-8-sig")


def test_a_public_list_hides_the_name_and_the_reference(full_vault: "Vault", tmp_path: Path) -> None:
    with full_vault.write() as session:
        hers = _add_person(session, "Вера Прыклад", scopes=("C9_PUBLIC_ANON",))
        official = session.execute(sa.select(Person.id).where(Person.is_public_official)).scalar_one()  # type: ignore[call-overload]
        session.add_all(Episode(person_id=one, branch="criminal") for one in (hers, official))
    _export(full_vault, tmp_path / "out", "persons_public", profile="public", recipient="")
    rows = _rows(tmp_path / "out", "persons_public")
    assert sorted(row["name_published"] for row in rows) == ["withheld", "Пётр Образцов"]
    assert all(not row["person_id"].startswith("P-") for row in rows)


def test_a_protection_flag_withholds_the_name(full_vault: "Vault", tmp_path: Path) -> None:
    with full_vault.write() as session:
        person = session.execute(sa.select(Person).where(Person.label == "Ганна Прыклад")).scalar_one()  # type: ignore[arg-type]
        session.add(ProtectionFlag(person_id=person.id, kind_code="minor"))
    report = _export(full_vault, tmp_path / "out", "persons", profile="confidential")
    assert "Ганна" not in (tmp_path / "out" / "persons.raw.csv").read_text("utf-8")
    assert report.held_back["cells:protection_flag"] >= 2


def test_an_event_leaves_only_if_everybody_harmed_agreed(full_vault: "Vault", tmp_path: Path) -> None:
    with full_vault.write() as session:
        persons = {p.label: p.id for p in session.execute(sa.select(Person)).scalars()}
        for title, victims in (("one", ["Ганна Прыклад"]), ("two", ["Ганна Прыклад", CANARY]), ("none", [])):
            event = Event(title=title)
            session.add(event)
            session.flush()
            session.add_all(Act(event_id=event.id, victim_id=persons[name], kind_code="arrest") for name in victims)
    _export(full_vault, tmp_path / "out", "events", profile="ngo")
    assert sorted(row["title"] for row in _rows(tmp_path / "out", "events")) == ["none", "one"]


def test_keys_of_one_list_are_found_in_the_other(full_vault: "Vault", tmp_path: Path) -> None:
    for profile in ("internal", "confidential"):
        folder = tmp_path / profile
        _export(full_vault, folder, profile=profile)
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        rows = {one["name"]: _rows(folder, one["name"]) for one in package["resources"]}
        for resource in package["resources"]:
            schema = resource["schema"]
            key = schema["primaryKey"][0]
            assert len({row[key] for row in rows[resource["name"]]}) == len(rows[resource["name"]])
            for link in schema.get("foreignKeys", []):
                there = {row[link["reference"]["fields"][0]] for row in rows[link["reference"]["resource"]]}
                here = {row[link["fields"][0]] for row in rows[resource["name"]]} - {""}
                assert here <= there, (resource["name"], link)


def test_the_data_package_describes_the_files_as_they_are(full_vault: "Vault", tmp_path: Path) -> None:
    import hashlib

    _export(full_vault, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert package["profile"] == "tabular-data-package"
    for resource in package["resources"]:
        content = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        fields = resource["schema"]["fields"]
        rows = _rows(tmp_path / "out", resource["name"])
        assert all(list(row) == [field["name"] for field in fields] for row in rows)
        for field in fields:
            values = [row[field["name"]] for row in rows]
            rules = field.get("constraints", {})
            assert not rules.get("required") or all(values), field["name"]
            assert "enum" not in rules or set(values) <= {*rules["enum"], ""}, (field["name"], values)
            assert field["type"] != "integer" or all(value.lstrip("-").isdigit() for value in values if value)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this machine")
def test_sha256sum_finds_every_file_unchanged(full_vault: "Vault", tmp_path: Path) -> None:
    report = _export(full_vault, tmp_path / "out")
    subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path / "out", check=True)
    listed = {line.split("  ")[1] for line in (tmp_path / "out" / "SHA256SUMS").read_text().splitlines()}
    assert listed | {"SHA256SUMS"} == {path.name for path in (tmp_path / "out").iterdir()}
    assert {str(one["name"]) for one in report.files} == listed | {"SHA256SUMS"}


FORMULAS = ["=1+1", "+375 29", "-1", "@x", "\tx", "\rx", "＝1", " =1", "\ufeff=1", "plain", "'quoted", "a=b", '"=1', ""]


def test_formulas_are_disarmed_in_the_spreadsheet_copy_and_untouched_in_the_other(
    full_vault: "Vault", tmp_path: Path
) -> None:
    with full_vault.write() as session:
        session.add_all(Person(label=f"П{n}", occupation=text) for n, text in enumerate(FORMULAS))
    report = _export(full_vault, tmp_path / "out", "persons")
    raw = [row["occupation"] for row in _rows(tmp_path / "out", "persons") if row["name_as_recorded"].startswith("П")]
    assert sorted(raw) == sorted([*FORMULAS, ""])
    with (tmp_path / "out" / "persons.csv").open(encoding="utf-8-sig", newline="") as file:
        safe = {row["occupation"] for row in csv.DictReader(file)}
    assert {text for text in safe if text[:1] in set("=+-@\t\r＝")} == set()
    assert {"'=1+1", "'+375 29", "plain", "a=b", "'quoted", '"=1'} <= safe
    with (tmp_path / "out" / "guard.csv").open(encoding="utf-8", newline="") as file:
        noted = list(csv.DictReader(file))
    assert len(noted) == report.guarded_cells
    assert {one["file"] for one in noted} == {"persons.csv"}
    in_column = [one for one in noted if one["column"] == "occupation"]
    assert len(in_column) == sum(text.startswith("'") for text in safe - {"'quoted"})


def test_the_spreadsheet_copy_begins_with_a_byte_order_mark_and_the_other_does_not(
    full_vault: "Vault", tmp_path: Path
) -> None:
    _export(full_vault, tmp_path / "out", "persons")
    assert (tmp_path / "out" / "persons.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    raw = (tmp_path / "out" / "persons.raw.csv").read_bytes()
    assert raw.startswith(b'"person_id"')
    assert raw.count(b"\r\n") == raw.count(b"\n")


def test_the_same_data_and_time_give_the_same_bytes(full_vault: "Vault", tmp_path: Path) -> None:
    for name in ("one", "two"):
        _export(full_vault, tmp_path / name)
    assert {p.name: p.read_bytes() for p in (tmp_path / "one").iterdir()} == {
        p.name: p.read_bytes() for p in (tmp_path / "two").iterdir()
    }


def test_the_read_me_speaks_three_languages(full_vault: "Vault", tmp_path: Path) -> None:
    _export(full_vault, tmp_path / "out")
    text = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert all(word in text for word in ("ENGLISH", "БЕЛАРУСКАЯ", "РУССКИЙ", "Дата нараджэння", "Дата рождения"))
    assert all(text.count(word) == 1 for word in ("Profile: ", "Профіль: ", "Профиль: "))


def test_the_read_me_names_each_reason_in_words(full_vault: "Vault", tmp_path: Path) -> None:
    report = _export(full_vault, tmp_path / "out", profile="confidential")
    text = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert f"rows held back: no consent for this recipient: {report.held_back['rows:no_consent']}" in text
    assert "columns left out: too sensitive for this profile" in text


def test_nothing_is_overwritten(full_vault: "Vault", tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(RenderProblem) as refused:
        _export(full_vault, tmp_path / "out")
    assert refused.value.code == "file.exists"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_failure_leaves_no_folder_behind(
    full_vault: "Vault", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(out_folder, "sync_folder", full)
    with pytest.raises(RenderProblem):
        _export(full_vault, tmp_path / "place" / "out")
    assert list((tmp_path / "place").iterdir()) == []
    with full_vault.read() as session:
        assert session.execute(sa.select(Receipt)).all() == []


def test_the_receipt_tells_what_left_about_whom(full_vault: "Vault", tmp_path: Path) -> None:
    report = _export(full_vault, tmp_path / "out", "persons", "sentences", profile="confidential")
    with full_vault.read() as session:
        receipt = session.execute(sa.select(Receipt)).scalar_one()
        ids = set(session.execute(sa.select(Person.id).where(Person.label != CANARY)).scalars())  # type: ignore[call-overload]
        left = set(session.execute(sa.select(ReceiptPerson.person_id)).scalars())  # type: ignore[call-overload]
    assert (receipt.ref, receipt.profile, receipt.recipient) == (report.receipt, "confidential", "Example")
    assert left == ids
    assert receipt.left_at is not None
    assert receipt.counts == {"persons.csv": 2, "sentences.csv": 1}
    assert receipt.held_back["rows:no_consent"] == 2
    assert {one["sha256"] for one in receipt.files} == {one["sha256"] for one in report.files}


def test_a_list_outside_of_the_profile_is_refused(full_vault: "Vault", tmp_path: Path) -> None:
    with pytest.raises(DossierError) as refused:
        _export(full_vault, tmp_path / "out", "persons", profile="public")
    assert refused.value.code == "export.not_in_profile"
    assert not (tmp_path / "out").exists()


def test_every_profile_has_a_list() -> None:
    assert all(layouts_of(profile) for profile in ("internal", "confidential", "tribunal", "state", "ngo", "public"))


@pytest.mark.parametrize(
    ("profile", "label", "words"),
    [
        ("internal", "TLP:RED", "for the named recipients only"),
        ("tribunal", "TLP:AMBER+STRICT", "for the recipient organisation only"),
        ("ngo", "TLP:AMBER+STRICT", "for the recipient organisation only"),
        ("public", "TLP:CLEAR", "no limit on sharing"),
    ],
)
def test_what_leaves_says_how_far_it_may_be_passed_on(
    vault: "Vault", tmp_path: Path, profile: str, label: str, words: str
) -> None:
    _export(vault, tmp_path / "out", profile=profile)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert package["x_release"]["tlp"] == label
    assert "licenses" not in package
    text = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert text.count(f"\n{label}: ") == 3
    english = text.partition("БЕЛАРУСКАЯ")[0]
    assert f"{label}: {words}\n" in english
    assert ("No licence is named" in english) == (profile == "public")
    assert ("for the recipient named above alone" in english) == (profile != "public")


def test_a_licence_is_named_only_where_somebody_gave_one_and_only_for_everybody(vault: "Vault", tmp_path: Path) -> None:
    made = {"recipient": "Example", "today": TODAY, "built_at": BUILT_AT}
    export_lists(vault, (), tmp_path / "out", profile="public", licence="CC-BY-4.0", **made)  # type: ignore[arg-type]
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert "Licence: CC-BY-4.0\n" in (tmp_path / "out" / "README.txt").read_text("utf-8")
    for profile, licence in (("ngo", "CC-BY-4.0"), ("public", "as you like"), ("public", "\n")):
        with pytest.raises(DossierError) as refusal:
            export_lists(vault, (), tmp_path / "no", profile=profile, licence=licence, **made)  # type: ignore[arg-type]
        assert refusal.value.code == "export.licence"
        assert not (tmp_path / "no").exists()
