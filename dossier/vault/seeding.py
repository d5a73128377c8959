"""Puts the vocabularies, the law, the places and the bodies of seeds/ into a new vault."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from dossier import __version__
from dossier.domain.crimes import CERTAINTY_OF_CRIMES, crimes
from dossier.domain.dates import PartialDate
from dossier.domain.law_rows import names_of, rows
from dossier.resources import seed_path
from dossier.vault.tables import LawArticle, Organisation, Place, VaultFact, VocabularyEntry

VOCABULARIES: dict[str, tuple[str, str]] = {
    "agency": ("vocabularies/by_agencies.csv", "code"),
    "facility_kind": ("vocabularies/by_facility_kinds.csv", "code"),
    "consent_scope": ("vocabularies/consent_scopes.csv", "code"),
    "standard_of_proof": ("vocabularies/standards_of_proof.csv", "code"),
    "tlp": ("vocabularies/tlp.csv", "label"),
    "forum": ("vocabularies/forums.csv", "code"),
    "redaction_reason": ("vocabularies/icc_redaction_codes.csv", "code"),
    "penalty_kind": ("penalty_kinds.csv", "code"),
    "regime": ("regimes.csv", "code"),
    "milestone": ("procedural_milestones.csv", "code"),
    "wgad_category": ("wgad_categories.csv", "category"),
}
"""Vocabulary -> its file below seeds/, or its table in the law of all countries, and the column of its code."""

OPEN_LISTS = "vocabularies/open_lists.csv"
"""Lists of which each is too short for a file of its own; the column ``vocabulary`` tells them apart."""
SURE = ("verified", "high")
_LAW = ("criminal_articles.csv", "admin_articles.csv")
_REGIONS = {
    "Brest": "BY-BR", "Homyel": "BY-HO", "Minsk City": "BY-HM", "Hrodna": "BY-HR", "Mahilyow": "BY-MA",
    "Minsk": "BY-MI", "Vitebsk": "BY-VI",
}  # fmt: skip


def load_seeds(session: Session) -> None:
    """Everything that ships in seeds/ and belongs into the database; called once, for a new vault."""
    session.add_all(vocabulary_entries())
    session.add_all(_law())
    session.add_all(_places())
    session.add_all(_facilities())
    session.add(VaultFact(name="seeds_version", value=__version__))
    session.flush()


def _read(name: str) -> Sequence[dict[str, str]]:
    if "/" not in name:
        return rows(name)
    with seed_path(*name.split("/")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def vocabulary_entries() -> Iterator[VocabularyEntry]:
    """Every word of every list that ships, in the order of the lists."""
    for vocabulary, (name, code_column) in VOCABULARIES.items():
        for position, row in enumerate(_once(_read(name), code_column)):
            yield _entry(vocabulary, row[code_column], position, row)
    yield from _open_lists()
    yield from _crimes()
    yield from _clocks()


def _entry(vocabulary: str, code: str, position: int, row: Mapping[str, str]) -> VocabularyEntry:
    return VocabularyEntry(
        vocabulary=vocabulary,
        code=code,
        label_en=row["name_en"],
        label_be=row.get("name_be") or None,
        label_ru=row.get("name_ru") or None,
        label_uk=row.get("name_uk") or None,
        huridocs_code=row.get("huridocs_list24_code") or row.get("huridocs_code") or None,
        position=position,
        certainty=row.get("certainty") or None,
        note=row.get("note") or None,
    )


def _open_lists() -> Iterator[VocabularyEntry]:
    """The short lists; a body can be of each kind of place of detention too."""
    position: Counter[str] = Counter()
    facilities = [{**row, "vocabulary": "organisation_kind"} for row in _read(VOCABULARIES["facility_kind"][0])]
    for row in (*_read(OPEN_LISTS), *facilities):
        yield _entry(row["vocabulary"], row["code"], position[row["vocabulary"]], row)
        position[row["vocabulary"]] += 1


def _crimes() -> Iterator[VocabularyEntry]:
    """Crimes and rights that can be alleged, and the elements of each, an element once."""
    elements = {element.code: element for crime in crimes().values() for element in crime.elements}
    named = [("crime", one.code, one.names) for one in crimes().values()]
    named += [("element", one.code, one.texts) for one in elements.values()]
    for position, (vocabulary, code, names) in enumerate(named):
        row = {f"name_{lang}": words for lang, words in names.items()}
        yield _entry(vocabulary, code, position, {**row, "certainty": CERTAINTY_OF_CRIMES})


def _clocks() -> Iterator[VocabularyEntry]:
    """Limits of time by name and article: the same limit of two countries, or of two editions, is told apart."""
    for position, row in enumerate(_once(_read("detention_clocks.csv"), "clock")):
        basis = ", ".join(filter(None, (row["legal_basis"], row["in_force_from"])))
        named = {f"name_{lang}": f"{words} ({basis})" for lang, words in names_of(row).items()}
        yield _entry("clock", row["clock"], position, {**row, **named})


def _once(found: Sequence[dict[str, str]], code_column: str) -> list[dict[str, str]]:
    """One row a code: where several countries have it, that of the home country."""
    by_code: dict[str, dict[str, str]] = {}
    for row in found:
        by_code.setdefault(row[code_column], row)
    return list(by_code.values())


def _day(text: str | None) -> date | None:
    """The first day of what the list says: a whole day, a month or a year."""
    return PartialDate.parse(text).lower if text else None


def _law() -> Iterator[LawArticle]:
    taken = {"code", "article", "part", "in_force_from", "in_force_to", "certainty", "source", "note"}
    for name in _LAW:
        for row in _read(name):
            key = "-".join(filter(None, (row["code"], row["article"], row.get("part"))))
            yield LawArticle(
                canonical=":".join(filter(None, (row["code"], row["article"], row.get("part")))),
                key=key,
                in_force_from_on=_day(row.get("in_force_from")) or date.min,
                in_force_to_on=_day(row.get("in_force_to")),
                code=row["code"],
                article=row["article"],
                part=row.get("part") or None,
                title_en=row.get("title_en") or None,
                title_ru=row.get("title_ru") or None,
                title_be=row.get("title_be") or None,
                limits={
                    name: value for name, value in row.items() if value and name not in taken and "title" not in name
                },
                certainty=row.get("certainty") or row.get("penalty_certainty") or None,
                source=row.get("source") or row.get("note") or None,
            )


def _places() -> Iterator[Place]:
    for row in _read("places/by_places_geonames.csv"):
        yield Place(
            label=row["name"], name_en=row["name"],
            name_be=_first(row["alt_with_belarusian_letters"]), name_ru=_first(row["alt_other_cyrillic"]),
            gazetteer_code=f"geonames:{row['geonameid']}",
            region_code=_REGIONS.get(row["admin1"].removesuffix(" Region").removesuffix(" region")),
            country_code="BLR", latitude=float(row["lat"]), longitude=float(row["lon"]), protection_class=0,
        )  # fmt: skip


def _first(names: str) -> str | None:
    return names.split(";")[0].strip() or None


def _facilities() -> Iterator[Organisation]:
    """Facilities of which the list is sure; the others are no fact and stay out."""
    for row in _read("vocabularies/by_facilities.csv"):
        if row["certainty"] in SURE:
            yield Organisation(**_facility(row))


def _facility(row: dict[str, str]) -> dict[str, Any]:
    label = f"{row['name_en']}, {row['place']}" if row["place"] else row["name_en"]
    return {
        "label": label, "name_en": row["name_en"], "kind_code": row["kind"], "vocabulary_code": row["code"],
        "certainty": row["certainty"], "remarks": row["note"] or None, "protection_class": 0,
    }  # fmt: skip
