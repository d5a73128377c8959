"""What stands in single cells of lists: several names, punishments in three languages, bare numbers."""

import pytest

from dossier.errors import InputProblem
from dossier.intake.names_in_cells import language_of, name_fields, names_in, script_of
from dossier.intake.penalties_in_cells import penalties_in


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Iury (Yuri) SIVAKOV", ["Iury SIVAKOV", "Yuri SIVAKOV"]),
        ("Юрый СIВАКАЎ, СIВАКОЎ", ["Юрый СIВАКАЎ", "Юрый СIВАКОЎ"]),
        ("Maxim GAMOLA (HAMOLA)", ["Maxim GAMOLA", "Maxim HAMOLA"]),
        ("Iury SIVAKAU (Yuri SIVAKAU, SIVAKOU)", ["Iury SIVAKAU", "Yuri SIVAKAU", "Yuri SIVAKOU"]),
        ("Ihar KURYLOVICH,; Игорь КУРИЛОВИЧ", ["Ihar KURYLOVICH", "Игорь КУРИЛОВИЧ"]),
        ("Bremino / Бремино", ["Bremino", "Бремино"]),
        ("Anna Example (née Sample)", ["Anna Example", "Sample"]),
        ("A; A", ["A"]),
        ("", []),
    ],
)
def test_names_of_a_cell_are_taken_apart(cell: str, expected: list[str]) -> None:
    assert [form.text for form in names_in(cell)] == expected


def test_a_birth_name_is_known_as_one() -> None:
    assert [form.kind for form in names_in("Anna Example (née Sample)")] == ["", "birth"]


def test_a_spelling_put_together_from_parts_is_marked() -> None:
    assert [form.put_together for form in names_in("Iury (Yuri) SIVAKOV")] == [False, True]


@pytest.mark.parametrize(
    ("text", "script", "language"),
    [
        ("Уладзімір НАВУМАЎ", "Cyrl", "be"),
        ("Леанiд ЖУРАЎСКI", "Cyrl", "be"),
        ("Вячеслав СЫЧИН", "Cyrl", "ru"),
        ("Иван КУБРАКОВ", "Cyrl", None),
        ("Ганна Їжакевич", "Cyrl", "uk"),
        ("Ivan KUBRAKOU", "Latn", None),
        ("中国", "Hani", None),
        ("123", "Zyyy", None),
    ],
)
def test_a_language_is_named_only_where_a_letter_shows_it(text: str, script: str, language: str | None) -> None:
    assert (script_of(text), language_of(text)) == (script, language)


def test_the_surname_in_capitals_is_read_as_the_surname() -> None:
    fields = name_fields(names_in("Uladzimir Uladzimiravich NAVUMAU")[0])
    assert (fields["family"].upper(), fields["given"]) == ("NAVUMAU", "Uladzimir")


@pytest.mark.parametrize(
    ("decision", "kind_cell", "expected"),
    [
        ("15 суток", "", [("A_ARREST", "time", None, None, 15)]),
        ("15 лет лишения свободы", "", [("IMPR", "time", 15, None, None)]),
        ("2 года 6 месяцев лишения свободы", "", [("IMPR", "time", 2, 6, None)]),
        ("3 гады", "хатняя хімія", [("RF_HOME", "time", 3, None, None)]),
        ("", "2 гады хіміі", [("RF_IUOT", "time", 2, None, None)]),
        ("4 1/2 years of imprisonment in a penal colony", "", [("IMPR", "time", 4, 6, None)]),
        ("two years and six months' imprisonment", "", [("IMPR", "time", 2, 6, None)]),
        ("15 days of arrest for petty hooliganism", "", [("ARREST", "time", None, None, 15)]),
        ("хатняя хімія", "", [("RF_HOME", None, None, None, None)]),
        ("штраф 30 базовых величин", "", [("FINE", "base_units", None, None, None)]),
    ],
)
def test_a_punishment_keeps_its_kind_and_its_unit(
    decision: str, kind_cell: str, expected: list[tuple[object, ...]]
) -> None:
    rows = penalties_in(decision, kind_cell).rows
    names = ("kind_code", "term_kind", "years", "months", "days")
    assert [tuple(row.get(name) for name in names) for row in rows] == expected


@pytest.mark.parametrize("text", ["15", "3", " 10 "])
def test_a_bare_number_asks_days_or_years(text: str) -> None:
    with pytest.raises(InputProblem) as asked:
        penalties_in(text)
    assert asked.value.code == "term.unit"


def test_prison_and_a_fine_are_two_punishments() -> None:
    rows = penalties_in("6 лет лишения свободы, штраф 100 базовых величин").rows
    assert [(row["kind_code"], row.get("years"), row.get("amount")) for row in rows] == [
        ("IMPR", 6, None),
        ("FINE", None, 100),
    ]
    assert rows[1]["main_or_additional"] == "additional"


def test_words_that_say_no_length_are_kept_as_written() -> None:
    found = penalties_in("неизвестно")
    assert found.rows[0]["term_as_written"] == "неизвестно"
    assert found.rows[0].get("term_kind") is None
    assert found.findings == ("cell.penalty_kind",)
