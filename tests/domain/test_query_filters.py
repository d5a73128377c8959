"""The filters of a search go from the text into a form and back without losing a word."""

import pytest

from dossier.domain.queries import CODE_FIELDS, DATE_FIELDS, TEXT_FIELDS, read_query
from dossier.domain.query_filters import FILTERS, filters_of, limit_words, with_filters
from dossier.i18n import LANGUAGES, in_language


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("Иванов", {}),
        ("Иванов born:1985", {"born": "1985"}),
        ('родился:1980..1990 суд:"Гомельский областной"', {"born": "1980..1990", "court": "Гомельский областной"}),
        ("place:Минск place:Гомель", {}),
        ("-place:Минск Иванов", {}),
        ("born:yesterday", {}),
        ("Иванов ст. 342", {}),
    ],
)
def test_filters_are_read_out_of_the_text(text: str, filters: dict[str, str]) -> None:
    assert filters_of(text) == filters


@pytest.mark.parametrize(
    ("text", "values", "written"),
    [
        ("Иванов", {"born": "1985"}, "Иванов born:1985"),
        ("Иванов born:1985 Пётр", {}, "Иванов Пётр"),
        ("born:1985 Иванов", {"born": "1986", "kind": "person"}, "Иванов kind:person born:1986"),
        (
            '"точно так" -Минск',
            {"court": 'суд "Центральный" района'},
            '"точно так" -Минск court:"суд Центральный района"',
        ),
        ("place:Минск place:Гомель", {"status": "custody"}, "place:Минск place:Гомель status:custody"),
        ("-born:1985 Иванов", {"born": "1986"}, "-born:1985 Иванов born:1986"),
    ],
)
def test_filters_are_written_into_the_text(text: str, values: dict[str, str], written: str) -> None:
    assert with_filters(text, values) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_read_back_in_every_language(language: str) -> None:
    values = dict.fromkeys(FILTERS, "1985") | {"article": "342", "kind": "person", "place": "Новая Гута"}
    with in_language(language):
        written = with_filters("Иванов", values)
    query = read_query(written)
    assert {one.field: one.text for one in query.limits} == values
    assert query.words == ("Иванов",)
    assert filters_of(written) == values


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("field", [*TEXT_FIELDS, *DATE_FIELDS, *CODE_FIELDS, "article"])
def test_every_field_is_named_in_every_language_by_a_word_that_a_query_reads_as_that_field(
    field: str, code: str
) -> None:
    with in_language(code):
        said = limit_words(field, "342" if field == "article" else "2020")
    assert [one.field for one in read_query(said.replace(" ", "")).limits] == [field]
