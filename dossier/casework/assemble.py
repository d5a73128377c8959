"""Fills the view of a printed dossier from the vault, for a case or for one person, reduced to one profile."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from dossier.casework.desk import Desk
from dossier.casework.dossier_analysis import allegations_of, contrary_is_searched, contrary_of
from dossier.casework.dossier_detention import detention_of
from dossier.casework.dossier_events import chronology_of, remedies_of
from dossier.casework.dossier_evidence import accounts_of, custody_head, custody_of, exhibits_of, sources_of
from dossier.casework.dossier_forms import forms_of
from dossier.casework.dossier_glossary import glossary_of
from dossier.casework.dossier_linkage import linkage_of
from dossier.casework.dossier_matrix import matrix_of
from dossier.casework.dossier_people import bodies_of, consents_of, persons_of, protection_of_persons
from dossier.casework.dossier_procedure import law_of, proceedings_of
from dossier.casework.dossier_relief import criteria_of, forums_of, relief_of
from dossier.casework.dossier_summary import counts_of, held_back_of, summary_of
from dossier.casework.dossier_treatment import treatment_of
from dossier.casework.dossier_view import DossierView, map_texts
from dossier.casework.dossier_words import CASE_KINDS, TLP_MEANINGS, Labels, word
from dossier.casework.pack_rows import PackExhibit, PackStep, exhibits_of_pack, steps_of_pack
from dossier.casework.release import Release
from dossier.domain.dates import PartialDate
from dossier.domain.refs import read_ref
from dossier.errors import Misread, NotFound, Refused, add_messages
from dossier.i18n import N_, _, in_language, ngettext
from dossier.vault.queries.dossier import DossierRows, load_case, load_persons
from dossier.vault.queries.record import RecordRows, record_rows
from dossier.vault.receipts import Shown

_LABELS_OF_PROFILE = {
    "sealed": ("RED", "AMBER+STRICT"),
    "confidential": ("AMBER+STRICT", "AMBER"),
    "public": ("GREEN", "CLEAR"),
}

_MOST_IN_TITLE = 3
add_messages({"dossier.of_both": N_("A dossier is of one case, or of one or more persons, and not of both.")})


def assemble_dossier(
    session: Any,
    asked: str | Sequence[str],
    *,
    profile: str,
    lang: str = "en",
    on: date | None = None,
    recipient: str = "",
    forms: tuple[str, ...] = (),
) -> DossierView:
    """Everything that a printed dossier shows; see ``assemble_with_persons``."""
    return assemble_with_persons(
        session, asked, profile=profile, lang=lang, on=on, recipient=recipient, forms=forms
    ).view


class Assembled(NamedTuple):
    """A dossier, and the persons in it for its receipt, which are not on paper as such."""

    view: DossierView
    persons: dict[uuid.UUID, Shown]


def assemble_with_persons(
    session: Any,
    asked: str | Sequence[str],
    *,
    profile: str,
    lang: str = "en",
    on: date | None = None,
    recipient: str = "",
    forms: tuple[str, ...] = (),
) -> Assembled:
    """Everything that a printed dossier shows, and whom it is about.

    Args:
        session: Of a vault, as ``vault.read()`` gives it.
        asked: A case ("C-…") or a person ("P-…"), as typed; or several persons.
        profile: "sealed", "confidential" or "public".
        lang: Language of the dossier's own words.
        on: The day on which consents must stand and terms are reckoned; today in UTC without it.
        recipient: Who it is for; opens consents given for that recipient.
        forms: Names of UN forms to fill, of ``known_forms()``.

    Raises:
        WrongUse: "form.unknown".
        Misread: "ref.form", "ref.check", "ref.kind".
        NotFound: "find.nothing".
        Refused: "release.profile", "dossier.of_both".
    """
    loaded = _load(session, asked)
    day = on or datetime.now(UTC).date()
    with in_language(lang):
        desk = _desk(loaded, profile, lang, day, recipient)
        return Assembled(_view(desk, recipient, forms), desk.release.shown())


@dataclass(frozen=True)
class PackData:
    """Everything that a pack is made from, besides the originals."""

    views: "list[tuple[str, DossierView]]"
    """The language and the dossier; a second pair faces it."""
    persons: dict[uuid.UUID, Shown]
    """Of whom it tells something, for the receipt."""
    exhibits: tuple[PackExhibit, ...]
    steps: tuple[PackStep, ...]
    protected: tuple[tuple[str, ...], tuple[str, ...]]
    """Surnames, and whole forms with contacts, of those whose names must be nowhere in it."""


def assemble_pack(
    session: Any,
    asked: str | Sequence[str],
    *,
    profile: str,
    langs: Sequence[str],
    on: date,
    recipient: str = "",
    forms: tuple[str, ...] = (),
) -> PackData:
    """What a pack is made from, for one profile.

    Args:
        session: Of a vault.
        asked: A case, or one or more persons.
        profile: "sealed", "confidential" or "public". Originals go only into a sealed pack: in the others a page may
            name somebody, and nothing has been taken out of it.
        langs: One language, or two.
        on: The day on which consents must stand.
        recipient: To whom.
        forms: Names of UN forms.

    Raises:
        As ``assemble_dossier``.
    """
    loaded, views = _load(session, asked), []
    for lang in langs:
        with in_language(lang):
            desk = _desk(loaded, profile, lang, on, recipient)
            views.append((lang, _view(desk, recipient, forms)))
    order = [one.ref for one in views[0][1].exhibits]
    with in_language(langs[0]):
        desk = _desk(loaded, profile, langs[0], on, recipient)
        exhibits = exhibits_of_pack(desk, order, with_originals=profile == "sealed")
        return PackData(views, desk.release.shown(), exhibits, steps_of_pack(desk, order), desk.release.protected())


class _Loaded(NamedTuple):
    """The rows of a dossier, and every procedure of the persons that it tells of."""

    rows: DossierRows
    records: RecordRows


def _desk(loaded: _Loaded, profile: str, lang: str, day: date, recipient: str) -> Desk:
    rows = loaded.rows
    release = Release(rows, profile, day, recipient)
    return Desk(rows, release, Labels(rows.vocabulary, lang), lang, day, loaded.records)


def _load(session: Any, asked: str | Sequence[str]) -> _Loaded:
    rows = rows_of_dossier(session, asked)
    persons = sorted({one.person_id for one in rows.proceedings})
    return _Loaded(rows, record_rows(session, persons))


def rows_of_dossier(session: Any, asked: str | Sequence[str]) -> DossierRows:
    """What is recorded of a case, or of some persons.

    Raises:
        As ``assemble_dossier``.
    """
    found = [read_ref(one) for one in ([asked] if isinstance(asked, str) else asked)]
    kinds, refs = {kind for kind, _ref in found}, [ref for _kind, ref in found]
    if not kinds <= {"legal_case", "person"}:
        raise Misread("ref.kind")
    if len(refs) > 1 and kinds != {"person"}:
        raise Refused("dossier.of_both")
    rows = load_persons(session, refs) if kinds == {"person"} else load_case(session, refs[0])
    if rows is None:
        raise NotFound("find.nothing")
    return rows


def _view(desk: Desk, recipient: str, forms: tuple[str, ...]) -> DossierView:
    persons, chronology, proceedings = persons_of(desk), chronology_of(desk), proceedings_of(desk)
    detention, allegations, exhibits = detention_of(desk), allegations_of(desk), exhibits_of(desk)
    sources, tlp, title = sources_of(desk), _tlp(desk), _title(desk)
    custody = custody_of(desk)
    first = desk.rows.cases[0] if desk.rows.cases else None
    kind = desk.rows.case.kind if desk.rows.case else "person" if len(desk.rows.subjects) == 1 else "persons"
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
        on=PartialDate.of_day(desk.on).format(desk.lang),
        is_example=any(one.is_example for one in desk.rows.cases),
        situation=(first.situation or "") if first else "",
        state=first.state_code if first else "",
        prepared_by=desk.text(first, "prepared_by") if first else "",
        recipient=recipient,
        standard_of_proof=desk.labels.of(first.standard_of_proof_code, "standard_of_proof") if first else "",
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
        accounts=accounts_of(desk),
        treatment=treatment_of(desk),
        linkage=linkage_of(desk),
        matrix=matrix_of(desk),
        forums=forums_of(desk, recipient, forms),
        criteria=criteria_of(desk),
        custody=custody,
        custody_head=custody_head(custody),
        relief=relief_of(desk),
        forms=forms_of(desk, forms),
        glossary=glossary_of(desk),
        contrary_searched=contrary_is_searched(desk),
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
    """That of the case or the person; of several persons the first one's and how many more there are."""
    first, *more = [desk.rows.case] if desk.rows.case else desk.rows.subjects
    return f"{first.ref}+{len(more)}" if more else first.ref or ""


def _title(desk: Desk) -> str:
    """The title where this profile may show it; else the reference."""
    if desk.rows.subjects:
        return _title_of_persons(desk)
    title = desk.text(desk.rows.case, "title")
    return title if title and desk.release.is_clear(title) else _("Case {ref}").format(ref=_ref(desk))


def _title_of_persons(desk: Desk) -> str:
    count = len(desk.rows.subjects)
    if count > _MOST_IN_TITLE:
        return ngettext("Dossier on {count} person", "Dossier on {count} persons", count).format(count=count)
    return _("Dossier on {person}").format(person=", ".join(desk.release.label(one.id) for one in desk.rows.subjects))


def _tlp(desk: Desk) -> str:
    """The strictest label of the records where the profile allows them, else the strictest label of the profile."""
    allowed = _LABELS_OF_PROFILE[desk.release.profile]
    recorded = {one.tlp for one in ([desk.rows.case] if desk.rows.case else desk.rows.subjects)}
    return min(recorded, key=allowed.index) if recorded <= set(allowed) else allowed[0]
