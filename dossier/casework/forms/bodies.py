"""Forms of bodies with the posts in them, and of places."""

from typing import TYPE_CHECKING, Any

from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import LONG, Children, FieldSpec, RecordForm, Section
from dossier.casework.forms.links import Link
from dossier.casework.forms.numbers import Degrees
from dossier.i18n import N_, language

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look


def name_of(row: Any, _look: "Look") -> str:
    """The name in the language in force; the one under which it is recorded where that has none, or says more.

    "Prison No. 8, Zhodzina" is recorded with the English name "Prison No. 8", which many have.
    """
    own, recorded = getattr(row, f"name_{language()}", None) or "", str(row.label)
    return recorded if own in recorded else own


POSITION = RecordForm(
    "position",
    N_("Post"),
    (
        Section(
            N_("Post"),
            (
                FieldSpec("title", N_("Post"), 56, True),
                FieldSpec("rank", N_("Rank"), 30),
                FieldSpec("organisation_id", N_("Body"), 40, type=Link("organisation")),
                FieldSpec("started", N_("From"), 20, type=kinds.DATE),
                FieldSpec("ended", N_("To"), 20, type=kinds.DATE),
            ),
        ),
    ),
    plural=N_("Posts"),
    label=lambda row, look: " · ".join(filter(None, (row.title, look.label("organisation", row.organisation_id)))),
)

ORGANISATION = RecordForm(
    "organisation",
    N_("Body"),
    (
        Section(
            N_("Body"),
            (
                FieldSpec("label", N_("Name of the body"), 56, True),
                FieldSpec("name_be", N_("Name, Belarusian"), 56),
                FieldSpec("name_ru", N_("Name, Russian"), 56),
                FieldSpec("name_en", N_("Name, English"), 56),
                FieldSpec(
                    "kind_code", N_("Kind"), 30, type=kinds.listed("organisation_kind", "organisation", "kind_code")
                ),
                FieldSpec("vocabulary_code", N_("Code in the list"), 20),
                FieldSpec("certainty", N_("Certainty"), 20, type=kinds.CERTAINTY),
                FieldSpec("place_id", N_("Place"), 40, type=Link("place")),
                FieldSpec("parent_id", N_("Belongs to"), 40, type=Link("organisation")),
                FieldSpec("remarks", N_("Remarks"), 56, type=LONG),
            ),
        ),
    ),
    plural=N_("Bodies"),
    label=name_of,
    children=(
        Children("organisation", "parent_id", N_("Parts of it")),
        Children("position", "organisation_id", can_add=False),
        Children("involvement", "organisation_id", N_("Took part in"), can_add=False),
        Children("listing", "organisation_id"),
    ),
)

PLACE = RecordForm(
    "place",
    N_("Place"),
    (
        Section(
            N_("Place"),
            (
                FieldSpec("label", N_("Name of the place"), 50, True),
                FieldSpec("name_be", N_("Name, Belarusian"), 50),
                FieldSpec("name_ru", N_("Name, Russian"), 50),
                FieldSpec("name_en", N_("Name, English"), 50),
                FieldSpec(
                    "region_code", N_("Region"), 12, type=kinds.listed("region", "place", "region_code", limit=10)
                ),
                FieldSpec(
                    "country_code", N_("Country"), 12, type=kinds.listed("country", "place", "country_code", limit=3)
                ),
                FieldSpec("latitude", N_("Latitude"), 14, type=Degrees(90)),
                FieldSpec("longitude", N_("Longitude"), 14, type=Degrees(180)),
                FieldSpec("parent_id", N_("Lies in"), 40, type=Link("place")),
            ),
        ),
    ),
    plural=N_("Places"),
    label=name_of,
    children=(Children("place", "parent_id", N_("Parts of it")),),
)

FORMS = (POSITION, ORGANISATION, PLACE)
