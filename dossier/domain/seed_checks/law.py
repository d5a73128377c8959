"""What holds between the tables of one country: folders, written names, punishments, rules of credit."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from dossier.domain.seed_checks.slips import Slip
from dossier.domain.seed_checks.tables import Row, Seeds, Table
from dossier.resources import shipped_yaml

_ANCHORS = ("", "verdict_in_force", "registration", "first_day_served", "hour_of_actual_detention")
_TIME_UNITS = ("day", "month", "hour")


def check_law(seeds: Seeds) -> Iterator[Slip]:
    """Findings that need more than one table."""
    yield from _countries(seeds)
    for table in seeds.tables:
        yield from _names(seeds, table) if table.name == "code_words.csv" else ()
        yield from _limits(table) if table.name == "penalty_kinds.csv" else ()
        yield from _alternatives(seeds, table) if table.name == "criminal_articles.csv" else ()
    for path in sorted(seeds.root.glob("law/*/custody_credit.yaml")):
        yield from _credit(seeds, f"law/{path.parent.name}", shipped_yaml(path))


def _countries(seeds: Seeds) -> Iterator[Slip]:
    tables = {table.folder: table for table in seeds.tables if table.name == "country.csv"}
    for folder in sorted({table.folder for table in seeds.tables} - {"law/common", "vocabularies"}):
        letters = [row.get("country") for _line, row in tables[folder].rows] if folder in tables else []
        if letters != [folder.removeprefix("law/").upper()]:
            yield Slip(f"{folder}/country.csv", 0, "seeds.country")
    homes = [table.file for table in tables.values() for _line, row in table.rows if row.get("is_home") == "yes"]
    if len(homes) != 1:
        yield from (Slip(file, 0, "seeds.country") for file in homes or [table.file for table in tables.values()])


def _names(seeds: Seeds, table: Table) -> Iterator[Slip]:
    """A written name points at a kind, a country or a code that is there, and at one only."""
    codes = [row for one in seeds.named(table.folder, "codes.csv") for _line, row in one.rows]
    known = {
        "kind": seeds.values(table.folder, "code_kinds.kind"),
        "country": seeds.values(table.folder, "country.country"),
        "code": {f"{row['kind']}_{row['country']}" for row in codes},
    }
    for line, row in table.rows:
        if row["what"] == "foreign" and re.fullmatch("[A-Z]{2,5}", row["value"]):
            continue  # a State whose law is not here
        if row["value"] not in known.get(row["what"], set()):
            yield Slip(table.file, line, "seeds.reference", row["written"], row["value"])
    yield from _said_elsewhere(seeds, table)


def _said_elsewhere(seeds: Seeds, table: Table) -> Iterator[Slip]:
    elsewhere = {
        row["written"].casefold(): row["value"]
        for other in seeds.tables
        if other.name == table.name and other.file < table.file
        for _line, row in other.rows
    }
    for line, row in table.rows:
        if elsewhere.get(row["written"].casefold(), row["value"]) != row["value"]:
            yield Slip(table.file, line, "seeds.two_meanings", row["written"], row["written"])


# ---- punishments ----------------------------------------------------------------------------------------------------


def _limits(table: Table) -> Iterator[Slip]:
    for line, row in table.rows:
        if not row["unit"] and (row["min"] or row["max"]):
            yield Slip(table.file, line, "seeds.unit", row["code"], f"{row['min']} – {row['max']}")


def _alternatives(seeds: Seeds, table: Table) -> Iterator[Slip]:
    """Other punishments are known ones, and months stand only beside one that is counted in months."""
    kinds = {row["code"]: row for one in seeds.named(table.folder, "penalty_kinds.csv") for _line, row in one.rows}
    for line, row in table.rows:
        for token in filter(None, row["other_penalties"].split("|")):
            for code, what in _alternative(seeds, kinds, token):
                yield Slip(table.file, line, code, table.key_of(row), what)
        if _above(row["impr_max_months"], kinds.get("IMPR", {}).get("max", "")):
            yield Slip(table.file, line, "seeds.unit", table.key_of(row), row["impr_max_months"])


def _alternative(seeds: Seeds, kinds: dict[str, Row], token: str) -> Iterator[tuple[str, str]]:
    named, _colon, months = token.partition(":")
    for kind in seeds.stands_for.get(named, [named]):
        if kind not in kinds:
            yield "seeds.reference", kind
        elif months and (not months.isdecimal() or kinds[kind]["unit"] != "month"):
            yield "seeds.unit", token
        elif _above(months, kinds[kind]["max"]):
            yield "seeds.range", f"{token} > {kinds[kind]['max']}"


def _above(value: str, limit: str) -> bool:
    return bool(value and limit) and value.isdecimal() and float(value) > float(limit)


# ---- rules of credit ------------------------------------------------------------------------------------------------


def _credit(seeds: Seeds, folder: str, document: dict[str, Any]) -> Iterator[Slip]:
    file, levels = f"{folder}/custody_credit.yaml", seeds.values("", "certainty_levels.level")
    kinds = {row["code"]: row for one in seeds.named(folder, "penalty_kinds.csv") for _line, row in one.rows}
    regimes = seeds.values(folder, "regimes.code")
    seen: set[str] = set()
    spans: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
    for number, rule in enumerate(document["rules"], 1):
        found = [*_rule(rule, kinds, regimes, levels, seen), *_rule_days(rule, spans)]
        seen.add(rule["id"])
        yield from (Slip(file, number, code, rule["id"], what) for code, what in found)


def _rule(
    rule: dict[str, Any], kinds: dict[str, Row], regimes: set[str], levels: set[str], seen: set[str]
) -> Iterator[tuple[str, str]]:
    if rule["id"] in seen:
        yield "seeds.key", rule["id"]
    if rule.get("certainty") not in levels:
        yield "seeds.certainty", str(rule.get("certainty"))
    if not rule.get("source"):
        yield "seeds.source", ""
    if rule.get("anchor", "") not in _ANCHORS or (
        not rule.get("anchor") and not rule.get("measure") and _penalties(rule)
    ):
        yield "seeds.value", f"anchor={rule.get('anchor', '')}"
    factor = rule.get("factor")
    if not (factor is None or factor == "as_custody" or (isinstance(factor, int | float) and factor > 0)):
        yield "seeds.number", f"factor={factor}"
    for penalty in _penalties(rule):
        if penalty not in kinds:
            yield "seeds.reference", f"penalty={penalty}"
        elif kinds[penalty]["unit"] not in _TIME_UNITS:
            yield "seeds.unit", penalty
    yield from (("seeds.reference", f"regime={one}") for one in rule.get("regimes", ()) if one not in regimes)


def _penalties(rule: dict[str, Any]) -> list[str]:
    penalty = rule.get("penalty", [])
    return [penalty] if isinstance(penalty, str) else list(penalty)


def _rule_days(
    rule: dict[str, Any], spans: dict[tuple[str, str, str], list[tuple[date, date]]]
) -> Iterator[tuple[str, str]]:
    """Two rules for the same days of the same punishment and regime contradict one another."""
    first, last = rule.get("valid_from", date.min), rule.get("valid_to", date.max)
    if not (isinstance(first, date) and isinstance(last, date)):
        yield "seeds.date", re.sub(r"\s", " ", f"{first} {last}")
        return
    if first > last:
        yield "seeds.backwards", ""
    for penalty in _penalties(rule):
        for regime in rule.get("regimes", [""]):
            taken = spans.setdefault((penalty, regime, rule.get("measure", "")), [])
            if any(first <= end and begin <= last for begin, end in taken):
                yield "seeds.editions", f"{penalty} {regime}".strip()
            taken.append((first, last))
