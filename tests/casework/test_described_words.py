"""What a row and a record are compared by is told in the same words on either side."""

from typing import TYPE_CHECKING

import pytest

from dossier.casework.described_words import described_person, words_of_described
from dossier.casework.entry import enter_person
from dossier.casework.records import edit_record, open_record
from dossier.domain.facilities import place_marks
from dossier.domain.linkage import Described
from dossier.i18n import in_language

if TYPE_CHECKING:
    from dossier.vault import Vault


@pytest.mark.parametrize(
    ("lang", "region", "colony"),
    [
        ("en", "Brest region", "Correctional colony No. 4, Homel"),
        ("ru", "Брестская область", "Correctional colony No. 4, Homel"),
    ],
)
def test_places_compared_as_codes_are_told_by_their_names(
    seeded_vault: "Vault", lang: str, region: str, colony: str
) -> None:
    """Once the side of the record was blank, and on the side of the row stood codes."""
    ref = enter_person(seeded_vault, {"family": "Ёлкина", "born": "13.05.1991", "article": "ч. 1 ст. 342"}).ref
    edit_record(seeded_vault, ref, {"residence_region_code": "BY-BR"}, version=open_record(seeded_vault, ref).version)
    row = Described(("Ганна Ёлкіна",), None, None, "unknown", frozenset({"ik-4", "в пути"}), frozenset())
    with in_language(lang):
        record = words_of_described(seeded_vault, described_person(seeded_vault, ref))
        assert (record.names, record.places) == ("Ёлкина", region)
        assert "1991" in record.born
        assert "342" in record.articles
        written = row._replace(places=place_marks(["ИК №4, Гомель", "ИК-3, в очереди"]))
        assert words_of_described(seeded_vault, written).places == f"{colony}; IK-3", "each place is told once"
        assert words_of_described(seeded_vault, row) == ("Ганна Ёлкіна", "", "", f"{colony}; в пути")
