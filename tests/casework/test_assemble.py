"""What gets into a dossier under each profile, and what cannot."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dossier.casework.assemble import assemble_dossier
from dossier.casework.case_files import load_case_file
from dossier.casework.dossier_view import DossierView
from dossier.domain.name_guard import NameGuard
from dossier.domain.refs import make_ref
from dossier.errors import Misread, NotFound, Refused
from dossier.resources import seed_path
from dossier.vault.tables import Consent, Episode, Event, LegalCase, Person, ProtectionFlag

if TYPE_CHECKING:
    from dossier.vault import Vault

ON = date(2026, 11, 24)
HIDDEN = ("Ніўская", "Нивская", "Niuskaya")


def _ref(vault: "Vault", name: str) -> str:
    return load_case_file(vault, seed_path("cases", f"{name}.yaml"))[0]


def _view(vault: "Vault", ref: str, profile: str, on: date = ON) -> DossierView:
    with vault.read() as session:
        return assemble_dossier(session, ref, profile=profile, lang="en", on=on)


def _everything(view: DossierView) -> str:
    return repr(asdict(view))


def _person(vault: "Vault", label_part: str) -> Person:
    from sqlmodel import select

    with vault.read() as session:
        return next(one for one in session.exec(select(Person)) if label_part in one.label)


def test_only_the_sealed_version_names_a_person_without_consent(seeded_vault: "Vault") -> None:
    ref = _ref(seeded_vault, "example_trial")
    shown = {
        profile: _everything(_view(seeded_vault, ref, profile)) for profile in ("sealed", "confidential", "public")
    }
    for name in HIDDEN:
        assert name in shown["sealed"] or name == HIDDEN[2]
        assert name not in shown["confidential"]
        assert name not in shown["public"]


def test_a_withdrawn_consent_takes_the_name_away_from_that_day_on(seeded_vault: "Vault") -> None:
    from sqlmodel import select

    ref, person = _ref(seeded_vault, "example_trial"), _person(seeded_vault, "Агата")
    with seeded_vault.write() as session:
        for consent in session.exec(select(Consent).where(Consent.person_id == person.id)):
            consent.withdrawn_on = date(2026, 6, 1)
            session.add(consent)
    assert "Агата" in _everything(_view(seeded_vault, ref, "confidential", on=date(2026, 5, 31)))
    assert "Агата" not in _everything(_view(seeded_vault, ref, "confidential", on=date(2026, 6, 1)))


def test_who_shares_a_surname_with_a_protected_person_stands_by_code_too(seeded_vault: "Vault") -> None:
    ref, brother = _ref(seeded_vault, "example_trial"), _person(seeded_vault, "Сымон")
    with seeded_vault.write() as session:
        session.add(ProtectionFlag(person_id=brother.id, kind_code="at_risk"))
    view = _view(seeded_vault, ref, "confidential")
    assert {"EX-K-47", "EX-T-19"} <= {one.label for one in view.persons}
    assert "Вярба" not in _everything(view)


def test_a_protection_flag_holds_the_name_back_in_spite_of_a_consent(seeded_vault: "Vault") -> None:
    ref, person = _ref(seeded_vault, "example_trial"), _person(seeded_vault, "Агата")
    with seeded_vault.write() as session:
        session.add(ProtectionFlag(person_id=person.id, kind_code="at_risk"))
    view = _view(seeded_vault, ref, "confidential")
    assert "Агата" not in _everything(view)
    assert "EX-K-47" in {one.label for one in view.persons}


def test_a_text_that_names_a_protected_person_is_left_out_whole(seeded_vault: "Vault") -> None:
    from sqlmodel import select

    ref = _ref(seeded_vault, "example_trial")
    with seeded_vault.write() as session:
        case = session.exec(select(LegalCase)).one()
        case.summary = "Сястра Юстыны Ніўскай сказала, што было."
        session.add(case)
    view = _view(seeded_vault, ref, "confidential")
    assert "Ніўскай" not in _everything(view)
    assert any("withheld" in one.text for one in view.summary)
    assert any(one.number for one in view.held_back)


def test_the_respondents_file_never_has_an_empty_contrary_section_nor_an_element_without_support_or_gap(
    seeded_vault: "Vault",
) -> None:
    view = _view(seeded_vault, _ref(seeded_vault, "mission"), "public")
    assert view.contrary
    for element in (element for one in view.allegations for element in one.elements):
        supported = any(weight.bearing_code in ("supports", "both") for weight in element.weights)
        assert supported or element.gap


def test_terms_keep_their_units_and_a_computed_end_names_its_rule(seeded_vault: "Vault") -> None:
    view = _view(seeded_vault, _ref(seeded_vault, "example_trial"), "sealed")
    penalties = [p for one in view.proceedings for sentence in one.sentences for p in sentence.penalties]
    assert {"15 days", "15 years"} <= {one.amount for one in penalties}
    computed = [one.computed for one in penalties if one.computed and one.computed.rule]
    assert computed
    assert all(one.tolerance and one.certainty for one in computed)


def test_the_public_version_reckons_nothing_from_dates_it_does_not_show(seeded_vault: "Vault") -> None:
    view = _view(seeded_vault, _ref(seeded_vault, "example_trial"), "public")
    assert not any(p.computed for one in view.proceedings for sentence in one.sentences for p in sentence.penalties)
    assert view.consents == ()
    assert view.tlp in ("TLP:GREEN", "TLP:CLEAR")


def test_articles_stand_as_courts_write_them_and_limits_in_their_units(seeded_vault: "Vault") -> None:
    view = _view(seeded_vault, _ref(seeded_vault, "example_trial"), "sealed")
    articles = {one.article for one in view.law}
    assert "Part 1 of Article 130 of the Criminal Code of Belarus" in articles
    assert not any("_" in one.limits or "_" in one.article for one in view.law)


def test_the_dossier_of_one_person_holds_the_records_of_that_person_only(seeded_vault: "Vault") -> None:
    _ref(seeded_vault, "example_trial")
    person = _person(seeded_vault, "Агата")
    view = _view(seeded_vault, person.ref or "", "sealed")
    assert view.is_example
    assert {one.person for one in view.proceedings} == {person.label}
    assert {one.person for one in view.detention} == {person.label}


@pytest.mark.parametrize(
    ("ref", "problem"),
    [("C-0000-00000", Misread), ("nothing", Misread), (make_ref("exhibit"), Misread), (make_ref("person"), NotFound)],
    ids=["no such reference", "nothing", "exhibit", "unknown person"],
)
def test_a_reference_that_is_none_of_a_case_or_person_is_refused(
    seeded_vault: "Vault", ref: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        _view(seeded_vault, ref, "sealed")


def test_an_unknown_profile_is_refused(seeded_vault: "Vault") -> None:
    with pytest.raises(Refused):
        _view(seeded_vault, _ref(seeded_vault, "mission"), "internal")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Марозава прыйшла", True),
        ("с Морозовым говорили", True),
        ("Marozau was there", True),
        ("сонца было цёплае", False),
        ("nobody was there", False),
    ],
)
def test_a_protected_name_is_found_in_other_endings_and_scripts(text: str, found: bool) -> None:
    assert NameGuard(["Марозаў", "Морозов"]).finds(text) is found


def test_the_facts_of_one_day_stand_in_an_order_that_no_random_reference_decides(seeded_vault: "Vault") -> None:
    from sqlmodel import select

    ref = _ref(seeded_vault, "example_trial")
    told = [(one.date.first_on, one.what) for one in _view(seeded_vault, ref, "sealed").chronology]
    for _other in range(3):
        with seeded_vault.write(reason="other references") as session:
            for row in (*session.exec(select(Event)), *session.exec(select(Episode))):
                row.ref = make_ref(str(row.__tablename__))
        assert [(one.date.first_on, one.what) for one in _view(seeded_vault, ref, "sealed").chronology] == told
    of_the_day = [what for day, what in told if day == "2021-09-12"]
    assert of_the_day[0] == "Singing in the market", "before the detentions of the same day"


def test_both_languages_of_facing_pages_tell_the_same_facts_in_the_same_order(seeded_vault: "Vault") -> None:
    ref = _ref(seeded_vault, "example_trial")
    with seeded_vault.read() as session:
        views = [assemble_dossier(session, ref, profile="sealed", lang=lang, on=ON) for lang in ("en", "be", "uk")]
    for row in zip(*(one.chronology for one in views), strict=True):
        assert len({(one.date.first_on, one.anchor, one.notes[0].ern if one.notes else "") for one in row}) == 1
    for row in zip(*(one.detention for one in views), strict=True):
        assert (
            len({tuple((s.started.first_on, s.basis_code) for e in one.episodes for s in e.stays) for one in row}) == 1
        )


def test_what_a_public_version_does_not_show_is_called_withheld_and_never_unknown(seeded_vault: "Vault") -> None:
    ref = _ref(seeded_vault, "example_trial")
    told, shown = (
        [
            [d for e in one.episodes for s in e.stays for d in (e.started, e.ended, s.started, s.ended)]
            for one in detention
        ]
        for detention in (_view(seeded_vault, ref, profile).detention for profile in ("sealed", "public"))
    )
    for known, public in zip(told, shown, strict=True):
        hidden = sum(bool(one.text) for one in known) - sum(bool(one.text) for one in public)
        assert sum(one.is_withheld for one in public) == hidden
        assert not any(one.is_withheld for one in known)
    assert any(one.is_withheld for public in shown for one in public)


def test_a_place_of_ill_treatment_that_is_held_back_is_not_said_to_be_unrecorded(seeded_vault: "Vault") -> None:
    from sqlmodel import select

    names = ("example_trial", "example_trial_exhibits", "example_trial_acts")
    ref = load_case_file(seeded_vault, *(seed_path("cases", f"{name}.yaml") for name in names))[0]
    person = _person(seeded_vault, "Агата")
    with seeded_vault.write() as session:
        for consent in session.exec(select(Consent).where(Consent.person_id == person.id)):
            consent.withdrawn_on = ON
    places = {
        profile: [act.place for one in _view(seeded_vault, ref, profile).treatment for act in one.acts]
        for profile in ("sealed", "public")
    }
    assert places == {
        "sealed": ["a police van (invented)", "place not recorded"], "public": ["withheld", "place not recorded"]
    }  # fmt: skip
