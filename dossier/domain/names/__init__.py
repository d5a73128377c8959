"""Names of persons in Belarusian, Russian and Ukrainian, in Cyrillic or Latin: read, compared, found, written out."""

from dossier.domain.names.keys import KEY_RULES_VERSION, TokenKeys, search_keys

__all__ = ["KEY_RULES_VERSION", "TokenKeys", "search_keys"]
