"""Forms of sources and of the accounts that persons gave."""

import secrets
from typing import TYPE_CHECKING, Any

from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.links import Link
from dossier.casework.forms.procedure import day_words, joined
from dossier.domain.refs import ALPHABET
from dossier.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossier.casework.forms.look import Look


def random_handle(letters: str) -> str:
    """A handle that says nothing of who or what it stands for, for example S-7K2Q9XB."""
    return f"{letters}-" + "".join(secrets.choice(ALPHABET) for _ in range(7))


def _source_complete(row: Any, _look: "Look", _changed: "Mapping[str, Any]") -> None:
    row.code = row.code or random_handle("S")


def _account_label(row: Any, look: "Look") -> str:
    return joined(look.label("source", row.source_id), day_words(row, "taken"), row.ref)


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

FORMS = (SOURCE, ACCOUNT)
