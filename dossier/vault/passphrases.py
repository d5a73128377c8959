"""Passphrases: generated from a list of words, and refused when they are too easy to guess.

The bar is 64 estimated bits or five different words: with Argon2id at 256 MiB five words of a list of 7,776 hold
against a thousand large graphics cards for longer than anybody lives, and a usual password of 30 bits falls in minutes.
"""

import math
import re
import secrets
import unicodedata
from functools import cache

from dossier.errors import Refused, VaultProblem
from dossier.resources import seed_path

WORDS_GENERATED = 6
WORDS_NEEDED = 5
BITS_NEEDED = 64
_BITS_OF_FIVE_WORDS = 45
_BITS_OF_A_FOREIGN_WORD = 13.0
_READ_CHARACTERS = 72


def normal_form(passphrase: str) -> str:
    """One form of the same text: a Mac gives й as two code points, a PC as one. Blanks at the ends do not count.

    Raises:
        VaultProblem: "vault.no_passphrase" when nothing is left.
    """
    plain = " ".join(unicodedata.normalize("NFC", passphrase).split())
    if not plain:
        raise VaultProblem("vault.no_passphrase")
    return plain


def given(passphrase: str | None) -> str:
    """The passphrase, if there is one.

    Raises:
        VaultProblem: "vault.no_passphrase".
    """
    if passphrase is None:
        raise VaultProblem("vault.no_passphrase")
    return passphrase


@cache
def _words() -> tuple[str, ...]:
    return tuple(seed_path("words", "eff_large.txt").read_text(encoding="ascii").split())


def suggest_passphrase() -> str:
    """Six words drawn by the system's randomness from 7,776: 77 bits."""
    return " ".join(secrets.choice(_words()) for _ in range(WORDS_GENERATED))


def _token_bits(token: str) -> float:
    """Bits of one word; one in another script counts as drawn from a list, since no frequency list is at hand."""
    from zxcvbn import zxcvbn

    bits = float(zxcvbn(token[:_READ_CHARACTERS])["guesses_log10"]) * math.log2(10)
    foreign = re.fullmatch(r"[^\W\d_]+", token) and not token.isascii()
    return min(bits, _BITS_OF_A_FOREIGN_WORD) if foreign else bits


def estimated_bits(passphrase: str) -> float:
    """How many guesses, as a power of two, an attacker with word lists needs; repeated words count once."""
    from zxcvbn import zxcvbn

    tokens = dict.fromkeys(re.findall(r"[^\W\d_]+|[\W\d_]+", passphrase.casefold()))
    by_token = sum(_token_bits(token.strip()) for token in tokens if token.strip())
    if len(passphrase) > _READ_CHARACTERS:
        return by_token
    return min(by_token, float(zxcvbn(passphrase)["guesses_log10"]) * math.log2(10))


def require_strong(passphrase: str) -> None:
    """Refuse a passphrase that a seized disk would not withstand.

    Raises:
        Refused: "vault.weak_passphrase".
    """
    words = set(re.findall(r"[^\W\d_]{3,}", passphrase.casefold()))
    bits = estimated_bits(passphrase)
    five_words = len(words) >= WORDS_NEEDED and bits >= _BITS_OF_FIVE_WORDS
    if not five_words and bits < BITS_NEEDED:
        raise Refused("vault.weak_passphrase", field="passphrase")
