"""Every column of every record is in the sealed dossier, or in the list of what is left out on purpose."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
import yaml

from dossier.casework import dossier_words
from dossier.casework.assemble import assemble_dossier
from dossier.domain.dates import PartialDate
from dossier.export.pdf.page import PackFacts, Writer
from dossier.resources import export_path
from dossier.vault.tables import RECORDS
from dossier.vault.tables.base import JsonType

if TYPE_CHECKING:
    from dossier.vault import Vault

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIRST = date(1950, 1, 1)
LINKS: dict[str, dict[str, str]] = {
    "person_name": {"person_id": "person"},
    "position": {"person_id": "person", "organisation_id": "organisation"},
    "organisation": {"place_id": "place"},
    "party": {"case_id": "legal_case", "person_id": "person"},
    "event": {"case_id": "legal_case", "place_id": "place"},
    "event/second": {"case_id": "legal_case"},
    "event_link": {"event_id": "event", "related_id": "event/second"},
    "act": {"event_id": "event", "victim_id": "person"},
    "involvement": {"event_id": "event", "person_id": "person"},
    "proceeding": {"person_id": "person", "case_id": "legal_case"},
    "milestone": {"proceeding_id": "proceeding"},
    "charge": {"proceeding_id": "proceeding"},
    "sentence": {"proceeding_id": "proceeding"},
    "penalty": {"sentence_id": "sentence"},
    "episode": {"person_id": "person", "proceeding_id": "proceeding"},
    "placement": {"episode_id": "episode", "facility_id": "organisation"},
    "recognition": {"person_id": "person"},
    "listing": {"person_id": "person"},
    "account": {"case_id": "legal_case", "source_id": "source", "event_id": "event"},
    "exhibit": {"case_id": "legal_case", "source_id": "source"},
    "custody_event": {"exhibit_id": "exhibit"},
    "exhibit_copy": {"exhibit_id": "exhibit"},
    "redaction": {"copy_id": "exhibit_copy"},
    "citation": {"record_id": "event", "exhibit_id": "exhibit", "source_id": "source"},
    "allegation": {"case_id": "legal_case", "respondent_id": "person"},
    "allegation_element": {"allegation_id": "allegation"},
    "weighing": {"element_id": "allegation_element", "exhibit_id": "exhibit"},
    "consent": {"person_id": "person", "exhibit_id": "exhibit"},
    "consent_scope": {"consent_id": "consent"},
    "intervention": {"case_id": "legal_case", "person_id": "person"},
}
FIXED: dict[str, Any] = {
    "legal_case.is_example": False,
    "person.sex": "female",
    "person.is_public_official": True,
    "citation.record_table": "event",
    "penalty.term_kind": "time",
    "penalty.years": 3,
    "penalty.months": 4,
    "penalty.days": 5,
    "penalty.hours": 6,
    "penalty.amount": None,
    "penalty.currency": None,
    "person_name.language": "be",
    "exhibit.language": "pl",
    "account.language": "lt",
    "consent.language": "lv",
    "legal_case.state_code": "BLR",
    "charge.article": None,
    "charge.code": None,
    "weighing.bearing": "both",
    "exhibit.page_count": 777,
    "exhibit.size_bytes": 1234567,
    "source.directness": "hearsay1",
    "account.directness": "hearsay2",
    "exhibit_copy.size_bytes": 7654321,
    "exhibit.ern_begin": "BLR-ABC-0001-0001",
    "exhibit.ern_end": "BLR-ABC-0001-0777",
    "place.latitude": 53.123,
    "place.longitude": 27.456,
    "event.victims_min": 41,
    "event.victims_max": 43,
    "allegation.crime_code": "CAH_TORTURE",
    "proceeding.in_absentia": True,
    "penalty.is_suspended": True,
    "penalty.main_or_additional": "additional",
    "consent.valid_until_on": None,
    "consent.withdrawn_on": None,
    "episode.ill_treatment_alleged": "yes",
    "intervention.sent_on": date(2020, 2, 3),
    "consent_scope.scope_code": "C5_UN",
    "consent_scope.recipient": "Zqrecipient",
    "consent_scope.decision": "conditional",
    "legal_case.kind": "victim_file",
    "consent.obtained_on": date(2019, 5, 6),
    "charge.edition_on": date(2018, 7, 9),
    "placement.incommunicado": "partly",
    "event.violation_status_code": "contested",
    "placement.regime_code": "GENERAL",
    "penalty.regime_code": "ENHANCED",
    "penalty.kind_code": "IMPR",
    "milestone.kind_code": "REMAND",
}
EXPECTED = {
    "penalty.years": "3 years 4 months 5 days 6 hours", "penalty.months": "3 years 4 months", "penalty.days": "5 days",
    "penalty.hours": "6 hours", "exhibit.language": "Polish", "account.language": "lt", "consent.language": "lv",
    "event.victims_min": "41", "event.victims_max": "43", "weighing.bearing": "both supports and contradicts",
    "penalty.regime_code": "enhanced", "penalty.kind_code": "Imprisonment", "consent_scope.scope_code": "UN mechanisms",
    "milestone.kind_code": "", "placement.incommunicado": "partly", "consent_scope.decision": "if:",
    "placement.regime_code": "general", "proceeding.in_absentia": "In absentia", "penalty.is_suspended": "Suspended",
    "person.is_public_official": "Named as an official", "protection": "", "consent.valid_until_on": "",
    "consent.withdrawn_on": "", "person.deceased": "Deceased", "event.violation_status_code": "contested",
    "exhibit.ern_begin": "BLR-ABC-0001-0001", "person.sex": "female",
    "exhibit.size_bytes": "1 234 567 bytes", "exhibit_copy.size_bytes": "7 654 321 bytes",
}  # fmt: skip
"""Where a value is printed in words of its own; empty where another test holds it."""


def _omitted() -> list[str]:
    listed = yaml.safe_load(export_path("dossier", "omissions.yaml").read_text(encoding="utf-8"))
    assert all(one["reason"] for one in listed)
    return [one["what"] for one in listed]


def _closed(table: sa.Table) -> dict[str, list[str]]:
    found = {}
    for rule in table.constraints:
        text = str(rule.sqltext) if isinstance(rule, sa.CheckConstraint) else ""
        if " IN (" in text:
            name = text.rpartition(" IN (")[0].split()[-1]
            found[name] = [one.strip("' )") for one in text.rpartition(" IN (")[2].split(",")]
    return found


class _Filler:
    """Gives every column a value that stands nowhere else."""

    def __init__(self) -> None:
        self._count = 0
        self.expected: dict[str, str] = {}

    def value(self, table: sa.Table, column: sa.Column[Any]) -> Any:
        self._count += 1
        name = f"{table.name}.{column.name}"
        value = FIXED[name] if name in FIXED else self._made(table, column)
        self.expected[name] = EXPECTED.get(name, self._words(value))
        return value

    def _made(self, table: sa.Table, column: sa.Column[Any]) -> Any:
        listed = _closed(table).get(column.name)
        if listed:
            return listed[-1] if listed[-1] != "unknown" else listed[-2]
        kind, day = column.type, FIRST + timedelta(days=29 * self._count)
        if isinstance(kind, sa.Boolean):
            return True
        if isinstance(kind, sa.Integer):
            return 50_000 + self._count
        if isinstance(kind, sa.Float):
            return 60_000.5 + self._count
        if isinstance(kind, sa.JSON | JsonType):
            return [f"zq{self._count}zq"]
        if isinstance(kind, sa.Date):
            return day
        if column.name.endswith("_at"):
            return datetime(day.year, day.month, day.day, 7, self._count % 60, tzinfo=UTC)
        if f"{column.name}_lower" in table.c:
            return day.isoformat()
        if "sha256" in column.name or column.name.endswith("_hash"):
            return f"{self._count:064x}"
        return f"zq{self._count}zq"[: getattr(kind, "length", None) or 99]

    def _words(self, value: Any) -> str:
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, list):
            return str(value[0])
        if isinstance(value, datetime):
            return f"{PartialDate.of_day(value.date()).format('en')}, {value:%H:%M} UTC"
        if isinstance(value, date):
            return PartialDate.of_day(value).format("en")
        text = str(value)
        if len(text) == 10 and text[4] == "-" and text[:4].isdigit():
            return PartialDate.parse(text).format("en")
        lists = [one for one in vars(dossier_words).values() if isinstance(one, dict) and text in one]
        return str(lists[0][text]) if lists else text


def _filled(vault: "Vault", filler: _Filler) -> str:
    made: dict[str, Any] = {}
    with vault.write() as session:
        for name in dict.fromkeys(("legal_case", "place", "person", "source", "organisation", *LINKS)):
            record = RECORDS[name.partition("/")[0]]
            table = record.__table__  # type: ignore[attr-defined]
            mine = LINKS.get(name, {})
            skipped = {"id", "ref", "version", "protection_class", "batch_id", "created_at", "updated_at"}
            skipped |= {"created_by", "updated_by", *mine}
            values = {
                column.name: filler.value(table, column)
                for column in table.c
                if column.name not in skipped and not column.name.endswith("_id")
                and not column.name.endswith(("_lower", "_upper", "wrapped_key"))
            }  # fmt: skip
            for column, target in mine.items():
                values[column] = made[target].id
            for column in [one for one in values if f"{one}_lower" in table.c]:
                known = PartialDate.parse(str(values[column]))
                values |= {f"{column}_lower": known.lower, f"{column}_upper": known.upper}
            if name == "exhibit_copy":
                values["object_id"] = "0" * 64
            made[name] = record(**values)
            session.add(made[name])
            session.flush()
        return str(made["legal_case"].ref)


def test_every_column_is_on_paper_or_left_out_on_purpose(seeded_vault: "Vault") -> None:
    filler = _Filler()
    ref = _filled(seeded_vault, filler)
    with seeded_vault.read() as session:
        view = assemble_dossier(session, ref, profile="sealed", lang="en", on=AT.date())
    writer = Writer(view, PackFacts("test", AT))
    html = " ".join(one.html for one in (*writer.body(), writer.front(writer.entries(), {}, 1)))
    omitted = _omitted()
    columns = [
        f"{name}.{column.name}" for name, record in RECORDS.items() for column in record.__table__.c  # type: ignore[attr-defined]
    ]  # fmt: skip
    missing = [
        name for name in columns
        if not any(fnmatchcase(name, one) for one in omitted) and not _is_there(name, filler, html)
    ]  # fmt: skip
    assert missing == [], " ".join(missing)


def _is_there(name: str, filler: _Filler, html: str) -> bool:
    return name in filler.expected and filler.expected[name].replace("'", "&#39;") in html


def test_the_list_of_omissions_names_nothing_that_is_gone() -> None:
    columns = [
        f"{name}.{column.name}" for name, record in RECORDS.items() for column in record.__table__.c  # type: ignore[attr-defined]
    ]  # fmt: skip
    listed = Counter(_omitted())
    assert [one for one in listed if not any(fnmatchcase(name, one) for name in columns)] == []
    assert max(listed.values()) == 1
