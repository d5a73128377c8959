"""Numbers in figures: which comma is a decimal comma, and what a fraction of a year is.

"1,350" is one thousand three hundred and fifty in English and one and a bit in Russian: where the language of the
text does not decide it, the text is refused. Half a year is six months by law; half a month has no length.
"""

import re
from decimal import Decimal
from fractions import Fraction

from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "term.amount": N_(
            "Is this comma or full stop a decimal sign? Write thousands with a space, and at most two decimals."
        ),
        "term.fraction": N_(
            "This fraction is not a whole number of months, days or hours, and cannot be kept. Write whole units."
        ),
    }
)

Value = int | Decimal | Fraction
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?")
_VULGAR = {"\u00bd": Fraction(1, 2), "\u00bc": Fraction(1, 4), "\u00be": Fraction(3, 4)}


def read_time_number(raw: str) -> Value:
    """A number of years, months, days or hours: "4", "6,5", "4 1/2", "4½"; comma and full stop are decimal signs.

    Raises:
        Misread: "term.amount" for grouped thousands. Refused: "term.fraction".
    """
    if raw.isdigit():
        return int(raw)
    if "/" in raw or raw[-1] in _VULGAR:
        return _fraction(raw)
    number = raw.replace(",", ".")
    if number.count(".") != 1 or " " in number:
        raise Misread("term.amount")
    return Decimal(number)


def _fraction(raw: str) -> Fraction:
    whole, _, part = raw.rpartition(" ") if "/" in raw else (raw[:-1].strip(), "", raw[-1])
    if part in _VULGAR:
        return int(whole or "0") + _VULGAR[part]
    above, _, below = part.partition("/")
    if not whole and 1 < int(above) < int(below):  # «2/3 года» can be two or three
        raise Refused("term.range")
    if not 0 < int(above) < int(below):
        raise Refused("term.fraction")
    return int(whole or "0") + Fraction(int(above), int(below))


def read_money_number(raw: str, *, english: bool) -> Decimal:
    """An amount of money or of base units, with at most two decimals; groups of thousands by spaces.

    Args:
        raw: As written, "1 350", "1350,50", "1,350.00".
        english: Whether the text is English, where a comma parts thousands.

    Raises:
        Misread: "term.amount" where the sign can be either. Refused: "term.fraction".
    """
    joined = raw.replace(" ", "")
    if "/" in joined or joined[-1] in _VULGAR:
        return _exact(_fraction(raw))
    if "," in joined and english and _ENGLISH.fullmatch(joined):
        return Decimal(joined.replace(",", ""))
    if not _PLAIN.fullmatch(joined):
        raise Misread("term.amount")
    return Decimal(joined.replace(",", "."))


def _exact(value: Fraction) -> Decimal:
    if (value * 100).denominator != 1:
        raise Refused("term.fraction")
    return Decimal((value * 100).numerator) / 100


def as_decimal(value: Value) -> Decimal:
    """An amount out of a number in words."""
    return _exact(value) if isinstance(value, Fraction) else Decimal(value)


def with_part(value: Value, part: Decimal) -> Value:
    """The number and a half or a quarter: "two and a half".

    Raises:
        Misread: "term.several", where the number has a part already.
    """
    if value != int(value):
        raise Misread("term.several")
    return int(value) + part


def whole(value: Value, times: int = 1) -> int:
    """The value times a factor, as a whole number.

    Raises:
        Refused: "term.fraction" when it is not whole.
    """
    product = value * times
    if isinstance(product, int):
        return product
    if product != int(product):
        raise Refused("term.fraction")
    return int(product)
