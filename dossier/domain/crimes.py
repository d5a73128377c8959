"""The crimes and rights that an allegation can name, with the legal elements of each, from seeds/law."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dossier.i18n import language
from dossier.resources import seed_path, shipped_yaml

CONTEXT_CODE: Final = "CAH_CONTEXT"
CERTAINTY_OF_CRIMES: Final = "high"
"""How sure the whole list is, as its file says."""


@dataclass(frozen=True)
class LegalElement:
    """One element that must be shown."""

    code: str
    texts: Mapping[str, str]
    """Language -> its words."""

    @property
    def text(self) -> str:
        """In the language in force."""
        return self.texts[language()]


@dataclass(frozen=True)
class Crime:
    """A crime or a right with its elements; a right that the list does not split is its own one element."""

    code: str
    names: Mapping[str, str]
    """Language -> its name."""
    elements: tuple[LegalElement, ...]
    is_right: bool = False

    @property
    def name(self) -> str:
        """In the language in force."""
        return self.names[language()]


@cache
def crimes() -> dict[str, Crime]:
    """Code -> crime or right.

    Source: seeds/law/common/crimes_elements.yaml (Rome Statute, Elements of Crimes, ICCPR, CAT; certainty named there).
    """
    listed = _listed()
    found = {one["code"]: _crime(one) for one in (*listed["contextual"], *listed["crimes"])}
    rights = {one["code"]: _right(one["code"], one["text"]) for one in listed["human_rights"]}
    return {**rights, **found}


@cache
def liability_modes() -> dict[str, LegalElement]:
    """Code of a mode of liability -> its words (Rome Statute, articles 25 and 28)."""
    return {one["code"]: LegalElement(one["code"], one["text"]) for one in _listed()["liability"]}


def liability_words(code: str) -> str:
    """A mode of liability in the language in force; a code that is not in the list stays as it is."""
    mode = liability_modes().get(code)
    return mode.text if mode is not None else code


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


@cache
def _listed() -> dict[str, list[dict[str, Any]]]:
    listed: dict[str, list[dict[str, Any]]] = shipped_yaml(seed_path("law", "common", "crimes_elements.yaml"))
    return listed


def _crime(entry: Mapping[str, Any]) -> Crime:
    elements = tuple(LegalElement(one["id"], one["text"]) for one in entry["elements"])
    return Crime(entry["code"], entry["name"], elements)


def _right(code: str, texts: Mapping[str, str]) -> Crime:
    """A right is known by its article: "ICCPR 14" in each language by the name that the language gives the treaty."""
    treaty, _dash, article = code.partition("-")
    names = {lang: f"{_TREATIES[treaty][lang]} {article.replace('-', ', ')}" for lang in texts}
    return Crime(code, names, (LegalElement(code, texts),), is_right=True)


_TREATIES: Final = {
    "ICCPR": {"en": "ICCPR", "be": "МПГПП", "ru": "МПГПП", "uk": "МПГПП"},
    "CAT": {"en": "CAT", "be": "КСК", "ru": "КПП", "uk": "КПК"},
}
