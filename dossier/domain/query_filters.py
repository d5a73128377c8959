"""The filters of a query as a form shows them: read out of what was typed, and written back into it."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from dossier.domain.queries import field_names, read_query, without_limits
from dossier.i18n import N_, _

FILTERS: Final = (
    "kind", "status", "born", "arrested", "released", "decided", "happened", "article", "place", "country", "court",
    "judge",
)  # fmt: skip
"""Fields that a form offers, in its order."""
WORDS: Final[Mapping[str, str]] = {
    "kind": N_("kind:"),
    "status": N_("status:"),
    "born": N_("born:"),
    "arrested": N_("arrested:"),
    "released": N_("released:"),
    "decided": N_("sentenced:"),
    "happened": N_("happened:"),
    "article": N_("article:"),
    "place": N_("place:"),
    "country": N_("country:"),
    "court": N_("court:"),
    "judge": N_("judge:"),
    "citizenship": N_("citizenship:"),
    "name": N_("name:"),
    "prosecutor": N_("prosecutor:"),
    "case_number": N_("case:"),
    "title": N_("title:"),
    "notes": N_("notes:"),
    "text": N_("text:"),
}
"""What is written before a value, in the language in force, of every field of the query language."""


def limit_words(field: str, text: str) -> str:
    """A field and its value as they are read, for people."""
    return f"{_(WORDS[field])} {text}"


def filters_of(text: str) -> dict[str, str]:
    """The filters of a query, each with its value as typed; a field that stands there twice is left in the text."""
    limits = [one for one in read_query(text).limits if one.field in FILTERS and f":{one.text}" in _unquoted(text)]
    often = Counter(one.field for one in limits)
    return {one.field: one.text for one in limits if not one.is_excluded and often[one.field] == 1}


def with_filters(text: str, values: Mapping[str, str]) -> str:
    """The query with these filters in place of those that ``filters_of`` read out of it."""
    rest = without_limits(text, filters_of(text).keys())
    added = [f"{_word(field)}{_quoted(values[field])}" for field in FILTERS if values.get(field, "").strip()]
    return " ".join([rest, *added]).strip()


def _word(field: str) -> str:
    """The word of the language, where the reader of queries knows it."""
    word = _(WORDS[field])
    return word if field_names().get(word.removesuffix(":").casefold()) == field else f"{field}:"


def _quoted(value: str) -> str:
    bare = " ".join(value.replace('"', " ").split())
    return f'"{bare}"' if " " in bare else bare


def _unquoted(text: str) -> str:
    return text.replace(':"', ":").replace(":«", ":").replace(":“", ":").replace(":„", ":")
