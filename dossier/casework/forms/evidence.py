"""Forms of exhibits with their custody, and of footnotes that lead to them."""

from typing import TYPE_CHECKING, Any

from dossier.casework import dossier_words as said
from dossier.casework.custody_words import custody_words
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.links import FieldOfRecord, Link
from dossier.casework.forms.lists import Closed
from dossier.casework.forms.moments import Instant
from dossier.casework.forms.numbers import Whole
from dossier.casework.forms.procedure import joined
from dossier.casework.forms.values import Text
from dossier.errors import Refused, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

add_messages({"citation.evidence": N_("A footnote names an exhibit or a source.")})


class _OfCustody(Text):
    """A purpose or a method: the program's own in the reader's language."""

    def words(self, row: Any, name: str, look: "Look") -> str:
        """In words."""
        return custody_words(getattr(row, name))


_VERIFICATION = Closed(said.VERIFICATIONS)


def _citation_check(row: Any) -> None:
    if row.exhibit_id is None and row.source_id is None:
        raise Refused("citation.evidence", field="exhibit_id")


def evidence_label(row: Any, look: "Look") -> str:
    """What a footnote or a weighing rests on."""
    parts = (("exhibit", "exhibit_id"), ("event", "event_id"), ("account", "account_id"), ("source", "source_id"))
    return joined(*(look.label(kind, getattr(row, column, None)) for kind, column in parts))


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
                FieldSpec("from_custodian_code", N_("Handed over by"), 30),
                FieldSpec("to_custodian_code", N_("Handed over to"), 30),
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
        FieldOfRecord().words(row, "record_field", look), evidence_label(row, look), row.page, row.timecode
    ),
    check=_citation_check,
    has_footnotes=False,
)

FORMS = (EXHIBIT, CUSTODY_EVENT, CITATION)
