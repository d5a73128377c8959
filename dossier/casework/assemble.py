"""Fills the view of a printed dossier from the vault, for a case or for one person, reduced to one profile."""

import uuid
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from dossier.casework.desk import Desk
from dossier.casework.dossier_analysis import allegations_of, contrary_of
from dossier.casework.dossier_detention import detention_of
from dossier.casework.dossier_events import chronology_of, remedies_of
from dossier.casework.dossier_evidence import exhibits_of, sources_of
from dossier.casework.dossier_people import bodies_of, consents_of, persons_of, protection_of_persons
from dossier.casework.dossier_procedure import law_of, proceedings_of
from dossier.casework.dossier_summary import counts_of, held_back_of, summary_of
from dossier.casework.dossier_view import DossierView, map_texts
from dossier.casework.dossier_words import CASE_KINDS, TLP_MEANINGS, Labels, word
from dossier.casework.release import Release
from dossier.domain.refs import read_ref
from dossier.errors import Misread, NotFound
from dossier.i18n import _, in_language
from dossier.vault.queries.dossier import DossierRows, load_case, load_person
from dossier.vault.receipts import Shown

_LABELS_OF_PROFILE = {
    "sealed": ("RED", "AMBER+STRICT"),
    "confidential": ("AMBER+STRICT", "AMBER"),
    "public": ("GREEN", "CLEAR"),
}


def assemble_dossier(
    session: Any,
    ref: str,
    *,
    profile: str,
    lang: str = "en",
    on: date | None = None,
    recipient: str = "",
) -> DossierView:
    """Everything that a printed dossier shows; see ``assemble_with_persons``."""
    return assemble_with_persons(session, ref, profile=profile, lang=lang, on=on, recipient=recipient).view


class Assembled(NamedTuple):
    """A dossier, and the persons in it for its receipt, which are not on paper as such."""

    view: DossierView
    persons: dict[uuid.UUID, Shown]


def assemble_with_persons(
    session: Any,
    ref: str,
    *,
    profile: str,
    lang: str = "en",
    on: date | None = None,
    recipient: str = "",
) -> Assembled:
    """Everything that a printed dossier shows, and whom it is about.

    Args:
        session: Of a vault, as ``vault.read()`` gives it.
        ref: A case ("C-…") or a person ("P-…"), as typed.
        profile: "sealed", "confidential" or "public".
        lang: Language of the dossier's own words.
        on: The day on which consents must stand and terms are reckoned; today in UTC without it.
        recipient: Who it is for; opens consents given for that recipient.

    Raises:
        Misread: "ref.form", "ref.check", "ref.kind".
        NotFound: "find.nothing".
        Refused: "release.profile".
    """
    rows = _load(session, ref)
    day = on or datetime.now(UTC).date()
    with in_language(lang):
        release = Release(rows, profile, day, recipient)
        desk = Desk(rows, release, Labels(rows.vocabulary, lang), lang, day)
        return Assembled(_view(desk, recipient), release.shown())


def _load(session: Any, ref: str) -> DossierRows:
    kind, plain = read_ref(ref)
    if kind not in ("legal_case", "person"):
        raise Misread("ref.kind")
    rows = load_case(session, plain) if kind == "legal_case" else load_person(session, plain)
    if rows is None:
        raise NotFound("find.nothing")
    return rows


def _view(desk: Desk, recipient: str) -> DossierView:
    persons, chronology, proceedings = persons_of(desk), chronology_of(desk), proceedings_of(desk)
    detention, allegations, exhibits = detention_of(desk), allegations_of(desk), exhibits_of(desk)
    sources, tlp, title = sources_of(desk), _tlp(desk), _title(desk)
    first = desk.rows.cases[0] if desk.rows.cases else None
    kind = desk.rows.case.kind if desk.rows.case else "person"
    view = DossierView(
        ref=_ref(desk),
        kind=kind,
        kind_label=word(CASE_KINDS, kind),
        title=title,
        short_title=title if len(title) <= 60 else title[:59].rstrip() + "…",
        case_number=desk.text(desk.rows.case, "case_number") if desk.rows.case else "",
        profile=desk.release.profile,
        tlp=f"TLP:{tlp}",
        tlp_meaning=word(TLP_MEANINGS, tlp),
        lang=desk.lang,
        is_example=any(one.is_example for one in desk.rows.cases),
        situation=(first.situation or "") if first else "",
        state=first.state_code if first else "",
        prepared_by=desk.text(first, "prepared_by") if first else "",
        recipient=recipient,
        standard_of_proof=desk.labels.of(first.standard_of_proof_code) if first else "",
        counts=counts_of(persons, chronology, proceedings, allegations, exhibits, sources),
        summary=summary_of(desk, persons, proceedings, detention, allegations),
        persons=persons,
        bodies=bodies_of(desk),
        chronology=chronology,
        proceedings=proceedings,
        detention=detention,
        allegations=allegations,
        contrary=contrary_of(desk),
        exhibits=exhibits,
        sources=sources,
        consents=consents_of(desk),
        protection=protection_of_persons(desk),
        remedies=remedies_of(desk),
        law=law_of(desk),
        method=tuple(one for case in desk.rows.cases for one in desk.statements(desk.text(case, "method"))),
        held_back=(),
    )
    return _reduced(desk, view)


def _reduced(desk: Desk, view: DossierView) -> DossierView:
    """The last step: no text that names a protected person gets through, wherever it came from."""
    cleared = map_texts(view, desk.release.cleared)
    kept = {"lang": view.lang, "profile": view.profile, "kind": view.kind, "ref": view.ref, "tlp": view.tlp}
    return _replaced(cleared, held_back=held_back_of(desk.release.held_back), **kept)


def _replaced(view: DossierView, **changes: Any) -> DossierView:
    from dataclasses import replace

    return replace(view, **changes)


def _ref(desk: Desk) -> str:
    row = desk.rows.case or desk.rows.subject
    return row.ref or "" if row else ""


def _title(desk: Desk) -> str:
    """The title where this profile may show it; else the reference."""
    if desk.rows.subject:
        return _("Dossier on {person}").format(person=desk.release.label(desk.rows.subject.id))
    title = desk.text(desk.rows.case, "title")
    return title if title and desk.release.is_clear(title) else _("Case {ref}").format(ref=_ref(desk))


def _tlp(desk: Desk) -> str:
    """The label of the record where the profile allows it, else the strictest label of the profile."""
    allowed = _LABELS_OF_PROFILE[desk.release.profile]
    recorded = (desk.rows.case or desk.rows.subject).tlp  # type: ignore[union-attr]
    return recorded if recorded in allowed else allowed[0]
