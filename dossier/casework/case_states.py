"""The state that a case is about: its names, and reading one."""

from dossier.casework.choosing import chosen
from dossier.domain.law_rows import country_row, home_country, vocabulary
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_, language

add_messages({"case.state": N_("This is no state. Type its name or its three letters; F5 shows the list.")})


def usual_state() -> str:
    """The three letters of the country whose law is meant where none is named; it is said beside the empty field."""
    return country_row(home_country())["alpha3"]


def state_name(code: str) -> str:
    """The name of a state in the language in force; its letters where it is not known."""
    return next((row[f"name_{language()}"] for row in _states() if row["code"] == code), code)


def read_state(text: str) -> str:
    """The three letters of a state by its name in any language, its beginning or its letters; the usual one of nothing.

    Raises:
        Refused: "case.state".
        Misread: "list.several".
    """
    if not text.strip():
        return usual_state()
    names = {row["code"]: tuple(row[f"name_{lang}"] for lang in ("en", "be", "ru", "uk")) for row in _states()}
    try:
        return chosen(text, names)
    except Misread as problem:
        if problem.code == "list.several":
            raise
        raise Refused("case.state", field="state") from problem


def state_choices() -> list[tuple[str, str]]:
    """The states as (what is typed, what is shown)."""
    return [(state_name(row["code"]), f"{state_name(row['code'])} · {row['code']}") for row in _states()]


def _states() -> list[dict[str, str]]:
    return [row for row in vocabulary("open_lists.csv") if row["vocabulary"] == "country"]
