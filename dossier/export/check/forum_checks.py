"""A53: is the body that the paper goes to open for this State and these facts on the day of the paper, or warned of?

Judged from the days in the pack by the rules that come with this program; a version that withholds a day is judged by
those that it shows.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from dossier.domain.forums import BEST_FIRST, Complaint, forums, is_addressed
from dossier.domain.law_rows import Days, countries, country_of, home_country
from dossier.export.check.findings import Finding
from dossier.export.check.pack import Pack
from dossier.export.check.paper_text import squeezed

_SHUT = ("late", "closed")


def forum(pack: Pack) -> Iterator[Finding]:
    """A53: the answer of the paper is not better than the rules, and one that is not "open" stands on the cover."""
    recipient = str(pack.facts.get("recipient", ""))
    forms = {str(one.get("code", "")) for one in pack.records("forms")}
    cover = squeezed(pack.pages[0].body) if pack.pages else ""
    by_rules = _by_rules(pack)
    for one in pack.records("forums"):
        code, stated = str(one.get("code", "")), str(one.get("kind", ""))
        if not is_addressed(code, recipient, forms):
            continue
        if by_rules.get(code) in _SHUT and stated not in _SHUT:
            yield Finding("A53", str(one.get("name", "")), str(by_rules[code]))
        if stated != "open" and squeezed(f"{one.get('name')}: {one.get('state')}") not in cover:
            yield Finding("A53", "p. 1", str(one.get("name", "")))


def _by_rules(pack: Pack) -> dict[str, str]:
    """Code of a body -> the best answer for the facts in the pack; empty for a State whose rules are not here."""
    state = str(pack.facts.get("state", "")).strip().upper()
    country = state if state in countries() else country_of(state) if state else home_country()
    if not country:
        return {}
    built_on = datetime.fromisoformat(str(pack.about.get("built_at", ""))).date()
    days: list[Days | None] = [*dict.fromkeys(_days(pack))]
    found: dict[str, str] = {}
    for day in days or [None]:
        for answer in forums(Complaint(Days(built_on, built_on), day), country):
            best = found.get(answer.forum, "closed")
            found[answer.forum] = min(best, answer.answer, key=BEST_FIRST.index)
    return found


def _days(pack: Pack) -> Iterator[Days]:
    """The days of the facts: of what happened, and of when somebody was deprived of liberty."""
    episodes = [one for detention in pack.records("detention") for one in detention.get("episodes", [])]
    for one in (*pack.records("chronology"), *episodes):
        when: dict[str, Any] = one.get("date") or one.get("started") or {}
        if when.get("first_on") and when.get("last_on"):
            yield Days(date.fromisoformat(when["first_on"]), date.fromisoformat(when["last_on"]))
