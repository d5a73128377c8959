"""Deprivation of liberty: each episode with its stays, as rows and as bars of a drawing."""

from typing import Any

from dossier.casework.desk import Desk, by_date, instant
from dossier.casework.dossier_clocks import clocks_of
from dossier.casework.dossier_events import place_of
from dossier.casework.dossier_people import body_name
from dossier.casework.dossier_view import Dated, DetentionView, EpisodeView, Labelled, Stay
from dossier.casework.dossier_words import BASES, BRANCHES, YES_NO, word
from dossier.i18n import _


def detention_of(desk: Desk) -> tuple[DetentionView, ...]:
    """Each person who was deprived of liberty, in the order recorded."""
    people = sorted({one.person_id for one in desk.rows.episodes})
    return tuple(DetentionView(desk.release.label(one), _episodes(desk, one)) for one in people)


def _episodes(desk: Desk, person_id: Any) -> tuple[EpisodeView, ...]:
    mine = [(one.branch, _episode(desk, one)) for one in desk.rows.episodes if one.person_id == person_id]
    return tuple(one for _branch, one in sorted(mine, key=lambda pair: by_date(pair[1].started.first_on, pair[0])))


def _episode(desk: Desk, episode: Any) -> EpisodeView:
    who = episode.person_id
    started, ended = desk.date(episode, "started", who), desk.date(episode, "ended", who)
    return EpisodeView(
        title=word(BRANCHES, episode.branch),
        started=started,
        ended=ended,
        facts=_facts(desk, episode),
        stays=stays_of(desk, episode) or _whole(desk, episode, started, ended),
        notes=desk.notes(episode),
        clocks=clocks_of(desk, episode),
    )


def stays_of(desk: Desk, episode: Any) -> tuple[Stay, ...]:
    """Where the person was held during one episode, in the order of time."""
    stays = [_stay(desk, one, episode.person_id) for one in desk.rows.placements if one.episode_id == episode.id]
    return tuple(sorted(stays, key=lambda one: by_date(one.started.first_on, one.started.last_on, one.basis_code)))


def _whole(desk: Desk, episode: Any, started: Dated, ended: Dated) -> tuple[Stay, ...]:
    """Where nobody recorded the stays, the episode is drawn as one bar that says so."""
    if not started.first_on:
        return ()
    where = place_of(desk, episode) or _("place of detention not recorded")
    return (Stay(where, word(BASES, "unknown"), "unknown", started, ended, is_open=not ended.text),)


def _stay(desk: Desk, stay: Any, who: Any) -> Stay:
    facility = desk.rows.organisations.get(stay.facility_id) if desk.release.see(stay, "facility_id", who) else None
    where = body_name(desk, facility) if facility else desk.text(stay, "facility_as_written", who)
    incommunicado = desk.release.see(stay, "incommunicado", who)
    written = desk.text(stay, "facility_as_written", who)
    remarks = [desk.text(stay, "conditions", who), desk.labels.regime(stay.regime_code)]
    if facility and written and written != where:
        remarks.append(_("as written: {text}").format(text=written))
    if facility and stay.facility_kind_code:
        remarks.append(desk.labels.of(stay.facility_kind_code, "facility_kind"))
    if incommunicado in ("yes", "partly"):
        remarks.insert(0, _("Held incommunicado: {answer}").format(answer=word(YES_NO, incommunicado)))
    ended = desk.date(stay, "ended", who)
    return Stay(
        where=where or desk.labels.of(stay.facility_kind_code, "facility_kind") or _unshown(stay),
        basis=word(BASES, stay.basis),
        basis_code=stay.basis,
        started=desk.date(stay, "started", who),
        ended=ended,
        is_open=stay.ended_upper is None and not ended.text,
        remarks=" · ".join(one for one in remarks if one),
        notes=desk.notes(stay),
    )


def _unshown(stay: Any) -> str:
    is_known = bool(stay.facility_id or stay.facility_as_written)
    return _("withheld") if is_known else _("place of detention not recorded")


def _facts(desk: Desk, episode: Any) -> tuple[Labelled, ...]:
    who = episode.person_id

    def at(field: str) -> str:
        return instant(desk.release.see(episode, field, who), desk.lang)

    ill = desk.release.see(episode, "ill_treatment_alleged", who)
    return desk.lines(
        (_("Actual detention"), at("detained_at")),
        (_("Place"), place_of(desk, episode)),
        (_("Region"), desk.labels.of(episode.region_code, "region")),
        (_("Arrested by"), desk.labels.of(episode.arresting_agency_code, "agency")),
        (_("Context"), desk.labels.of(episode.context_code, "context")),
        (_("Warrant shown"), word(YES_NO, episode.warrant_shown)),
        (_("Reason stated"), desk.text(episode, "stated_reason", who)),
        (_("Family notified"), at("family_notified_at")),
        (_("Counsel admitted"), at("counsel_admitted_at")),
        (_("First before a judge"), at("judge_first_at")),
        (_("Ill-treatment alleged"), word(YES_NO, ill) if ill else ""),
        (_("WGAD categories"), ", ".join(episode.wgad_category_codes)),
        (_("Contact with the outside"), desk.shown(episode, "outside_contact_codes", who)),
        (_("End"), desk.labels.of(episode.end_reason_code, "end_reason")),
        (_("Remarks"), desk.text(episode, "remarks", who)),
    )
