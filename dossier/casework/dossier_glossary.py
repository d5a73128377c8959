"""Annex D: abbreviations, bodies, places, grades and labels that a dossier uses, and its codes without their key."""

from dossier.casework.desk import Desk
from dossier.casework.dossier_people import body_name
from dossier.casework.dossier_values import Labelled
from dossier.casework.dossier_words import CREDIBILITY, RELIABILITY, TLP_MEANINGS, word
from dossier.i18n import _


def glossary_of(desk: Desk) -> tuple[Labelled, ...]:
    """Every term in the order: abbreviations, places, grades, labels, codes of persons."""
    return (*_abbreviations(), *_bodies(desk), *_places(desk), *_grades(), *_labels(), *_codes(desk))


def _abbreviations() -> tuple[Labelled, ...]:
    return (
        Labelled("SHA-256", _("a number made from the bytes of a file: another file has another number")),
        Labelled("TLP", _("Traffic Light Protocol: how far a paper may be passed on")),
        Labelled("UTC", _("universal time; Minsk time is UTC+03:00")),
        Labelled("ERN", _("evidence number: one for each page of an exhibit, without gaps, never used again")),
    )


def _bodies(desk: Desk) -> tuple[Labelled, ...]:
    coded = [one for one in desk.rows.organisations.values() if one.vocabulary_code]
    return tuple(Labelled(one.vocabulary_code or "", body_name(desk, one)) for one in coded)


def _places(desk: Desk) -> tuple[Labelled, ...]:
    return tuple(Labelled(one.label, _place(desk, one)) for one in desk.rows.places.values())


def _place(desk: Desk, place: object) -> str:
    names = (desk.text(place, one) for one in ("name_be", "name_ru", "name_en", "region_code", "country_code"))
    where = [desk.text(place, one) for one in ("latitude", "longitude")]
    parts = (*names, ", ".join(one for one in where if one), desk.text(place, "gazetteer_code"))
    return " · ".join(dict.fromkeys(one for one in parts if one))


def _grades() -> tuple[Labelled, ...]:
    listed = (*((one, word(RELIABILITY, one)) for one in RELIABILITY),
              *((one, word(CREDIBILITY, one)) for one in CREDIBILITY))  # fmt: skip
    return tuple(Labelled(code, words) for code, words in listed)


def _labels() -> tuple[Labelled, ...]:
    return tuple(Labelled(f"TLP:{one}", word(TLP_MEANINGS, one)) for one in TLP_MEANINGS)


def _codes(desk: Desk) -> tuple[Labelled, ...]:
    people = (one for one in desk.rows.persons.values() if desk.release.code(one.id))
    meaning = _("a person whose name this version does not carry; the key lies elsewhere")
    return tuple(Labelled(code, meaning) for code in sorted(desk.release.code(one.id) for one in people))
