"""Numbers of pages: their form, their order, and the letters that are not ours."""

import pytest

from dossier.domain.ern import Ern, pages_of, read_ern, require_prefix
from dossier.errors import Refused


@pytest.mark.parametrize("text", ["BLR-DSR-0001-0001", "BLR-VIA1-0012-9999", "BLR-DSR-0001-0001-R01"])
def test_a_number_is_read_and_written_the_same(text: str) -> None:
    assert str(read_ern(text)) == text


@pytest.mark.parametrize(
    "text", ["", "BLR-DSR-1-1", "blr-DSR-0001-0001", "BLR-DSR-0001-0001-R1", "BLR-TOOLONG-0001-0001"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_ern(text) is None


def test_the_pages_of_a_document_follow_each_other_without_gap() -> None:
    assert pages_of("BLR-DSR-0001-0009", 3) == ("BLR-DSR-0001-0009", "BLR-DSR-0001-0010", "BLR-DSR-0001-0011")
    assert pages_of("BLR-DSR-0001-0009", 2, 1) == ("BLR-DSR-0001-0009-R01", "BLR-DSR-0001-0010-R01")
    assert Ern("BLR", "DSR", 1, 9).prefix == "BLR-DSR"
    with pytest.raises(ValueError, match="nonsense"):
        pages_of("nonsense", 1)


@pytest.mark.parametrize(
    ("situation", "provider"),
    [
        ("BLR", "OTP"),
        ("BLR", "D01"),
        ("BLR", "V12"),
        ("BLR", "REG"),
        ("BLR", "CHM"),
        ("BL", "DSR"),
        ("BLR", "ab"),
        ("BLR", ""),
    ],
)
def test_letters_of_courts_and_other_forms_are_refused(situation: str, provider: str) -> None:
    with pytest.raises(Refused, match=r"ern\.prefix"):
        require_prefix(situation, provider)
    assert require_prefix("BLR", "VIA") == "BLR-VIA"
