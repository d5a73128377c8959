"""Forms of what is done and is no record: a file taken in, an identity sealed, a tip decided, something written out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dossier.casework import dossier_words as said
from dossier.casework.entry_reading import EntryProblems
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import FieldSpec, FormSpec, Section
from dossier.casework.forms.links import Link
from dossier.casework.forms.lists import Closed, Listed, parts
from dossier.casework.forms.look import Look
from dossier.casework.forms.numbers import Whole
from dossier.casework.forms.places import FilePath, FolderPath
from dossier.casework.forms.values import Columns, Text
from dossier.casework.sealed_sources import MOST_DAYS
from dossier.errors import InputProblem, Refused, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from dossier.vault import Vault


add_messages({"redact.what": N_("Name the words to take out, or a page and its boxes; not both.")})


@dataclass(frozen=True)
class RefOf(Link):
    """Another record, given on as its reference."""

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The reference of the record."""
        return {name: look.find(self.kind, text).ref}


def read_task(vault: "Vault", form: FormSpec, typed: Mapping[str, str]) -> dict[str, Any]:
    """The values of a form, a text where its kind has no other; what was left empty is not among them.

    Raises:
        EntryProblems: every field that cannot be taken, with its reason.
    """
    values: dict[str, Any] = {}
    problems: dict[str, InputProblem] = {}
    with vault.read() as session:
        look = Look(session)
        for spec in form.fields:
            text = typed.get(spec.name, "").strip()
            try:
                if text:
                    values |= spec.type.read(text, spec.name, look)
                elif spec.is_needed:
                    raise Refused("record.needed", field=spec.name)
            except InputProblem as problem:
                problems[spec.name] = problem
    if problems:
        raise EntryProblems(problems)
    return values


_PURPOSE = FieldSpec("purpose", N_("Purpose"), 56, True)

EXHIBIT_FILE = FormSpec(
    "exhibit file",
    N_("Take a file in as an exhibit"),
    (
        Section(
            N_("The file: it is read once and never changed"),
            (
                FieldSpec("file", N_("File"), 56, True, FilePath()),
                FieldSpec("title", N_("Title"), 56),
                FieldSpec("kind", N_("Kind"), 30, type=kinds.listed("document_kind", "exhibit", "document_kind_code")),
                FieldSpec("original_or_copy", N_("Original or copy"), 24, type=Closed(said.FORMS)),
                FieldSpec("language", N_("Language"), 20, type=kinds.LANGUAGE),
            ),
        ),
        Section(
            N_("Where it belongs"),
            (
                FieldSpec("case", N_("Case"), 40, True, RefOf("legal_case")),
                FieldSpec("person", N_("Person"), 40, type=RefOf("person")),
                FieldSpec("event", N_("Event"), 40, type=RefOf("event")),
                FieldSpec("source", N_("Source"), 24, type=RefOf("source")),
                FieldSpec("part_of", N_("Part of"), 24, type=RefOf("exhibit")),
                FieldSpec("translation_of", N_("Translation of"), 24, type=RefOf("exhibit")),
            ),
        ),
        Section(
            N_("How it was obtained: the first entry of its custody"),
            (
                FieldSpec("obtained_how", N_("How"), 24, type=kinds.OBTAINED_HOW),
                FieldSpec("obtained_on", N_("Obtained on"), 20, type=kinds.DATE),
                FieldSpec("obtained_at", N_("Day and hour"), 28, type=kinds.INSTANT),
                FieldSpec("url", N_("Address on the web"), 56),
                FieldSpec("purpose", N_("Purpose"), 56),
            ),
        ),
    ),
)

TRANSFER = FormSpec(
    "custody transfer",
    N_("Handed over"),
    (
        Section(
            N_("Handed over: an entry of custody"),
            (
                FieldSpec("giver", N_("Handed over by"), 40, True),
                FieldSpec("taker", N_("Handed over to"), 40, True),
                FieldSpec("place", N_("Place"), 40),
                FieldSpec("seal_number", N_("Number of the seal"), 24),
                _PURPOSE,
            ),
        ),
    ),
)
UNDER_SEAL = FormSpec(
    "custody seal",
    N_("Put under a seal"),
    (
        Section(
            N_("Put under a seal: an entry of custody"),
            (FieldSpec("seal_number", N_("Number of the seal"), 24, True), _PURPOSE),
        ),
    ),
)
COPY_OUT = FormSpec(
    "custody copy",
    N_("Copy the original out"),
    (
        Section(
            N_("Copy the original out: custody says to whom and why"),
            (
                FieldSpec("output", N_("Write to"), 56, True, FolderPath()),
                FieldSpec("recipient", N_("Recipient"), 40),
                _PURPOSE,
            ),
        ),
    ),
)
NUMBERED_PAGES = FormSpec(
    "numbered pages",
    N_("Write copies with a number on every page"),
    (
        Section(
            N_("As PDF; an exhibit keeps its numbers for ever"),
            (
                FieldSpec("output", N_("New folder"), 56, True, FolderPath()),
                FieldSpec("redacted", N_("Redacted versions"), 8, type=kinds.TRUTH),
                FieldSpec("provider", N_("Letters of the provider"), 8),
            ),
        ),
    ),
)


class Phrases(Text):
    """Words with semicolons between them; in quotation marks where just these are meant."""

    def joined(self, text: str, picked: str) -> str:
        """The forms picked from those that were found; they take the place of what found them."""
        return "; ".join([*(one for one in parts(text) if one.startswith('"') and one != picked), picked])


REDACTED_PAGE = FormSpec(
    "redacted page",
    N_("Take words or boxes out of the pages"),
    (
        Section(
            N_('Of the numbered copy: all words that begin so, or just "these"'),
            (
                FieldSpec("words", N_("Words"), 56, type=Phrases()),
                FieldSpec("reason", N_("Code of the reason"), 20, True, Listed("redaction_reason", is_open=False)),
                FieldSpec("remarks", N_("For the log"), 56),
            ),
        ),
        Section(
            N_("Or one page; each box left,top,width,height in points"),
            (
                FieldSpec("page", N_("Page"), 8, type=Whole(1, 1_000_000)),
                FieldSpec("boxes", N_("Boxes on the page"), 56),
            ),
        ),
    ),
)

SOURCE_ROLES: Final = Closed(
    {"informant": N_("informant"), "courier": N_("courier"), "secret_witness": N_("secret witness")}
)
SECRETS: Final = ("name", "contact", "note")
"""The fields of SEALED_SOURCE that are sealed."""
SEALED_SOURCE = FormSpec(
    "sealed source",
    N_("Seal who a source is"),
    (
        Section(
            N_("Sealed: nobody reads it on this computer again"),
            (
                FieldSpec("name", N_("Name"), 50),
                FieldSpec("contact", N_("Contact"), 50),
                FieldSpec("note", N_("Note"), 56),
            ),
        ),
        Section(
            N_("Open: everybody here reads it, so nothing of who it is"),
            (
                FieldSpec("role", N_("What it is to the case"), 24, True, SOURCE_ROLES),
                FieldSpec("description", N_("Description"), 56),
                FieldSpec("reliability", N_("Reliability, A–F"), 30, type=kinds.RELIABILITY),
                FieldSpec("credibility", N_("Credibility, 1–6"), 30, type=kinds.CREDIBILITY),
                FieldSpec("directness", N_("How direct"), 24, type=kinds.DIRECTNESS),
                FieldSpec("kept_days", N_("Days it is kept"), 8, True, Whole(1, MOST_DAYS)),
            ),
        ),
    ),
)
