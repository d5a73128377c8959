"""The crimes and rights that an allegation can name, with the legal elements of each, from seeds/law."""

from dataclasses import dataclass
from functools import cache

import yaml

from dossier.resources import seed_path

CONTEXT_CODE = "CAH_CONTEXT"


@dataclass(frozen=True, slots=True)
class LegalElement:
    """One element that must be shown."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Crime:
    """A crime or a right with its elements; a right that the list does not split is its own one element."""

    code: str
    name: str
    elements: tuple[LegalElement, ...]


@cache
def crimes() -> dict[str, Crime]:
    """Code -> crime or right.

    Source: seeds/law/common/crimes_elements.yaml (Rome Statute, Elements of Crimes, ICCPR, CAT; certainty named there).
    """
    listed = yaml.safe_load(seed_path("law", "common", "crimes_elements.yaml").read_text(encoding="utf-8"))
    found = {one["code"]: _crime(one) for one in (*listed["contextual"], *listed["crimes"])}
    rights = {
        one["code"]: Crime(one["code"], one["code"].replace("-", " "), (LegalElement(one["code"], one["text"]),))
        for one in listed["human_rights"]
    }
    return {**rights, **found}


@cache
def liability_modes() -> dict[str, str]:
    """Code of a mode of liability -> its words (Rome Statute, articles 25 and 28)."""
    listed = yaml.safe_load(seed_path("law", "common", "crimes_elements.yaml").read_text(encoding="utf-8"))
    return {one["code"]: one["text"] for one in listed["liability"]}


def elements_to_show(code: str, *, context_apart: bool) -> tuple[LegalElement, ...]:
    """Every element that an allegation of that crime must show.

    Args:
        code: Of the crime or right.
        context_apart: The context of crimes against humanity is alleged on its own; otherwise its elements come after
            those of each crime against humanity.
    """
    own = crimes()[code].elements if code in crimes() else ()
    needs_context = code.startswith("CAH_") and code != CONTEXT_CODE and not context_apart
    return own + (crimes()[CONTEXT_CODE].elements if needs_context else ())


def _crime(entry: dict[str, object]) -> Crime:
    listed = entry["elements"]
    assert isinstance(listed, list)
    elements = tuple(LegalElement(one["id"], one["text"]) for one in listed)
    return Crime(str(entry["code"]), str(entry["name"]), elements)
