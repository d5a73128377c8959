"""What a form offers from a list has words in every language, and each of them leads back to its code."""

import re
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from dossier.casework.forms.declaration import FormSpec
from dossier.casework.forms.lists import Closed, Listed, Several
from dossier.casework.forms.look import Look
from dossier.casework.forms.registry import FORMS
from dossier.casework.forms.tasks import EXHIBIT_FILE, REDACTED_PAGE
from dossier.casework.understanding import choices
from dossier.i18n import LANGUAGES, in_language
from dossier.resources import seed_path
from dossier.vault.seeding import vocabulary_entries

if TYPE_CHECKING:
    from dossier.vault import Vault

ALL_FORMS: tuple[FormSpec, ...] = (*FORMS.values(), EXHIBIT_FILE, REDACTED_PAGE)
FIELDS = [(form.name, one.name) for form in ALL_FORMS for one in form.fields if isinstance(one.type, Listed | Several)]
NAMES_OF_PEOPLE_AND_PLACES = {
    ("event", "tags"),
    ("account", "taken_by_code"),
    ("account", "interpreter_code"),
    ("exhibit", "obtained_by_code"),
    ("exhibit", "original_held_by_code"),
    ("consent", "obtained_by_code"),
}
"""Fields that offer what was written before: codes of people of this vault, words of one's own; no list knows."""


def _kind(form: str, name: str) -> Any:
    return next(one for one in ALL_FORMS if one.name == form).field(name).type


def _listed(form: str, name: str) -> Listed | Closed:
    kind = _kind(form, name)
    one: Listed | Closed = kind.one if isinstance(kind, Several) else kind
    return one


LISTS = sorted({one.vocabulary for form, name in FIELDS if isinstance(one := _listed(form, name), Listed)} - {""})


def test_only_a_field_of_own_words_is_without_a_list() -> None:
    without = {key for key in FIELDS if isinstance(one := _listed(*key), Listed) and not one.vocabulary}
    assert without == NAMES_OF_PEOPLE_AND_PLACES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_f5_on_every_field_of_a_list_shows_words_and_no_codes(seeded_vault: "Vault", lang: str) -> None:
    with seeded_vault.read() as session, in_language(lang):
        look = Look(session)
        for form, name in FIELDS:
            if (form, name) in NAMES_OF_PEOPLE_AND_PLACES:
                continue
            choices = _kind(form, name).choices("", look)
            assert len(choices) > 1, (form, name)
            assert not [typed for typed, _shown in choices if "_" in typed], (form, name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_a_list_leads_back_to_its_code(seeded_vault: "Vault", lang: str) -> None:
    with seeded_vault.read() as session:
        look = Look(session)
        for name in LISTS:
            listed = Listed(name, is_open=False)
            for entry in look.entries(name):
                assert listed.code(getattr(entry, f"label_{lang}"), look) == entry.code, (name, entry.code)


def test_a_code_is_understood_too_and_so_are_first_letters_of_any_language(seeded_vault: "Vault") -> None:
    with seeded_vault.read() as session:
        look = Look(session)
        kind = Listed("document_kind")
        typed = ("medical_record", "medical rec", "медыцынскі", "медицинский", "медичний", "МЕДИЧ")
        assert {kind.code(text, look) for text in typed} == {"medical_record"}


def test_a_body_is_of_a_kind_of_body_or_of_a_place_of_detention(seeded_vault: "Vault") -> None:
    with seeded_vault.read() as session:
        kind, look = _kind("organisation", "kind_code"), Look(session)
        assert (kind.code("суд", look), kind.code("СИЗО", look)) == ("court", "SIZO")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_of_punishments_has_the_letters_of_its_language(lang: str) -> None:
    with in_language(lang):
        shown = [words for _typed, words in choices("kind", {"sentence": ""})]
    assert any(" — " in words for words in shown)
    other = re.compile("[а-яё]" if lang == "en" else "[a-z]", re.IGNORECASE)
    assert [words for words in shown if other.search(words)] == []


@cache
def _codes() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in vocabulary_entries():
        found.setdefault(entry.vocabulary, set()).add(entry.code)
    return found


def _fixed_codes(table: str, fields: Any) -> Iterator[tuple[str, str]]:
    """The codes that a case or a layout writes into open lists by itself."""
    for name, value in fields.items() if isinstance(fields, dict) else ():
        if (table, name) in FIELDS and isinstance(one := _listed(table, name), Listed) and one.vocabulary in _codes():
            told = value if isinstance(value, dict) else {"constant": value}
            codes = [told.get("constant"), told.get("otherwise"), *(told.get("codes") or {}).values()]
            yield from ((one.vocabulary, str(code)) for code in codes if isinstance(code, str))


def _records(found: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(found, dict):
        if isinstance(table := found.get("table"), str):
            yield table, found.get("fields", found)
        for key, one in found.items():
            if key in FORMS:
                yield from ((key, row) for row in (one if isinstance(one, list) else [one]))
            yield from _records(one)
    elif isinstance(found, list):
        for one in found:
            yield from _records(one)


@pytest.mark.parametrize("folder", ["cases", "layouts"])
def test_what_the_program_itself_writes_into_an_open_list_is_in_it(folder: str) -> None:
    written = {
        pair
        for path in seed_path(folder).glob("*.yaml")
        for table, fields in _records(yaml.safe_load(path.read_text(encoding="utf-8")))
        for pair in _fixed_codes(table, fields)
    }
    assert written
    assert {pair for pair in written if pair[1] not in _codes()[pair[0]]} == set()


RECORD_FIELDS = [
    (kind, name) for kind, name in FIELDS if kind in FORMS and (kind, name) not in NAMES_OF_PEOPLE_AND_PLACES
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_shows_the_words_of_a_code_in_the_language_of_the_reader(seeded_vault: "Vault", lang: str) -> None:
    with seeded_vault.read() as session, in_language(lang):
        look = Look(session)
        for kind, name in RECORD_FIELDS:
            listed = _listed(kind, name)
            if isinstance(listed, Closed):
                continue
            for entry in look.entries(listed.vocabulary):
                many = isinstance(_kind(kind, name), Several)
                row = SimpleNamespace(**{name: [entry.code] if many else entry.code})
                assert _kind(kind, name).words(row, name, look) == getattr(entry, f"label_{lang}"), (kind, name)
