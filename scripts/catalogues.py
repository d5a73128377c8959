"""Keeps the catalogues of translations: reads the strings out of the code, updates .po files, compiles .mo files.

Run it through scripts/translate. The files hold no dates and no line numbers, so that the same strings give the same
bytes; nothing is matched "nearly": a changed English sentence has to be translated anew, because a legal word that is
nearly right is wrong.
"""

import sys
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from dossier import __version__

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "dossier" / "locale"
LANGUAGES = ("be", "ru", "uk")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "gettext": None}
SOURCES = (
    (ROOT / "dossier", [("**.py", "python")]),
    (ROOT / "exports", [("**.html", "jinja2"), ("**.j2", "jinja2"), ("**.svg", "jinja2")]),
)
WORDS_OF_ARGPARSE = (
    "usage: ",
    "options",
    "positional arguments",
    "show this help message and exit",
    "show program's version number and exit",
    "expected one argument",
    "expected at least one argument",
    "unrecognized arguments: %s",
    "the following arguments are required: %s",
    "argument %(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "not allowed with argument %s",
    "one of the arguments %s is required",
)
"""What Python's argparse says to a person who types a command; it asks our catalogues for the translation."""

WIDTH = 110
_EPOCH = datetime(2026, 11, 24, tzinfo=UTC)


def po_file(language: str) -> Path:
    """The catalogue that translators edit."""
    return LOCALE / language / "LC_MESSAGES" / "dossier.po"


def mo_file(language: str) -> Path:
    """The catalogue that the program reads."""
    return po_file(language).with_suffix(".mo")


def strings_in_the_code() -> Catalog:
    """Every string marked for translation, with the files it stands in."""
    template = Catalog(project="dossier", creation_date=_EPOCH, charset="utf-8")
    for folder, methods in SOURCES:
        found = extract_from_dir(folder, method_map=methods, keywords=KEYWORDS, comment_tags=("Translators:",))
        for name, _line, message, comments, context in found:
            place = (folder.relative_to(ROOT) / name).as_posix()
            template.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    for words in WORDS_OF_ARGPARSE:
        template.add(words, locations=[("argparse", 0)])
    return template


def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language as it lies on the disk; an empty one where there is none."""
    if not po_file(language).is_file():
        return Catalog(locale=language, project="dossier", fuzzy=False, charset="utf-8")
    with po_file(language).open("rb") as stream:
        return read_po(stream, locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue with exactly the strings of the code, and the translations it had."""
    catalogue = read_catalogue(language)
    catalogue.update(deepcopy(template), no_fuzzy_matching=True)  # Babel takes new messages over as they are
    catalogue.obsolete.clear()
    catalogue.header_comment = "# Translations of dossier. AGPL-3.0-or-later."
    catalogue.last_translator = catalogue.language_team = "dossier"
    catalogue.version, catalogue.msgid_bugs_address = __version__, ""
    catalogue.revision_date = catalogue.creation_date = _EPOCH
    catalogue.fuzzy = False
    for message in catalogue:
        message.locations = sorted({(place, 0) for place, _line in message.locations})
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The bytes of a .po file, sorted, without line numbers."""
    stream = BytesIO()
    write_po(stream, catalogue, width=WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The bytes of a .mo file."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The English strings that have no translation, or lack one of their plural forms."""
    return [_first(message.id) for message in catalogue if message.id and not _is_done(message.string)]


def _first(text: object) -> str:
    return str(text[0] if isinstance(text, list | tuple) else text)


def _is_done(string: object) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


def main() -> None:
    """Bring every catalogue up to date and say what is still to be translated."""
    template = strings_in_the_code()
    for language in LANGUAGES:
        catalogue = updated(language, template)
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        po_file(language).write_bytes(as_po(catalogue))
        mo_file(language).write_bytes(as_mo(read_catalogue(language)))
        missing = untranslated(catalogue)
        sys.stdout.write(f"{language}: {len(catalogue) - len(missing)} of {len(catalogue)} strings translated\n")


if __name__ == "__main__":
    main()
