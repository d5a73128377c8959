"""What two descriptions of a person are compared by, in words: one of a row of a list, the other of a record."""

from typing import TYPE_CHECKING, NamedTuple

from dossier.casework.forms.look import Look, entry_name
from dossier.casework.partial_columns import words_between
from dossier.casework.persons import get_person
from dossier.casework.views import article_key_words
from dossier.domain.facilities import facility_codes, without_wordings
from dossier.i18n import language
from dossier.vault.queries import any_record, likenesses

if TYPE_CHECKING:
    from dossier.domain.linkage import Described
    from dossier.vault import Vault


class DescribedWords(NamedTuple):
    """A description in the language in force; each of several things stands after a semicolon."""

    names: str
    born: str
    articles: str
    places: str


def described_person(vault: "Vault", ref: str) -> "Described":
    """What a recorded person is compared by.

    Raises:
        NotFound: "find.nothing".
    """
    with vault.read() as session:
        person_id = get_person(session, ref).id
        return likenesses.summaries(session, [person_id])[person_id].described


def words_of_described(vault: "Vault", known: "Described") -> DescribedWords:
    """A description in words; regions and facilities by their names where they were compared as codes."""
    with vault.read() as session:
        look = Look(session)
        places = sorted({_place_words(look, place) for place in without_wordings(known.places)})
    return DescribedWords(
        "; ".join(known.names),
        words_between(known.born_lower, known.born_upper, language()),
        "; ".join(article_key_words(key) for key in sorted(known.articles)),
        "; ".join(places),
    )


def _place_words(look: Look, place: str) -> str:
    """The name behind a code, which is compared in lower case; a code without one in capitals, others as written."""
    regions = (entry_name(entry) for entry in look.entries("region") if entry.code.casefold() == place)
    bodies = any_record.named(look.session, "organisation", place.upper(), 2)
    of_code = (look.label("organisation", one.id) for one in bodies if (one.vocabulary_code or "").casefold() == place)
    return next(regions, None) or next(of_code, place.upper() if facility_codes(place) else place)
