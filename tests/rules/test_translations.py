"""The catalogues: fresh, whole in every language, and with the same placeholders as the English."""

import ast
import gettext
import re
from functools import cache
from pathlib import Path
from string import Formatter

import catalogues as subject
import pytest
from babel.messages.catalog import Catalog

from dossier import i18n
from dossier.cli.commands import COMMANDS

AGAIN = "run scripts/translate"


@pytest.fixture(scope="module")
def template() -> Catalog:
    """Every string that the code marks; reading it all takes seconds, so that it is not done while tests are listed."""
    return subject.strings_in_the_code()


def pairs(language: str) -> "list[tuple[str, str]]":
    """English and translation of every form that has a translation."""
    found: list[tuple[str, str]] = []
    for message in subject.read_catalogue(language):
        english = message.id if isinstance(message.id, list | tuple) else [message.id]
        forms = message.string if isinstance(message.string, list | tuple) else [message.string]
        found += [
            (english[-1] if number else english[0], form) for number, form in enumerate(forms) if form and english[0]
        ]
    return found


@cache
def said_in_the_code() -> "list[tuple[str, str]]":
    """Every call of ``_``, ``N_`` and ``ngettext``: its name and its first words."""
    return [
        (call.func.id, str(call.args[0].value))
        for path in Path(i18n.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "N_", "ngettext")
        if isinstance(call.args[0], ast.Constant)
    ]


def placeholders(text: str) -> set[str]:
    named = {name for _, name, _, _ in Formatter().parse(re.sub(r"%(?:\(\w+\))?[srd]", "", text)) if name is not None}
    return named | set(re.findall(r"%(?:\(\w+\))?[srd]", text))


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_the_catalogue_holds_exactly_the_strings_of_the_code(template: Catalog, language: str) -> None:
    assert subject.as_po(subject.updated(language, template)) == subject.po_file(language).read_bytes(), AGAIN


def test_no_string_is_hidden_from_the_catalogue_inside_another(template: Catalog) -> None:
    """The extractor does not look into every formatted string."""
    known = {one.id if isinstance(one.id, str) else one.id[0] for one in template if one.id}
    assert {text for _, text in said_in_the_code()} - known == set()


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_the_compiled_catalogue_is_fresh(language: str) -> None:
    assert subject.as_mo(subject.read_catalogue(language)) == subject.mo_file(language).read_bytes(), AGAIN


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_a_translation_has_the_placeholders_of_the_english(language: str) -> None:
    assert [english for english, text in pairs(language) if placeholders(english) != placeholders(text)] == []


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_a_translation_keeps_commands_and_options_as_they_are_typed(language: str) -> None:
    names = "|".join(command.name for command in COMMANDS)
    typed = re.compile(rf"--[a-z-]+|DOSSIER_[A-Z_]+|\bdossier (?:{names})\b|chmod \S+")
    wrong = [english for english, text in pairs(language) if set(typed.findall(english)) != set(typed.findall(text))]
    assert wrong == []


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_plurals_have_three_forms(language: str) -> None:
    catalogue = subject.read_catalogue(language)
    assert catalogue.num_plurals == 3
    forms = [list(message.string or ()) for message in catalogue if message.pluralizable]
    assert [texts for texts in forms if any(texts) and (len(texts) != 3 or not all(texts))] == []


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_translations_are_in_their_alphabet(language: str) -> None:
    foreign = {"be": "щъи", "ru": "іўїєґ", "uk": "ыэёъў"}[language]
    quoted = re.compile(r"«[^»]*»|\"[^\"]*\"|\b[A-Za-z.-]+\b")
    texts = [text for _, text in pairs(language)]
    assert [text for text in texts if set(quoted.sub("", text.lower())) & set(foreign)] == []


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_every_string_of_the_program_is_translated(language: str) -> None:
    assert subject.untranslated(subject.read_catalogue(language)) == []


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_the_program_says_of_every_message_what_gettext_reads_in_the_catalogue(language: str) -> None:
    oracle = gettext.translation("dossier", i18n.LOCALE, languages=[language])
    differing = []
    with i18n.in_language(language):
        for message in subject.read_catalogue(language):
            if isinstance(message.id, str):
                said = [(i18n._(message.id), oracle.gettext(message.id) if message.id else "")]
            else:
                counts = [*range(130), 1_000_001]
                one, many = message.id
                said = [(i18n.ngettext(one, many, n), oracle.ngettext(one, many, n)) for n in counts]
            differing += [message.id for ours, theirs in said if ours != theirs]
    assert differing == []


def test_no_string_is_said_alone_and_as_one_of_a_plural() -> None:
    """A catalogue holds the two under one name, and alone it would stay English."""
    by_name: dict[str, set[str]] = {"_": set(), "N_": set(), "ngettext": set()}
    for name, text in said_in_the_code():
        by_name[name].add(text)
    assert (by_name["_"] | by_name["N_"]) & by_name["ngettext"] == set()


@pytest.mark.parametrize("language", subject.LANGUAGES)
def test_the_program_speaks_the_language(language: str) -> None:
    with i18n.in_language(language):
        spoken = i18n._("create a vault")
    assert spoken != "create a vault"
    assert i18n._("create a vault") == "create a vault"
