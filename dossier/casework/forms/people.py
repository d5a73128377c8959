"""Forms of persons, their names, details and ties."""

from typing import TYPE_CHECKING, Any

from dossier.casework import dossier_words as said
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.links import Link
from dossier.casework.forms.lists import Closed
from dossier.casework.forms.protection import consent_words
from dossier.casework.persons import script_of
from dossier.i18n import N_, _
from dossier.vault.queries import any_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossier.casework.forms.look import Look

_NAME_KIND = Closed(said.NAME_KINDS)


def _person_name_complete(row: Any, look: "Look", changed: "Mapping[str, Any]") -> None:
    """The script is seen from the letters; the person is called by the preferred name."""
    if "as_written" in changed and ("script" not in changed or row.script == "Zyyy"):
        row.script = script_of(row.as_written)
    person: Any = look.record("person", row.person_id)
    if person is not None and row.is_preferred and {"as_written", "is_preferred"} & changed.keys():
        person.label = row.as_written
        for other in any_record.children(look.session, "person_name", "person_id", row.person_id):
            if other.id != row.id and other.is_preferred:
                other.is_preferred = False


def _case_of_party(row: Any, look: "Look") -> str:
    return f"{look.label('legal_case', row.case_id)} · {_(said.ROLES[row.role])}"


PERSON = RecordForm(
    "person",
    N_("Person"),
    (
        Section(
            N_("Person"),
            (
                FieldSpec("label", N_("Name in lists"), 40, True),
                FieldSpec("sex", N_("Sex"), 16, type=Closed(said.SEXES)),
                FieldSpec("born", N_("Born"), 20, type=kinds.DATE),
                FieldSpec("birth_place_as_written", N_("Place of birth"), 40),
                FieldSpec("died", N_("Died"), 20, type=kinds.DATE),
                FieldSpec("deceased", N_("Died, yes or no"), 8, type=kinds.TRUTH),
                FieldSpec("citizenship_codes", N_("Citizenship"), 30, type=kinds.several("country")),
                FieldSpec("occupation", N_("Occupation"), 40),
                FieldSpec(
                    "occupation_group_code",
                    N_("Group of work"),
                    30,
                    type=kinds.listed("occupation_group", "person", "occupation_group_code"),
                ),
                FieldSpec("affiliation", N_("Affiliation"), 40),
                FieldSpec("is_public_official", N_("Public official"), 8, type=kinds.TRUTH),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
        Section(
            N_("Sensitive"),
            (
                FieldSpec("ethnicity", N_("Ethnic group"), 30),
                FieldSpec("health", N_("Health"), 56, type=LONG),
                FieldSpec("health_risk", N_("Risk to health"), 12, type=kinds.listed("health_risk", limit=10)),
                FieldSpec("minor_children", N_("Minor children"), 8, type=kinds.WHOLE),
                FieldSpec(
                    "residence_region_code",
                    N_("Region of home"),
                    12,
                    type=kinds.listed("region", "person", "residence_region_code", limit=10),
                ),
                FieldSpec(
                    "whereabouts_code",
                    N_("Whereabouts"),
                    30,
                    type=kinds.listed("whereabouts", "person", "whereabouts_code"),
                ),
                FieldSpec("code", N_("Code in packs"), 16),
                FieldSpec("tlp", N_("Sharing"), 30, type=kinds.TLP),
            ),
        ),
    ),
    plural=N_("Persons"),
    label=lambda row, _look: row.label,
    children=(
        Children("proceeding", "person_id", nested=("sentence",)),
        Children("episode", "person_id", nested=("placement",)),
        Children("person_name", "person_id"),
        Children("party", "person_id", N_("In cases"), label=_case_of_party),
        Children("act", "victim_id", N_("What was done to the person")),
        Children("involvement", "person_id", N_("Took part in")),
        Children("recognition", "person_id"),
        Children("listing", "person_id"),
        Children("relationship", "person_id"),
        Children("position", "person_id"),
        Children("consent", "person_id", label=consent_words),
        Children("protection_flag", "person_id"),
        Children("person_detail", "person_id"),
        Children("deadline", "person_id"),
        Children("intervention", "person_id"),
    ),
)

PERSON_NAME = RecordForm(
    "person_name",
    N_("Name"),
    (
        Section(
            N_("Name"),
            (
                FieldSpec("as_written", N_("As written"), 50, True),
                FieldSpec("family", N_("Surname"), 30),
                FieldSpec("given", N_("Given name"), 30),
                FieldSpec("patronymic", N_("Patronymic"), 30),
                FieldSpec("kind", N_("Kind"), 20, type=_NAME_KIND),
                FieldSpec("language", N_("Language"), 20, type=kinds.LANGUAGE),
                FieldSpec("script", N_("Script"), 20, type=kinds.SCRIPTS),
                FieldSpec("is_preferred", N_("Name in lists"), 8, type=kinds.TRUTH),
            ),
        ),
    ),
    plural=N_("Names"),
    label=lambda row, _look: f"{row.as_written} · {_NAME_KIND.word(row.kind)}",
    complete=_person_name_complete,
)

PERSON_DETAIL = RecordForm(
    "person_detail",
    N_("Address or number"),
    (
        Section(
            N_("Endangers the person if it is shown"),
            (
                FieldSpec("kind", N_("Kind"), 24, True, kinds.DETAIL_KINDS),
                FieldSpec("value", N_("Value"), 56, True),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Addresses and numbers"),
    label=lambda row, _look: kinds.DETAIL_KINDS.word(row.kind),
    has_footnotes=False,
)

RELATIONSHIP = RecordForm(
    "relationship",
    N_("Tie to a person"),
    (
        Section(
            N_("Tie to a person"),
            (
                FieldSpec("related_id", N_("Person"), 40, True, Link("person")),
                FieldSpec(
                    "kind_code", N_("Kind of tie"), 30, True, kinds.listed("relationship", "relationship", "kind_code")
                ),
                FieldSpec("started", N_("From"), 20, type=kinds.DATE),
                FieldSpec("ended", N_("To"), 20, type=kinds.DATE),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Ties"),
    label=lambda row, look: f"{look.label('person', row.related_id)} · {look.word('relationship', row.kind_code)}",
)

FORMS = (PERSON, PERSON_NAME, PERSON_DETAIL, RELATIONSHIP)
