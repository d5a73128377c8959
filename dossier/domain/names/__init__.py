"""Names of persons in Belarusian, Russian and Ukrainian, in Cyrillic or Latin: read, compared, found, written out."""

from dossier.domain.names.cleaning import Cleaned, Repair, clean
from dossier.domain.names.given import everyday_forms, formal_forms
from dossier.domain.names.keys import KEY_RULES_VERSION, TokenKeys, search_keys, text_keys, token_keys
from dossier.domain.names.matching import Match, compare
from dossier.domain.names.parsing import ParsedName, parse
from dossier.domain.names.surnames import spouse_forms

__all__ = [
    "KEY_RULES_VERSION",
    "Cleaned",
    "Match",
    "ParsedName",
    "Repair",
    "TokenKeys",
    "clean",
    "compare",
    "everyday_forms",
    "formal_forms",
    "parse",
    "search_keys",
    "spouse_forms",
    "text_keys",
    "token_keys",
]
