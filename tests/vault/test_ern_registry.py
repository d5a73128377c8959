"""No number of a page is given twice or left out, whatever fails or goes."""

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.errors import Refused, StoreProblem
from dossier.vault import ern_registry
from dossier.vault.tables import ErnRange

if TYPE_CHECKING:
    from dossier.vault import Vault


def _take(vault: "Vault", pages: int, case: str = "C-1", exhibit: str = "X-1") -> str:
    with vault.write() as session:
        return str(ern_registry.take(session, situation="BLR", case_ref=case, exhibit_ref=exhibit, pages=pages))


def test_each_case_has_volumes_of_its_own_without_gaps(any_vault: "Vault") -> None:
    taken = [_take(any_vault, 3), _take(any_vault, 1), _take(any_vault, 2, "C-2"), _take(any_vault, 5)]
    assert taken == ["BLR-DSR-0001-0001", "BLR-DSR-0001-0004", "BLR-DSR-0002-0001", "BLR-DSR-0001-0005"]


def test_a_volume_that_cannot_take_an_exhibit_whole_gives_way_to_a_new_one(any_vault: "Vault") -> None:
    assert [_take(any_vault, 9_000), _take(any_vault, 2_000), _take(any_vault, 1)] == [
        "BLR-DSR-0001-0001", "BLR-DSR-0002-0001", "BLR-DSR-0002-2001",
    ]  # fmt: skip
    for pages in (0, 10_000):
        with pytest.raises(Refused, match=r"ern\.full"):
            _take(any_vault, pages)


def test_a_copy_that_fails_takes_no_number(any_vault: "Vault") -> None:
    def fail() -> None:
        with any_vault.write() as session:
            ern_registry.take(session, situation="BLR", case_ref="C-1", exhibit_ref="X-1", pages=7)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert _take(any_vault, 1) == "BLR-DSR-0001-0001"


@pytest.mark.parametrize("statement", ["UPDATE ern_range SET last_page = 1", "DELETE FROM ern_range"])
def test_a_number_stays_taken(any_vault: "Vault", statement: str) -> None:
    _take(any_vault, 2)
    with pytest.raises(StoreProblem, match=r"store\.sealed_row"), any_vault.connection() as driver:
        driver.execute(statement)
    with any_vault.read() as session:
        assert [one.last_page for one in session.exec(select(ErnRange))] == [2]


def test_the_provider_is_chosen_once_for_all_later_numbers(any_vault: "Vault") -> None:
    with any_vault.write() as session:
        ern_registry.set_provider(session, "VIA")
    assert _take(any_vault, 1) == "BLR-VIA-0001-0001"
    with pytest.raises(Refused, match=r"ern\.prefix"), any_vault.write() as session:
        ern_registry.set_provider(session, "OTP")
