"""The forms of one written name that papers need: Latin letters by each published table, and grammatical cases."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from dossier.casework.page_parts import Block, PageLine
from dossier.domain.names.alphabets import language_of_letters
from dossier.domain.names.cleaning import clean, is_cyrillic
from dossier.domain.names.declension import CASES, decline
from dossier.domain.names.romanise import SCHEMES, romanise
from dossier.domain.reckoning_words import CERTAINTIES
from dossier.errors import Misread, NotFound, add_messages
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.vault import Vault

add_messages(
    {
        "name.which_language": N_(
            "The letters of this name do not tell its language. Say it with --language: be, ru or uk."
        ),
        "name.no_cyrillic": N_("Only names in Cyrillic letters have these forms. Type the name as its own papers do."),
    }
)

CASE_NAMES: Final = {
    "genitive": N_("genitive (of whom?)"),
    "dative": N_("dative (to whom?)"),
    "accusative": N_("accusative (whom?)"),
    "instrumental": N_("instrumental (by whom?)"),
    "prepositional": N_("prepositional (about whom?)"),
}


class NameForm(NamedTuple):
    """One form: what it is called, how it is written, and how surely it is right."""

    code: str
    label: str
    """In the language in force."""
    text: str
    certainty: str
    """Of a table "verified" or "high"; of a case "checked" or "unchecked": a person must read that one."""
    source: str = ""
    """The published table."""


class NameForms(NamedTuple):
    """All forms of a name."""

    name: str
    language: str
    latin: tuple[NameForm, ...]
    cases: tuple[NameForm, ...]


def forms_of(name: str, language: str = "", gender: str = "") -> NameForms:
    """The forms of a name in Cyrillic letters.

    Args:
        name: Any written name; order, initials and capitals stay as they are.
        language: "be", "ru" or "uk"; empty to take it from the letters.
        gender: "m", "f", or empty to take it from the name.

    Raises:
        Misread: "name.no_cyrillic", "name.which_language".
    """
    text = clean(name).text
    if not is_cyrillic(text):
        raise Misread("name.no_cyrillic", field="name")
    language = language or language_of_letters(text)
    if not language:
        raise Misread("name.which_language", field="language")
    latin = (
        NameForm(code, _(scheme.label), romanise(text, code), scheme.certainty, scheme.source)
        for code, scheme in SCHEMES.items()
        if scheme.language == language
    )
    return NameForms(text, language, tuple(latin), tuple(_case(text, one, language, gender) for one in CASES))


def _case(text: str, case: str, language: str, gender: str) -> NameForm:
    declined = decline(text, case, language, gender)
    return NameForm(case, _(CASE_NAMES[case]), declined.text, "checked" if declined.checked else "unchecked")


def forms_of_person(vault: "Vault", ref: str, language: str = "", gender: str = "") -> list[NameForms]:
    """The forms of every Cyrillic name of a recorded person, each in its own language.

    Args:
        vault: Where.
        ref: Of the person.
        language: For names whose language neither the record nor the letters tell.
        gender: As ``forms_of``; else that of the record.

    Raises:
        NotFound: "find.nothing", nobody has this reference.
        Misread: as ``forms_of``.
    """
    names = _written_names(vault, ref)
    if not names:
        raise Misread("name.no_cyrillic", field="name")
    return [forms_of(one.text, one.language or language, gender or one.gender) for one in names]


def form_blocks(vault: "Vault", ref: str) -> list[Block]:
    """The forms of every Cyrillic name of a person for a screen, what is unchecked said beside it.

    Raises:
        NotFound: "find.nothing", nobody has this reference.
    """
    return [Block(one.text, tuple(_form_lines(one))) for one in _written_names(vault, ref)]


class _Written(NamedTuple):
    """A recorded name, with its language and the gender of the person as far as record or letters tell them."""

    text: str
    language: str
    gender: str


def _written_names(vault: "Vault", ref: str) -> list[_Written]:
    from dossier.domain.refs import read_ref
    from dossier.vault.queries.records import names_of, person_by_ref

    with vault.read() as session:
        kind, number = read_ref(ref)
        person = person_by_ref(session, number) if kind == "person" else None
        if person is None:
            raise NotFound("find.nothing")
        gender = {"male": "m", "female": "f"}.get(person.sex or "", "")
        names = [(one.as_written, one.language) for one in names_of(session, person.id)] or [(person.label, None)]
    return [
        _Written(name, _known(spoken) or language_of_letters(name), gender)
        for name, spoken in names
        if is_cyrillic(clean(name).text)
    ]


def _form_lines(name: _Written) -> Iterator[PageLine]:
    if not name.language:
        words = _("Its letters do not tell its language: record the language of this name, and its forms stand here.")
        yield PageLine(words)
        return
    found = forms_of(name.text, name.language, name.gender)
    for form in found.latin:
        yield PageLine(f"{form.text} · {_(CERTAINTIES[form.certainty])}", form.label)
    if any(form.certainty != "checked" for form in found.cases):
        yield PageLine(_("unchecked: read it before it goes out"), _("In grammatical cases"))
    for form in found.cases:
        yield PageLine(form.text, form.label)


def _known(language: str | None) -> str:
    return language if language in {scheme.language for scheme in SCHEMES.values()} else ""
