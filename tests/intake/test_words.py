"""The sentences of the import, as they stand in tables of fates, on screens and in reports."""

import pytest

from dossier.errors import MESSAGES
from dossier.i18n import in_language
from dossier.intake import import_file  # noqa: F401 - declares the sentences
from dossier.intake.words import explain


@pytest.mark.parametrize("lang", ["en", "be", "ru", "uk"])
def test_a_reason_never_tells_the_name_of_a_value_in_the_place_of_the_value(lang: str) -> None:
    with in_language(lang):
        assert "word" not in explain("date.word")
        assert "…" in explain("date.word")
        assert not [code for code in MESSAGES if {"{", "}"} & set(explain(code))]
