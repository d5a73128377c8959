"""UN forms filled for one person from the same records as the dossier, with what is missing.

A form is a file of exports/forms/: its questions, and for each the name of a source of this module. A question that
no record answers stays empty and is listed; nothing is made up.
"""

import uuid
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from dossier.casework.desk import Desk
from dossier.casework.dossier_detention import stays_of
from dossier.casework.dossier_events import place_of, remedies_of
from dossier.casework.dossier_people import body_name, from_to
from dossier.casework.dossier_view import FormField, FormView
from dossier.casework.dossier_words import SCOPES, SEXES, YES_NO, article_words, word
from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_, _, in_language
from dossier.resources import export_path, shipped_yaml

add_messages({"form.unknown": N_("There is no form of this name. Known are: {known}.")})
_VICTIMS: Final = ("victim", "accused")
_WHERE: Final = {
    "person": N_("the person's record"),
    "detention": N_("the deprivation of liberty"),
    "charges": N_("the charges"),
    "proceeding": N_("the proceeding"),
    "case": N_("the case"),
    "analysis": N_("the WGAD categories of the deprivation of liberty"),
    "remedies": N_("the interventions"),
    "consent": N_("the consents"),
    "events": N_("the events and who is alleged to be involved"),
    "by_hand": N_("by hand, on the form itself"),
    "withheld": N_("left out on purpose: it endangers; add it by hand where the body needs it"),
}


@cache
def known_forms() -> tuple[str, ...]:
    """The names of the forms, as ``--form`` takes them."""
    return tuple(sorted(one.stem for one in export_path("forms").glob("*.yaml")))


def forms_of(desk: Desk, names: tuple[str, ...]) -> tuple[FormView, ...]:
    """Each form for each victim of the dossier who may be named; none in the public version.

    Raises:
        WrongUse: "form.unknown".
    """
    if unknown := set(names) - set(known_forms()):
        raise WrongUse("form.unknown", name=min(unknown), known=", ".join(known_forms()))
    if desk.release.profile == "public":
        return ()
    people = _subjects(desk)
    return tuple(_form(desk, _read(name), one) for name in names for one in people)


def _subjects(desk: Desk) -> list[uuid.UUID]:
    if desk.rows.subjects:
        return [one.id for one in desk.rows.subjects]
    listed = [one.person_id for one in desk.rows.parties if one.person_id and one.role in _VICTIMS]
    return [one for one in dict.fromkeys(listed) if desk.release.names(one)]


def _read(name: str) -> dict[str, Any]:
    form: dict[str, Any] = shipped_yaml(export_path("forms", f"{name}.yaml"))
    return form


def _form(desk: Desk, form: dict[str, Any], person_id: uuid.UUID) -> FormView:
    with in_language(form["language"]):
        answers = _Answers(desk, person_id)
        asked = [(one, answers.of(one["from"])) for one in form["fields"]]
    fields = tuple(
        FormField(one["number"], one["question"], answer, one["required"], word(_WHERE, one["where"]))
        for one, answer in asked
    )
    remarks = (_("Form: {source}. Sent to: {body}.").format(source=form["source"], body=form["addressee"]),)
    return FormView(form["code"], form["title"], desk.release.label(person_id), fields, remarks)


class _Answers:
    """What the records say to each source that a form can name."""

    def __init__(self, desk: Desk, person_id: uuid.UUID) -> None:
        self._desk, self._who = desk, person_id
        self._person = desk.rows.persons[person_id]
        mine = [one for one in desk.rows.episodes if one.person_id == person_id]
        self._episodes = sorted(mine, key=lambda one: (str(one.started_lower or "9999"), one.id))
        self._proceedings = [one for one in desk.rows.proceedings if one.person_id == person_id]
        self._charges = [one for one in desk.rows.charges if one.proceeding_id in {p.id for p in self._proceedings}]

    def of(self, source: str) -> str:
        """The answer of one source; empty where nothing is recorded or the version may not show it."""
        group, _dot, field = source.partition(".")
        answers: dict[str, Callable[[str], str]] = {
            "person": self._person_field, "arrest": self._arrest, "detention": self._detention, "charges": self._charge,
            "proceeding": self._court, "narrative": self._narrative, "wgad": self._category, "remedies": self._remedies,
            "preparer": self._preparer, "consent": self._consent, "perpetrators": self._perpetrators,
        }  # fmt: skip
        return answers[group](field) if group in answers else ""

    def _person_field(self, field: str) -> str:
        if field in ("family", "given"):
            names = [one for one in self._desk.rows.names if one.person_id == self._who]
            forms = dict.fromkeys(getattr(one, field) or "" for one in names)
            return " / ".join(one for one in forms if one) if self._desk.release.names(self._who) else ""
        if field in ("identity", "life"):
            parts = ("born", "citizenship") if field == "identity" else ("sex", "born", "citizenship", "occupation")
            named = [self._desk.release.label(self._who)] if field == "identity" else []
            return "; ".join(one for one in (*named, *(self._person_field(part) for part in parts)) if one)
        column = {"born": "born", "citizenship": "citizenship_codes", "occupation": "occupation"}.get(field, field)
        if field == "sex":
            return word(SEXES, self._person.sex) if self._person.sex != "unknown" else ""
        return self._desk.shown(self._person, column, self._who)

    def _arrest(self, field: str) -> str:
        found = [self._of_episode(one, field) for one in self._episodes]
        return "; ".join(dict.fromkeys(one for one in found if one))

    def _of_episode(self, episode: Any, field: str) -> str:
        desk, who = self._desk, self._who
        if field == "place":
            return place_of(desk, episode)
        if field == "forces":
            return desk.labels.of(episode.arresting_agency_code, "agency")
        if field == "warrant":
            return word(YES_NO, episode.warrant_shown) if episode.warrant_shown != "unknown" else ""
        return desk.shown(episode, {"date": "started", "reason": "stated_reason"}[field], who)

    def _detention(self, field: str) -> str:
        stays = [stay for one in self._episodes for stay in stays_of(self._desk, one)]
        if field == "holder":
            last = self._episodes[-1:] and stays[-1:]
            return last[0].where if last else ""
        if field == "places":
            return "; ".join(f"{from_to(one.started.text, one.ended.text)}: {one.where}" for one in stays)
        spans = [from_to(self._desk.when(one, "started", self._who), self._desk.when(one, "ended", self._who))
                 for one in self._episodes]  # fmt: skip
        return "; ".join(spans)

    def _charge(self, field: str) -> str:
        if field == "acts":
            return "; ".join(
                dict.fromkeys(filter(None, (self._desk.text(one, "alleged_act") for one in self._charges)))
            )
        articles = (article_words(c.code, c.article, c.part, c.point, c.article_as_written) for c in self._charges)
        return "; ".join(dict.fromkeys(articles))

    def _court(self, _field: str) -> str:
        bodies = self._desk.rows.organisations
        found = (
            body_name(self._desk, bodies[one.court_id]) if one.court_id in bodies else one.court_as_written or ""
            for one in self._proceedings
        )  # fmt: skip
        return "; ".join(dict.fromkeys(one for one in found if one))

    def _narrative(self, _field: str) -> str:
        return "\n\n".join(filter(None, (self._desk.text(case, "summary") for case in self._desk.rows.cases)))

    def _category(self, field: str) -> str:
        named = any(field in one.wgad_category_codes for one in self._episodes)
        return _("Category {code} is alleged; see section 9 of the dossier.").format(code=field) if named else ""

    def _remedies(self, _field: str) -> str:
        lines = remedies_of(self._desk)
        return "; ".join(
            f"{one.date.text}: {one.what}, {', '.join(d.value for d in one.details)}".strip(", ") for one in lines
        )

    def _preparer(self, _field: str) -> str:
        return "; ".join(filter(None, (self._desk.text(case, "prepared_by") for case in self._desk.rows.cases)))

    def _consent(self, field: str) -> str:
        scope = "C10_PUBLIC_NAME" if field == "name" else "C5_UN"
        if not self._desk.release.allows(self._who, scope):
            return ""
        return _("Recorded: {scope}").format(scope=word(SCOPES, scope))

    def _perpetrators(self, _field: str) -> str:
        events = {one.event_id for one in self._desk.rows.acts if one.victim_id == self._who}
        found = [one for one in self._desk.rows.involvements if one.event_id in events]
        bodies = self._desk.rows.organisations
        names = (
            body_name(self._desk, bodies[one.organisation_id]) if one.organisation_id in bodies
            else self._desk.release.label(one.person_id) for one in found
        )  # fmt: skip
        return "; ".join(dict.fromkeys((*(one for one in names if one), *filter(None, [self._arrest("forces")]))))
