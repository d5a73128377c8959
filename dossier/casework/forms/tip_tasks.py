"""Forms of what is decided about a tip, and of how one comes in."""

from typing import Final

from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, FieldSpec, FormSpec, Section
from dossier.casework.forms.lists import Closed
from dossier.casework.forms.numbers import Whole
from dossier.casework.forms.places import FilePath
from dossier.casework.forms.tasks import RefOf
from dossier.i18n import N_

_KEPT_DAYS = FieldSpec("kept_days", N_("Days it is kept"), 8, True, Whole(1, 730))
NEW_TIP = FormSpec(
    "tip text",
    N_("A tip: something received and not yet believed"),
    (
        Section(
            N_("What came in, without who wrote it"), (FieldSpec("text", N_("As received"), 56, True, LONG), _KEPT_DAYS)
        ),
    ),
)
TIP_FILE = FormSpec(
    "tip file",
    N_("Take in an exported chat"),
    (
        Section(
            N_("Who wrote is not kept; the exported chat itself still names everybody"),
            (
                FieldSpec("file", N_("File"), 56, True, FilePath()),
                FieldSpec("strip", N_("Identities out"), 8, type=kinds.TRUTH),
                FieldSpec("ours", N_("Our own account"), 40),
                _KEPT_DAYS,
            ),
        ),
    ),
)
TIP_TRIAGE = FormSpec(
    "tip triage",
    N_("Look at a tip"),
    (
        Section(
            N_("What you make of it"),
            (
                FieldSpec("happened", N_("Happened"), 24, type=kinds.DATE),
                FieldSpec("place", N_("Place"), 50),
                FieldSpec("note", N_("Note"), 56, type=LONG),
            ),
        ),
    ),
)
BECOMES: Final = Closed(
    {
        "event": N_("stands behind an event that is recorded"),
        "new_event": N_("becomes a new event"),
        "exhibit": N_("becomes exhibits of a case"),
    }
)
TIP_PROMOTE = FormSpec(
    "tip promotion",
    N_("A tip becomes a record"),
    (
        Section(
            N_("What it becomes"),
            (
                FieldSpec("becomes", N_("What it becomes"), 44, True, BECOMES),
                FieldSpec("event", N_("Event"), 40, type=RefOf("event")),
                FieldSpec("title", N_("Title"), 56),
                FieldSpec("case", N_("Case"), 40, type=RefOf("legal_case")),
            ),
        ),
    ),
)
TIP_REFUSE = FormSpec(
    "tip refusal",
    N_("Refuse a tip"),
    (Section(N_("Refuse a tip"), (FieldSpec("why", N_("Why"), 56, True),)),),
)
TIP_KEEP = FormSpec("tip keeping", N_("Keep a tip longer"), (Section(N_("Counted from today"), (_KEPT_DAYS,)),))
TIP_CONTACT = FormSpec(
    "tip contact",
    N_("Seal how whoever reported can be reached"),
    (
        Section(
            N_("Sealed: nobody reads it on this computer again"),
            (FieldSpec("contact", N_("Contact"), 56, True),),
        ),
    ),
)
