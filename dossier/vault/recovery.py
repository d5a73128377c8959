"""The recovery key on paper: 256 bits as thirteen groups, each with its own check character; and its split 2-of-3.

A group is four characters of the alphabet of the references and a check character that also knows the place of the
group, so that a mistyped or exchanged group is named. The split is SLIP-39: any two of three sheets give the key.
"""

import secrets
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from dossier.domain.refs import ALPHABET
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.keys import KEY_BYTES

add_messages(
    {
        "recovery.group": N_("Group {number} of the recovery key is mistyped. Read it again from the sheet."),
        "recovery.length": N_("A recovery key has thirteen groups of five characters. Read it again from the sheet."),
        "recovery.share": N_("This sheet is mistyped, or the sheets are of different keys. Read the words again."),
        "recovery.shares": N_("Two of the three sheets are needed."),
    }
)

GROUPS: Final = 13
_GROUP_CHARACTERS: Final = 4
SHARES_NEEDED: Final = 2
SHARES_MADE: Final = 3
_HEARD: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_key() -> bytes:
    """A new recovery key."""
    return secrets.token_bytes(KEY_BYTES)


def written(key: bytes) -> str:
    """The key as it stands on paper."""
    number = int.from_bytes(key, "big") << (GROUPS * _GROUP_CHARACTERS * 5 - KEY_BYTES * 8)
    characters = [ALPHABET[number >> 5 * at & 31] for at in reversed(range(GROUPS * _GROUP_CHARACTERS))]
    parts = ("".join(characters[at : at + _GROUP_CHARACTERS]) for at in range(0, len(characters), _GROUP_CHARACTERS))
    return "-".join(part + _check(place, part) for place, part in enumerate(parts))


def _check(place: int, part: str) -> str:
    from stdnum.iso7064 import mod_37_36

    return str(mod_37_36.calc_check_digit(ALPHABET[place] + part, alphabet=ALPHABET))


def _plain(text: str) -> str:
    return "".join(character for character in text.upper() if character.isalnum()).translate(_HEARD)


def looks_like_key(text: str) -> bool:
    """Whether a typed text is meant as a recovery key: right length, no word of a passphrase in it."""
    plain = _plain(text)
    return len(plain) == GROUPS * (_GROUP_CHARACTERS + 1) and plain.isascii() and sum(c.isdigit() for c in plain) > 4


def read_key(text: str) -> bytes:
    """The key as somebody typed it: case, blanks and dashes do not matter; I and L are 1, O is 0.

    Raises:
        Misread: "recovery.length", "recovery.group" with the number of the first wrong group.
    """
    plain, width = _plain(text), _GROUP_CHARACTERS + 1
    if len(plain) != GROUPS * width:
        raise Misread("recovery.length")
    groups = [plain[at : at + width] for at in range(0, len(plain), width)]
    for place, group in enumerate(groups):
        if any(c not in ALPHABET for c in group) or _check(place, group[:-1]) != group[-1]:
            raise Misread("recovery.group", number=place + 1)
    number = 0
    for character in "".join(group[:-1] for group in groups):
        number = number << 5 | ALPHABET.index(character)
    return (number >> (GROUPS * _GROUP_CHARACTERS * 5 - KEY_BYTES * 8)).to_bytes(KEY_BYTES, "big")


def split(key: bytes) -> list[str]:
    """Three sheets of words of which any two give the key; every pair has been tried before they are given out."""
    import shamir_mnemonic

    (sheets,) = shamir_mnemonic.generate_mnemonics(1, [(SHARES_NEEDED, SHARES_MADE)], key, iteration_exponent=0)
    if any(combine(pair) != key for pair in combinations(sheets, SHARES_NEEDED)):
        raise RuntimeError("a split that cannot be joined")
    return list(sheets)


def combine(sheets: Sequence[str]) -> bytes:
    """The key from two sheets.

    Raises:
        Refused: "recovery.shares" for fewer, "recovery.share" where a word is wrong or they do not belong together.
    """
    import shamir_mnemonic

    if len(sheets) < SHARES_NEEDED:
        raise Refused("recovery.shares")
    try:
        return bytes(shamir_mnemonic.combine_mnemonics([" ".join(one.lower().split()) for one in sheets]))
    except (shamir_mnemonic.MnemonicError, ValueError):
        raise Refused("recovery.share") from None
