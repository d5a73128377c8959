"""Places of detention are one under any spelling, and nothing is read into what may mean two."""

import pytest

from dossier.domain.facilities import facility_codes
from dossier.resources import seed_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ИК-4", {"ik-4"}),
        ("ИК №4, Гомель", {"ik-4"}),
        ("ик 4", {"ik-4"}),
        ("ІК-4", {"ik-4"}),
        ("ПК № 4", {"ik-4"}),
        ("г. Гомель, исправительная колония № 4", {"ik-4"}),
        ("Папраўчая калонія №4 (Гомель)", {"ik-4"}),
        ("Correctional colony No. 4, Homel", {"ik-4"}),
        ("Penal colony no 4", {"ik-4"}),
        ("IK-4", {"ik-4"}),
        ("ИК-04", {"ik-4"}),
        ("ИКП-4", {"ikp-4"}),
        ("исправительная колония-поселение № 4", {"ikp-4"}),
        ("тюрьма №8, Жодино", {"prison-8"}),
        ("Prison No. 8", {"prison-8"}),
        ("СИЗО-1", {"sizo-1"}),
        ("Следственный изолятор № 1, Минск", {"sizo-1"}),
        ("СИЗО КГБ", {"sizo-kgb"}),
        ("СІЗА КДБ", {"sizo-kgb"}),
        ("ИУОТ-46", {"iuot-46"}),
        ("переведён из СИЗО-1 в ИК-17", {"sizo-1", "ik-17"}),
        ("СИЗО 2 года", set()),
        ("СИЗО - 2 года", set()),
        ("в тюрьме 3 месяца", set()),
        ("СИЗО 12.05.2021", set()),
        ("СИЗО – 12.05.2021", set()),
        ("ИК 4 (Гомель)", {"ik-4"}),
        ("ИК-4.", {"ik-4"}),
        ("ВК-2", set()),
        ("колония № 4", set()),
        ("ИК", set()),
        ("СИЗО", set()),
        ("СИЗО, ул. Володарского, 2", set()),
        ("боик-4", set()),
        ("ИК-4000", set()),
        ("Минск", set()),
        ("", set()),
    ],
)
def test_a_facility_is_read_under_any_spelling(text: str, expected: set[str]) -> None:
    assert facility_codes(text) == expected


def test_every_facility_of_the_list_is_read_from_its_own_name_or_has_no_number() -> None:
    import csv

    with seed_path("vocabularies", "by_facilities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kind"] not in ("CIP", "IVS"):
                assert facility_codes(row["name_en"]) == facility_codes(row["code"]) == {row["code"].casefold()}


def test_no_form_means_two_kinds() -> None:
    lines = seed_path("words", "facility_words.tsv").read_text(encoding="utf-8").splitlines()
    forms = [form for line in lines if not line.startswith("#") for form in line.partition("\t")[2].split("|")]
    assert len(forms) == len(set(forms))
