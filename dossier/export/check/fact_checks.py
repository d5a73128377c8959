"""The facts of a dossier: what each rests on, whether dates and units fit, who may be named."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from dossier.export.check.findings import WARNING, Finding
from dossier.export.check.pack import Pack

_ADMINISTRATIVE_UNITS: Final = {"days", "hours"}
_CRIMINAL_UNITS: Final = {"years", "months", "days"}
_HOUR = re.compile(r"(?<![\d:.+\u2212-])([01]?\d|2[0-3]):[0-5]\d(?![\d:])(?P<after>.{0,12})", re.S)
_ZONE = re.compile(r"\s*(UTC|GMT|Z\b|[+\u2212-]\d\d:?\d\d)")
_CODE: Final = re.compile(r"(?:EX-)?[A-Z]{1,2}-\d{2,4}|[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{5}")
_FEW: Final = 4
_CONTEXT: Final = "CAH_CONTEXT"


def dated_facts(pack: Pack) -> Iterator[Finding]:
    """A20: a date as far as known, something it rests on."""
    for at, one in enumerate(pack.records("chronology"), start=1):
        if not (one.get("date") or {}).get("text"):
            yield Finding("A20", f"5.{at}", "date", WARNING)
        if not _rests_on_something(one):
            yield Finding("A20", f"5.{at}", str(one.get("what", ""))[:60])


def _rests_on_something(one: dict[str, Any]) -> bool:
    return bool(one.get("notes")) or any(line.get("notes") for line in one.get("details", []))


def sources(pack: Pack) -> Iterator[Finding]:
    """A21: grade and directness of each source, grade of each exhibit."""
    for one in pack.records("sources"):
        if not re.match(r"[A-F]\b", str(one.get("reliability", ""))) or not re.match(
            r"[1-6]\b", str(one.get("credibility", ""))
        ):
            yield Finding("A21", str(one.get("code", "")), "grade")
        if not one.get("directness"):
            yield Finding("A21", str(one.get("code", "")), "directness")
    for one in pack.records("exhibits"):
        if not re.fullmatch(r"[A-F][1-6]", str(one.get("grade", ""))):
            yield Finding("A21", one["anchor"], "grade")


def corroboration(pack: Pack) -> Iterator[Finding]:
    """A22: a row of the matrix with one unofficial source."""
    for one in pack.records("matrix"):
        official = any("official" in str(cell.get("directness_code", "")) for cell in one.get("cells", []))
        if one.get("kind") == "fact" and one.get("sources", 0) < 2 and not official:
            yield Finding("A22", str(one.get("label", ""))[:60])


def contrary(pack: Pack) -> Iterator[Finding]:
    """A23."""
    if not pack.facts.get("contrary_searched") or not pack.facts.get("contrary"):
        yield Finding("A23", "12")


def matrix(pack: Pack) -> Iterator[Finding]:
    """A24: each cell leads to an exhibit, a fact or a source of the pack, and its page lies inside the exhibit."""
    exhibits = {one["anchor"]: one for one in pack.records("exhibits")}
    known = exhibits.keys() | {one["anchor"] for one in pack.records("sources")}
    known |= {one.get("anchor", "") for one in pack.records("chronology")}
    for row in pack.records("matrix"):
        for cell in row.get("cells", []):
            anchor, pin = cell.get("anchor", ""), str(cell.get("pin", ""))
            if anchor and anchor not in known:
                yield Finding("A24", str(row.get("label", ""))[:60], anchor)
            number = re.search(r"(\d+)$", pin)
            count = exhibits.get(anchor, {}).get("page_count", 0)
            if number and count and not exhibits[anchor].get("ern_begin") and int(number[1]) > count:
                yield Finding("A24", str(row.get("label", ""))[:60], pin)


def elements(pack: Pack) -> Iterator[Finding]:
    """A25: all elements of the crime, each with support or a gap."""
    listed = _elements_of_crimes()
    alleged = {str(one.get("crime_code", "")) for one in pack.records("allegations")}
    for one in pack.records("allegations"):
        shown = {element.get("code") for element in one.get("elements", [])}
        crime = str(one.get("crime_code", ""))
        context = listed[_CONTEXT] if crime.startswith("CAH_") and _CONTEXT not in alleged else []
        for code in (*listed.get(crime, ()), *context):
            if code not in shown:
                yield Finding("A25", str(one.get("title", ""))[:60], code)
        for element in one.get("elements", []):
            supported = any(w.get("bearing_code") in ("supports", "both") for w in element.get("weights", []))
            if not supported and not element.get("gap"):
                yield Finding("A25", str(one.get("title", ""))[:60], str(element.get("code", "")))


def _elements_of_crimes() -> dict[str, list[str]]:
    # A right is its own one element; what an allegation of it must show is no list of elements.
    from dossier.domain.crimes import crimes

    return {code: [element.code for element in one.elements] for code, one in crimes().items() if not one.is_right}


def computed(pack: Pack) -> Iterator[Finding]:
    """A26."""
    for place, penalty in _penalties(pack):
        found = penalty.get("computed")
        if found and found.get("rule") and not (found.get("tolerance") and found.get("certainty")):
            yield Finding("A26", place, str(found["rule"]))


def _penalties(pack: Pack) -> Iterator[tuple[str, dict[str, Any]]]:
    for at, one in enumerate(pack.records("proceedings"), start=1):
        for sentence in one.get("sentences", []):
            for penalty in sentence.get("penalties", []):
                yield f"6.{at}", penalty


def charges(pack: Pack) -> Iterator[Finding]:
    """A27: an article, and what is known of the edition."""
    for at, one in enumerate(pack.records("proceedings"), start=1):
        for charge in one.get("charges", []):
            if not charge.get("article") or not charge.get("edition"):
                yield Finding("A27", f"6.{at}", str(charge.get("as_written", ""))[:60])


def units(pack: Pack) -> Iterator[Finding]:
    """A28: what is administrative counts days, what is criminal months and years."""
    from dossier.domain.penalties import penalty_kinds

    for at, one in enumerate(pack.records("proceedings"), start=1):
        for sentence in one.get("sentences", []):
            for penalty in sentence.get("penalties", []):
                kind = penalty_kinds().get(str(penalty.get("kind_code", "")))
                used = set(penalty.get("units", []))
                if kind is None:
                    continue
                allowed = _ADMINISTRATIVE_UNITS if kind.branch == "administrative" else _CRIMINAL_UNITS
                wrong_branch = (
                    one.get("branch") and kind.branch in ("administrative", "criminal") and kind.branch != one["branch"]
                )
                if kind.deprives_of_liberty == "yes" and (not used <= allowed or wrong_branch):
                    yield Finding("A28", f"6.{at}", str(penalty.get("amount", "")))
                elif kind.unit == "day" and _is_above_article(penalty, one, str(pack.facts.get("lang", ""))):
                    yield Finding("A28", f"6.{at}", str(penalty.get("amount", "")), WARNING)


def _is_above_article(penalty: dict[str, Any], procedure: dict[str, Any], lang: str) -> bool:
    """Whether an arrest is longer than any of the articles charged threatens, as far as the catalogue is sure of them.

    It may be so all the same, which is why this stops no pack.
    """
    from dossier.domain.catalogue import article_rows
    from dossier.domain.terms import Term
    from dossier.errors import InputProblem

    keys = (str(one.get("article_key", "")).split("-") for one in procedure.get("charges", []))
    rows = [row for key in keys for row in article_rows().get((key[0], key[1] if key[1:] else ""), ())]
    limits = [row.arrest_max_days for row in rows if row.arrest_max_days and row.penalty_is_certain]
    try:
        return bool(limits) and Term.parse(str(penalty.get("amount", "")), lang=lang or None).days > max(limits)
    except InputProblem:
        return False


def placements(pack: Pack) -> Iterator[Finding]:
    """A29: surely overlapping stays are an error, a sure gap of more than a day is a warning."""
    from datetime import date

    def day(text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None

    for at, one in enumerate(pack.records("detention"), start=1):
        for episode in one.get("episodes", []):
            for earlier, later in pairwise(episode.get("stays", [])):
                ends = (day(earlier["ended"].get("first_on", "")), day(earlier["ended"].get("last_on", "")))
                starts = (day(later["started"].get("first_on", "")), day(later["started"].get("last_on", "")))
                if (
                    ends[0]
                    and starts[1]
                    and starts[1] < ends[0]
                    and later["basis_code"] not in ("punishment_cell", "medical")
                ):
                    yield Finding("A29", f"7.{at}", f"{later['started']['text']} < {earlier['ended']['text']}")
                if ends[1] and starts[0] and (starts[0] - ends[1]).days > 1:
                    yield Finding("A29", f"7.{at}", f"{earlier['ended']['text']} … {later['started']['text']}", WARNING)


def clocks(pack: Pack) -> Iterator[Finding]:
    """A30: an episode without a line about the limits of the law."""
    if pack.facts.get("profile") == "public":
        return
    for at, one in enumerate(pack.records("detention"), start=1):
        if any(not episode.get("clocks") for episode in one.get("episodes", [])):
            yield Finding("A30", f"7.{at}")


def order_of_dates(pack: Pack) -> Iterator[Finding]:
    """A31: a later step that surely came before an earlier one."""
    for at, one in enumerate(pack.records("proceedings"), start=1):
        decided = one.get("decided") or {}
        begun = _earliest(one.get("charges", []), "act"), _earliest(one.get("charges", []), "charged")
        for sentence in one.get("sentences", []):
            imposed = sentence.get("imposed") or {}
            if any(first and imposed.get("last_on") and imposed["last_on"] < first for first in begun):
                yield Finding("A31", f"6.{at}", f"{imposed['text']} < {max(begun)}")
            steps = [
                decided,
                sentence.get("imposed") or {},
                sentence.get("in_force") or {},
                sentence.get("release_stated") or {},
            ]
            for earlier, later in pairwise(step for step in steps if step.get("first_on") and step.get("last_on")):
                if later is not steps[1] and later["last_on"] < earlier["first_on"]:
                    yield Finding("A31", f"6.{at}", f"{later['text']} < {earlier['text']}")
    born = {one.get("label"): one.get("born") or {} for one in pack.records("persons")}
    for at, one in enumerate(pack.records("persons"), start=1):
        if surely_before(one.get("died") or {}, one.get("born") or {}):
            yield Finding("A31", f"4.{at}", "died")
    for at, one in enumerate(pack.records("detention"), start=1):
        for episode in one.get("episodes", []):
            if surely_before(episode.get("started") or {}, born.get(one.get("person"), {})):
                yield Finding("A31", f"7.{at}", "born")
            start, end = episode.get("started") or {}, episode.get("ended") or {}
            if start.get("first_on") and end.get("last_on") and end["last_on"] < start["first_on"]:
                yield Finding("A31", f"7.{at}", f"{end['text']} < {start['text']}")


def _earliest(charges: list[dict[str, Any]], name: str) -> str:
    """The first day that the earliest of these dates can be; empty where one of them is not known."""
    days = [str((one.get(name) or {}).get("first_on") or "") for one in charges]
    return min(days, default="") if all(days) else ""


def surely_before(date: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether every day that a date can be lies before every day that another can be."""
    return bool(date.get("last_on") and other.get("first_on") and date["last_on"] < other["first_on"])


def hours(pack: Pack) -> Iterator[Finding]:
    """A32: an hour on paper without its zone."""
    for number, page in enumerate(pack.pages, start=1):
        for found in _HOUR.finditer(page.body):
            if not _ZONE.match(found["after"]):
                yield Finding("A32", f"p. {number}", found[0][:5], WARNING)


def consents(pack: Pack) -> Iterator[Finding]:
    """A33: named, no official, no consent in force; with a stated basis it is a warning. The register says the same."""
    level = WARNING if pack.about.get("basis") else ""
    listed = pack.records("consents")
    agreed = {one.get("person") for one in listed if one.get("state_code") == "in_force" and one.get("allowed")}
    is_told = pack.facts.get("profile") != "public"  # which shows no consents
    for one in pack.records("persons"):
        has_none = one.get("standing") == "consent" and is_told and one.get("label") not in agreed
        if one.get("is_named") and (one.get("standing") == "sealed" or has_none):
            yield Finding("A33", str(one.get("key", "")), "", level)
    told = [(str(one.get("person", "")), str(one.get("state", "")), len(one.get("allowed", []))) for one in listed]
    rows = [(row["person"], row["state"], len(list(filter(None, row["allowed"].split("|")))))
            for row in pack.table("consent_register")]  # fmt: skip
    if sorted(rows) != sorted(told):
        yield Finding("A33", "data/index/consent_register.csv")


def codes(pack: Pack) -> Iterator[Finding]:
    """A37: the form of a code; codes that rise in the order of entry; a file that looks like the key."""
    given = [str(one.get("code", "")) for one in pack.records("persons") if one.get("code")]
    for code in given:
        if not _CODE.fullmatch(code):
            yield Finding("A37", code)
    digits = [int(re.sub(r"\D", "", one) or 0) for one in given if re.fullmatch(r"[A-Z]{1,2}-\d{2,4}", one)]
    if len(digits) >= _FEW and all(a < b for a, b in pairwise(digits)) and digits[-1] - digits[0] < 3 * len(digits):
        yield Finding("A37", "4", "serial")
    for name in pack.names:
        if re.search(r"(?i)(code|witness)[_-]?key|key[_-]?of[_-]?codes", name):
            yield Finding("A37", name)
