"""Forms of sources and accounts, exhibits, footnotes, and allegations weighed element by element."""

import secrets
from typing import TYPE_CHECKING, Any

from dossier.casework import dossier_words as said
from dossier.casework.custody_words import custody_words
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.links import FieldOfRecord, Link
from dossier.casework.forms.lists import Closed
from dossier.casework.forms.procedure import day_words, joined
from dossier.casework.forms.values import Instant, Text, Whole
from dossier.domain.refs import ALPHABET
from dossier.errors import Refused, add_messages
from dossier.i18n import N_, _
from dossier.vault.queries import any_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossier.casework.forms.look import Look

add_messages(
    {
        "citation.evidence": N_("A footnote names an exhibit or a source."),
        "weighing.what": N_("Name the exhibit, the event or the account that is weighed."),
    }
)


class _OfCustody(Text):
    """A purpose or a method: the program's own in the reader's language."""

    def words(self, row: Any, name: str, look: "Look") -> str:
        """In words."""
        return custody_words(getattr(row, name))


_BEARING, _VERIFICATION = Closed(said.BEARINGS), Closed(said.VERIFICATIONS)


def random_handle(letters: str) -> str:
    """A handle that says nothing of who or what it stands for, for example S-7K2Q9XB."""
    return f"{letters}-" + "".join(secrets.choice(ALPHABET) for _ in range(7))


def _source_complete(row: Any, _look: "Look", _changed: "Mapping[str, Any]") -> None:
    row.code = row.code or random_handle("S")


def _citation_check(row: Any) -> None:
    if row.exhibit_id is None and row.source_id is None:
        raise Refused("citation.evidence", field="exhibit_id")


def _weighing_check(row: Any) -> None:
    if row.exhibit_id is None and row.event_id is None and row.account_id is None:
        raise Refused("weighing.what", field="exhibit_id")


def _evidence_label(row: Any, look: "Look") -> str:
    parts = (("exhibit", "exhibit_id"), ("event", "event_id"), ("account", "account_id"), ("source", "source_id"))
    return joined(*(look.label(kind, getattr(row, column, None)) for kind, column in parts))


def _account_label(row: Any, look: "Look") -> str:
    return joined(look.label("source", row.source_id), day_words(row, "taken"), row.ref)


def _element_with_gap(row: Any, look: "Look") -> str:
    """An element with what is shown; what is missing is never left out."""
    gap = f"! {_('What is missing')}: {row.gap}" if row.gap else ""
    weighed = any_record.count_children(look.session, "weighing", "element_id", row.id)
    nothing = "" if weighed or row.finding or row.gap else "! " + _("nothing weighed yet")
    return joined(look.word("element", row.element_code), row.finding, gap, nothing)


SOURCE = RecordForm(
    "source",
    N_("Source"),
    (
        Section(
            N_("Source: who it is stays out of here and is sealed"),
            (
                FieldSpec("kind_code", N_("Kind"), 30, True, kinds.listed("source_kind", "source", "kind_code")),
                FieldSpec("title", N_("Title"), 56),
                FieldSpec("description", N_("Account"), 56, type=LONG),
                FieldSpec("url", N_("Address on the web"), 56),
                FieldSpec("language", N_("Language"), 20, type=kinds.LANGUAGE),
                FieldSpec("dated", N_("Date"), 20, type=kinds.DATE),
                FieldSpec("reliability", N_("Reliability, A–F"), 30, type=kinds.RELIABILITY),
                FieldSpec("credibility", N_("Credibility, 1–6"), 30, type=kinds.CREDIBILITY),
                FieldSpec("directness", N_("How direct"), 24, type=kinds.DIRECTNESS),
                FieldSpec(
                    "connection_code",
                    N_("Connection"),
                    30,
                    type=kinds.listed("connection", "source", "connection_code"),
                ),
            ),
        ),
    ),
    plural=N_("Sources"),
    label=lambda row, _look: joined(row.code, row.title, f"{row.reliability}{row.credibility}"),
    children=(Children("account", "source_id"), Children("exhibit", "source_id", can_add=False)),
    complete=_source_complete,
    has_footnotes=False,
)

ACCOUNT = RecordForm(
    "account",
    N_("A person's account"),
    (
        Section(
            N_("A person's account"),
            (
                FieldSpec("source_id", N_("Source"), 24, True, Link("source")),
                FieldSpec("case_id", N_("Case"), 40, type=Link("legal_case")),
                FieldSpec("event_id", N_("Event"), 40, type=Link("event")),
                FieldSpec("taken", N_("Taken on"), 20, type=kinds.DATE),
                FieldSpec(
                    "taken_by_code", N_("Taken by"), 20, type=kinds.listed("", "account", "taken_by_code", limit=20)
                ),
                FieldSpec("language", N_("Language"), 20, type=kinds.LANGUAGE),
                FieldSpec(
                    "interpreter_code",
                    N_("Interpreter"),
                    20,
                    type=kinds.listed("", "account", "interpreter_code", limit=20),
                ),
                FieldSpec("directness", N_("How direct"), 24, type=kinds.DIRECTNESS),
                FieldSpec("text_as_taken", N_("As taken"), 56, True, LONG),
                FieldSpec("circumstances", N_("Circumstances"), 56, type=LONG),
                FieldSpec("prior_interviews", N_("Asked before by"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Accounts"),
    label=_account_label,
)

EXHIBIT = RecordForm(
    "exhibit",
    N_("Exhibit"),
    (
        Section(
            N_("Exhibit"),
            (
                FieldSpec("case_id", N_("Case"), 40, True, Link("legal_case")),
                FieldSpec("exhibit_number", N_("Number"), 12),
                FieldSpec("title", N_("Title"), 56, True),
                FieldSpec(
                    "document_kind_code",
                    N_("Kind"),
                    30,
                    True,
                    kinds.listed("document_kind", "exhibit", "document_kind_code"),
                ),
                FieldSpec("dated", N_("Date"), 20, type=kinds.DATE),
                FieldSpec("page_count", N_("Pages"), 8, type=Whole(1, 1_000_000)),
                FieldSpec("language", N_("Language"), 20, type=kinds.LANGUAGE),
                FieldSpec("author_person", N_("Author"), 40),
                FieldSpec("author_body", N_("Author, body"), 40),
                FieldSpec("translation_of_id", N_("Translation of"), 20, type=Link("exhibit")),
                FieldSpec("parent_id", N_("Part of"), 20, type=Link("exhibit")),
                FieldSpec("court_ern", N_("Number at court"), 24),
                FieldSpec("description", N_("Description"), 56, type=LONG),
            ),
        ),
        Section(
            N_("Where it comes from"),
            (
                FieldSpec("source_id", N_("Source"), 24, type=Link("source")),
                FieldSpec("obtained_at", N_("Obtained"), 28, type=Instant()),
                FieldSpec(
                    "obtained_by_code", N_("Obtained by"), 30, type=kinds.listed("", "exhibit", "obtained_by_code")
                ),
                FieldSpec("obtained_how", N_("How"), 24, type=kinds.OBTAINED_HOW),
                FieldSpec("obtained_where", N_("Where"), 40),
                FieldSpec("original_or_copy", N_("Original or copy"), 24, type=Closed(said.FORMS)),
                FieldSpec(
                    "original_held_by_code",
                    N_("Original held by"),
                    30,
                    type=kinds.listed("", "exhibit", "original_held_by_code"),
                ),
                FieldSpec("source_url", N_("Address on the web"), 56),
            ),
        ),
        Section(
            N_("Verification"),
            (
                FieldSpec("verification", N_("Verification"), 24, type=_VERIFICATION),
                FieldSpec("verification_method", N_("How verified"), 56, type=LONG),
                FieldSpec("reliability", N_("Reliability, A–F"), 30, type=kinds.RELIABILITY),
                FieldSpec("credibility", N_("Credibility, 1–6"), 30, type=kinds.CREDIBILITY),
                FieldSpec("confidentiality", N_("Confidentiality"), 20, type=Closed(said.CONFIDENTIALITIES)),
                FieldSpec("redaction", N_("Redaction"), 30, type=kinds.REDACTION),
                FieldSpec("tlp", N_("Sharing"), 30, type=kinds.TLP),
            ),
        ),
    ),
    plural=N_("Exhibits"),
    label=lambda row, _look: joined(row.exhibit_number, row.title),
    children=(
        Children("custody_event", "exhibit_id", can_add=False),
        Children("exhibit", "parent_id", N_("Parts of it")),
        Children("exhibit", "translation_of_id", N_("Translations")),
    ),
    has_footnotes=False,
)

CUSTODY_EVENT = RecordForm(
    "custody_event",
    N_("Custody entry"),
    (
        Section(
            N_("Custody entry"),
            (
                FieldSpec("number", N_("Number"), 8, type=kinds.WHOLE),
                FieldSpec("event", N_("Step"), 20, type=kinds.CUSTODY_EVENTS),
                FieldSpec("happened_at", N_("Day and hour"), 28, type=kinds.INSTANT),
                FieldSpec("by_code", N_("By"), 30),
                FieldSpec("from_custodian_code", N_("From"), 30),
                FieldSpec("to_custodian_code", N_("To"), 30),
                FieldSpec("place", N_("Place"), 40),
                FieldSpec("purpose", N_("Purpose"), 50, type=_OfCustody()),
                FieldSpec("method_and_tool", N_("Method and tool"), 50, type=_OfCustody()),
                FieldSpec("sha256_before", N_("SHA-256 before"), 64),
                FieldSpec("sha256_after", N_("SHA-256 after"), 64),
                FieldSpec("seal_number", N_("Number of the seal"), 20),
            ),
        ),
    ),
    plural=N_("Custody entries"),
    label=lambda row, _look: joined(
        str(row.number),
        kinds.INSTANT.words(row, "happened_at", _look),
        kinds.CUSTODY_EVENTS.word(row.event),
        row.by_code,
    ),
    is_written_elsewhere=True,
    has_footnotes=False,
)

CITATION = RecordForm(
    "citation",
    N_("Footnote"),
    (
        Section(
            N_("Footnote"),
            (
                FieldSpec("record_field", N_("To which field"), 30, type=FieldOfRecord()),
                FieldSpec("exhibit_id", N_("Exhibit"), 24, type=Link("exhibit")),
                FieldSpec("page", N_("Page"), 12),
                FieldSpec("timecode", N_("Timecode"), 12),
                FieldSpec("source_id", N_("Source"), 24, type=Link("source")),
                FieldSpec("quotation", N_("Quotation"), 56, type=LONG),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Footnotes"),
    label=lambda row, look: joined(
        FieldOfRecord().words(row, "record_field", look), _evidence_label(row, look), row.page, row.timecode
    ),
    check=_citation_check,
    has_footnotes=False,
)

ALLEGATION = RecordForm(
    "allegation",
    N_("Allegation"),
    (
        Section(
            N_("Allegation"),
            (
                FieldSpec(
                    "crime_code",
                    N_("Crime or right"),
                    40,
                    True,
                    kinds.listed("crime", "allegation", "crime_code", limit=60),
                ),
                FieldSpec("respondent_id", N_("Respondent"), 40, type=Link("person")),
                FieldSpec("liability_codes", N_("Modes of liability"), 40, type=kinds.several("liability")),
                FieldSpec("statement", N_("Statement"), 56, type=LONG),
                FieldSpec("contrary_view", N_("Contrary view"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Allegations"),
    label=lambda row, look: joined(look.word("crime", row.crime_code), look.label("person", row.respondent_id)),
    children=(Children("allegation_element", "allegation_id", label=_element_with_gap, nested=("weighing",)),),
    has_footnotes=False,
)

ALLEGATION_ELEMENT = RecordForm(
    "allegation_element",
    N_("Element"),
    (
        Section(
            N_("Element"),
            (
                FieldSpec(
                    "element_code",
                    N_("Element"),
                    40,
                    True,
                    kinds.listed("element", "allegation_element", "element_code"),
                ),
                FieldSpec("finding", N_("What is shown"), 56, type=LONG),
                FieldSpec("gap", N_("What is missing"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Elements"),
    label=lambda row, look: joined(look.word("element", row.element_code), row.finding),
    children=(Children("weighing", "element_id"),),
    has_footnotes=False,
)

WEIGHING = RecordForm(
    "weighing",
    N_("Weighing"),
    (
        Section(
            N_("Weighing"),
            (
                FieldSpec("exhibit_id", N_("Exhibit"), 24, type=Link("exhibit")),
                FieldSpec("event_id", N_("Event"), 24, type=Link("event")),
                FieldSpec("account_id", N_("Account"), 24, type=Link("account")),
                FieldSpec("bearing", N_("What it does"), 36, True, _BEARING),
                FieldSpec("page", N_("Page"), 12),
                FieldSpec("reasoning", N_("Reasoning"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Weighings"),
    label=lambda row, look: joined(_BEARING.word(row.bearing), _evidence_label(row, look), row.page),
    check=_weighing_check,
    has_footnotes=False,
)

FORMS = (
    SOURCE,
    ACCOUNT,
    EXHIBIT,
    CUSTODY_EVENT,
    CITATION,
    ALLEGATION,
    ALLEGATION_ELEMENT,
    WEIGHING,
)
