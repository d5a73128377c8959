"""Kinds of punishment, regimes and the base unit."""

from decimal import Decimal

import pytest

from dossier.domain.dates import PartialDate
from dossier.domain.law_rows import rows_of
from dossier.domain.penalties import in_money, penalty_kind, penalty_kinds, regime_named, regimes
from dossier.errors import Misread, Refused


@pytest.mark.parametrize(
    ("on", "lower", "upper", "certainty"),
    [
        ("2020-01-01", 2700, 2700, "high"),
        ("2020-12-31", 2700, 2700, "high"),
        ("2021-01-01", 2900, 2900, "verified"),
        ("2021", 2900, 2900, "verified"),
        ("2021-12-31", 2900, 2900, "verified"),
        ("2022-01-01", 3200, 3200, "high"),
        ("2020-12-15/2021-01-15", 2700, 2900, "high"),
        ("2024", 4000, 4000, "high"),
        ("2026-03-01", 4500, 4500, "low"),
    ],
)
def test_a_fine_is_worth_what_the_unit_was_on_that_day(on: str, lower: int, upper: int, certainty: str) -> None:
    money = in_money(Decimal(100), PartialDate.parse(on))
    assert (money.lower, money.upper, money.currency) == (Decimal(lower), Decimal(upper), "BYN")
    assert money.certainty == certainty
    assert money.is_checked == (certainty in ("verified", "high"))


@pytest.mark.parametrize("on", ["2019-12-31", "до 2021", "с 2021", "2027-01-01", "2031"])
def test_a_day_without_a_known_unit_is_refused(on: str) -> None:
    with pytest.raises(Refused, match=r"money\.no_base_unit"):
        in_money(Decimal(100), PartialDate.parse(on))


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("GENERAL", "general GENERAL общий Общего агульны"),
        ("ENHANCED", "enhanced усиленный узмоцнены"),
        ("STRICT", "strict строгий строгі суворий"),
        ("SPECIAL", "special особый асаблівы"),
        ("PRISON", "prison тюремный турма"),
        ("COLONY_SETTLEMENT", "settlement поселение colony_settlement"),
        ("EDUCATIONAL", "educational воспитательная"),
    ],
)
def test_a_regime_is_known_by_its_name(code: str, written: str) -> None:
    assert {regime_named(word) for word in written.split()} == {code}


def test_a_regime_is_known_by_its_full_name() -> None:
    assert regime_named("исправительная колония в условиях общего режима") == "GENERAL"
    assert regime_named("Тюремный  режим") == "PRISON"
    assert regime_named("colony settlement") == "COLONY_SETTLEMENT"


@pytest.mark.parametrize("written", ["", "мягкий", "colony", "1"])
def test_an_unknown_regime_is_refused_with_the_known_ones(written: str) -> None:
    with pytest.raises(Misread) as caught:
        regime_named(written)
    assert "GENERAL" in caught.value.message


def test_arrest_in_days_and_arrest_in_months_are_two_punishments() -> None:
    kinds = penalty_kinds()
    assert (kinds["A_ARREST"].unit, kinds["A_ARREST"].branch) == ("day", "administrative")
    assert (kinds["ARREST"].unit, kinds["ARREST"].branch) == ("month", "criminal")
    assert kinds["A_ARREST"].names["be"] == "адміністрацыйны арышт"
    assert set(regimes()) == {
        "COLONY_SETTLEMENT", "GENERAL", "ENHANCED", "STRICT", "SPECIAL", "PRISON", "EDUCATIONAL",
    }  # fmt: skip


def test_the_base_unit_never_falls_from_one_year_to_the_next() -> None:
    rows = rows_of("BY", "base_unit.csv")
    assert [row["valid_from"] for row in rows] == sorted(row["valid_from"] for row in rows)
    assert [Decimal(row["value"]) for row in rows] == sorted(Decimal(row["value"]) for row in rows)


def test_fines_of_a_country_without_base_units_are_not_turned_into_money() -> None:
    with pytest.raises(Refused, match=r"money\.no_base_unit"):
        in_money(Decimal(100), PartialDate.parse("2021"), "RU")


def test_a_kind_has_the_limits_of_its_own_country_and_else_those_of_another() -> None:
    russian, own = penalty_kind("IMPR", "RU"), penalty_kind("IMPR")
    assert russian
    assert own
    assert (russian.maximum, own.maximum) == (Decimal(420), Decimal(300))
    assert penalty_kind("A_BAN_SPORT", "RU") == penalty_kind("A_BAN_SPORT", "BY") is not None
    assert penalty_kind("NOTHING", "RU") is None
