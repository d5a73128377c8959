"""What was found, and why, in words; the best first."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dossier.domain.names.reasons import reason_words
from dossier.i18n import N_, _, language
from dossier.vault.search_fields import FIELD_WORDS, FIELDS
from dossier.vault.search_persons import FoundPerson
from dossier.vault.search_texts import HOW, Found

_HOW: Final = {
    "same": N_("{field}: the same"),
    "begins": N_("{field}: begins so"),
    "language": N_("{field}: in another language"),
    "sounds": N_("{field}: sounds alike"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found."""

    ref: str
    label: str
    kind: str
    """The table of the record, for example "person"."""
    why: str
    """In words, in the language in force."""
    score: float


def how(how: str, field: str) -> str:
    """How a word fits a field, in words."""
    return _(_HOW[how]).format(field=_(FIELD_WORDS[field]))


def rank(person: FoundPerson) -> tuple[float, str, str]:
    """Persons in the order in which they are shown."""
    return -round(person.score, 4), person.label, person.ref


def order_of(hit: Hit) -> tuple[float, str, str, str]:
    """Hits of all kinds in the order in which they are shown; persons first of what fits equally."""
    return -round(hit.score, 4), (hit.kind != "person" and hit.kind) or "", hit.label, hit.ref


def why_name(person: FoundPerson) -> tuple[str, ...]:
    """The reasons of the matcher, and which name it was where the label is another."""
    reasons = _reasons(person.reason_codes, language())
    return reasons if person.by_name == person.label else (*reasons, f"«{person.by_name}»")


@lru_cache(maxsize=512)
def _reasons(codes: tuple[str, ...], _language: str) -> tuple[str, ...]:
    """Those of a name in words; of a dozen hits most have the same."""
    if all(code.endswith("_same") for code in codes):
        return (how("same", "name"),)
    return tuple(how("begins", "name") if code == "begins" else reason_words(code) for code in codes)


def why_text(found: Found) -> str:
    """Which field has the word, and how."""
    return how(HOW[found.worth], FIELDS[found.field].code)
