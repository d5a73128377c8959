"""On what basis somebody was held: the closed list, read by any of its words."""

from dossier.casework.choosing import chosen
from dossier.casework.dossier_words import BASES, word
from dossier.i18n import in_every_language

NOT_RECORDED = "unknown"


def read_basis(text: str) -> str:
    """The code of the basis on which somebody was held.

    Raises:
        Misread: "list.unknown", "list.several".
    """
    return chosen(text, {code: in_every_language(words) for code, words in BASES.items()})


def basis_choices() -> list[tuple[str, str]]:
    """The bases as (typed, shown)."""
    return [(word(BASES, code), word(BASES, code)) for code in BASES if code != NOT_RECORDED]
