"""What the columns of layouts mean, in the language in force: a person who makes a layout chooses words, not codes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from dossier.casework.choosing import plain
from dossier.casework.column_meanings import meanings
from dossier.i18n import N_, _, in_every_language, language

if TYPE_CHECKING:
    from dossier.intake.layouts import Layout

_WORDS: Final = {
    "id": N_("Number"),
    "url": N_("Address on the web"),
    "name": N_("Full name"),
    "family": N_("Surname"),
    "given": N_("Given name"),
    "patronymic": N_("Patronymic"),
    "other_names": N_("Other names of a person"),
    "born": N_("Born"),
    "sex": N_("Sex"),
    "occupation": N_("Occupation"),
    "region": N_("Region"),
    "status": N_("Status"),
    "arrested": N_("Detained"),
    "arrest_place": N_("Where detained"),
    "articles": N_("Articles"),
    "verdict_date": N_("Decided on"),
    "decision": N_("Sentence"),
    "penalty": N_("Punishment"),
    "court": N_("Court"),
    "judge": N_("Judge"),
    "prosecutor": N_("Prosecutor"),
    "case_number": N_("Case number"),
    "prison": N_("Facility"),
    "released": N_("Released"),
    "remarks": N_("Remarks"),
    "age": N_("Age"),
    "country": N_("Country"),
    "date": N_("Date"),
    "description": N_("Description"),
    "died": N_("Died"),
    "place": N_("Place"),
    "position": N_("Post"),
    "summary": N_("Summary"),
}
_SAME: Final = {
    "alias": "other_names",
    "birthday": "born",
    "birthDate": "born",
    "fatherName": "patronymic",
    "first_name": "given",
    "firstName": "given",
    "gender": "sex",
    "last_name": "family",
    "lastName": "family",
    "middle_name": "patronymic",
    "middleName": "patronymic",
    "nickname": "other_names",
    "notes": "remarks",
    "origin_id": "id",
    "recordId": "id",
    "release_date": "released",
    "source_link": "url",
    "sourceUrl": "url",
    "website": "url",
}
"""Column -> another name of the same."""
_HEADERS_SHOWN = 2


def column_word(column: str) -> str:
    """What a column means, in the language in force; empty where only its headers say it."""
    word = _WORDS.get(_SAME.get(column, column))
    return _(word) if word else meanings().get(column, {}).get(language(), "")


def column_choices(layout: "Layout") -> list[tuple[str, str]]:
    """The columns that a layout knows, by their words: the column, and the words with the column and some headers."""
    lines = [(name, column_word(name), layout.columns.get(name, ())) for name in layout.used_columns()]
    in_order = sorted(lines, key=lambda line: (not line[1], plain(line[1] or line[0])))
    return [(name, _line(name, word, headers)) for name, word, headers in in_order]


def columns_like(layout: "Layout", letters: str) -> list[tuple[str, str]]:
    """Of these choices the ones for letters typed, those first whose word has them, then those with such a header."""
    wanted = plain(letters)

    def has(names: Iterable[str]) -> bool:
        return any(wanted in plain(name) for name in names)

    choices = column_choices(layout)
    worded = [one for one in choices if has((one[0], *_every_word(one[0])))]
    return worded + [one for one in choices if one not in worded and has(layout.columns.get(one[0], ()))]


def _line(name: str, word: str, headers: Sequence[str]) -> str:
    others = [one for one in headers if plain(one) != plain(word)][:_HEADERS_SHOWN]
    return " · ".join(filter(None, (word, name, ", ".join(others))))


def _every_word(column: str) -> Iterable[str]:
    """In each language."""
    word = _WORDS.get(_SAME.get(column, column))
    return in_every_language(word) if word else meanings().get(column, {}).values()
