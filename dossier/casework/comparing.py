"""Two records of persons side by side, line by line: what differs, what would be kept, what belongs to each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dossier.casework.covering import is_covered
from dossier.casework.forms.lists import Closed, Listed, Several
from dossier.casework.forms.look import Look
from dossier.casework.forms.registry import FORMS
from dossier.casework.merging import MergePlan
from dossier.casework.views import PersonView, person_view
from dossier.i18n import _

if TYPE_CHECKING:
    from dossier.vault import Vault


@dataclass(frozen=True)
class ComparedLine:
    """One line of the comparison; ``field`` names what can be chosen and is empty where both are kept."""

    name: str
    left: str
    right: str
    field: str = ""
    kept: str = "both"
    """"left", "right" or "both"."""
    is_covered: bool = False
    """Whether both stand covered until they are asked for."""

    @property
    def differs(self) -> bool:
        """Whether both have something, and not the same."""
        return bool(self.left and self.right and self.left != self.right)


def field_name(field: str) -> str:
    """A field of a person in the language in force."""
    return {
        "label": _("Name in lists"),
        "born": _("Born"),
        "died": _("Died"),
        "sex": _("Sex"),
        "birth_place_as_written": _("Place of birth"),
        "deceased": _("Deceased"),
        "citizenship_codes": _("Citizenship"),
        "occupation": _("Occupation"),
        "occupation_group_code": _("Group of occupations"),
        "affiliation": _("Affiliation"),
        "ethnicity": _("Ethnicity"),
        "health": _("Health"),
        "health_risk": _("Risk to health"),
        "minor_children": _("Minor children"),
        "residence_region_code": _("Region of residence"),
        "whereabouts_code": _("Whereabouts"),
        "remarks": _("Remarks"),
    }.get(field, field)


def compared_lines(vault: "Vault", plan: MergePlan) -> list[ComparedLine]:
    """The record that stays on the left, the one that goes on the right.

    Raises:
        NotFound: "find.nothing".
    """
    left, right = person_view(vault, plan.survivor_ref), person_view(vault, plan.merged_ref)
    with vault.read() as session:
        fields = list(_fields(plan, Look(session)))
    return [ComparedLine(_("Reference"), left.ref, right.ref), *fields, *_belongings(left, right)]


def _fields(plan: MergePlan, look: Look) -> Iterator[ComparedLine]:
    for one in plan.fields:
        kept = "left" if one.kept_from == plan.survivor_ref else "right"
        mine, theirs = (one.value, one.other) if kept == "left" else (one.other, one.value)
        left, right = _words(one.name, mine, look), _words(one.name, theirs, look)
        if left or right:
            covered = is_covered("person", _columns(one.name))
            yield ComparedLine(field_name(one.name), left, right, one.name, kept, is_covered=covered)


def _columns(name: str) -> tuple[str, ...]:
    """The columns of a field of a person; a column that no field owns is its own."""
    spec = next((one for one in FORMS["person"].fields if one.name == name), None)
    return tuple(spec.type.columns(name)) if spec is not None else (name,)


_OF_CODES: Final = {
    one.name: one.type for one in FORMS["person"].fields if isinstance(one.type, (Closed, Listed, Several))
}
"""Fields whose codes are told in words, as their form tells them."""


def _words(name: str, value: object, look: Look) -> str:
    if name in _OF_CODES and value not in (None, "unknown"):
        return _OF_CODES[name].told(value, name, look)
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value in (None, "unknown") else str(value)


def _belongings(left: PersonView, right: PersonView) -> Iterator[ComparedLine]:
    for name, of_left, of_right in (
        (_("Also written"), _names(left), _names(right)),
        (_("Articles"), _articles(left), _articles(right)),
        (_("Punishment"), _punishments(left), _punishments(right)),
        (_("Court"), _courts(left), _courts(right)),
        (_("Cases"), _cases(left), _cases(right)),
    ):
        if of_left or of_right:
            yield ComparedLine(name, of_left, of_right)


def _names(person: PersonView) -> str:
    return "; ".join(name for name in person.names if name != person.label)


def _articles(person: PersonView) -> str:
    return "; ".join(dict.fromkeys(article for one in person.proceedings for article in one.articles))


def _punishments(person: PersonView) -> str:
    sentences = (sentence for one in person.proceedings for sentence in one.sentences)
    return "; ".join(punishment for sentence in sentences for punishment in sentence.punishments)


def _courts(person: PersonView) -> str:
    words = (", ".join(filter(None, (one.court, one.decided))) for one in person.proceedings)
    return "; ".join(filter(None, words))


def _cases(person: PersonView) -> str:
    return "; ".join(case.label for case in person.cases)
