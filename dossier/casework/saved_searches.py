"""Searches with a name, for all who work in the vault: kept, asked again, forgotten."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dossier.domain.queries import READ_LIMIT
from dossier.domain.safe_text import safe_text
from dossier.errors import NotFound, WrongUse, add_messages
from dossier.i18n import N_
from dossier.vault.queries import saved_searches as stored

if TYPE_CHECKING:
    from dossier.vault import Vault

TITLE_LIMIT: Final = 100

add_messages(
    {
        "search.none": N_("No search is kept under this name. dossier search --list-saved shows those that are."),
        "search.title": N_("The name of a search needs a letter or digit, and at most 100 characters."),
        "search.words": N_("Say what to search for: words, field:value, or --saved NAME."),
    }
)


@dataclass(frozen=True)
class KeptSearch:
    """A search and its name."""

    title: str
    words: str


def kept_searches(vault: "Vault") -> list[KeptSearch]:
    """All of them, by name."""
    with vault.read() as session:
        return [KeptSearch(one.title, one.words) for one in stored.saved(session)]


def keep_search(vault: "Vault", title: str, words: str) -> None:
    """Keep a search under a name; a search that had the name before goes.

    Raises:
        WrongUse: "search.title", "search.words".
    """
    title, words = safe_text(title).strip(), safe_text(words).strip()[:READ_LIMIT]
    if not any(c.isalnum() for c in title) or len(title) > TITLE_LIMIT:
        raise WrongUse("search.title")
    if not words:
        raise WrongUse("search.words")
    with vault.write() as session:
        stored.keep(session, title, words)


def kept_words(vault: "Vault", title: str) -> str:
    """The words of a kept search.

    Raises:
        NotFound: "search.none".
    """
    with vault.read() as session:
        found = stored.saved_as(session, title.strip())
    if found is None:
        raise NotFound("search.none")
    return found.words


def forget_search(vault: "Vault", title: str) -> None:
    """Keep a search no longer.

    Raises:
        NotFound: "search.none".
    """
    with vault.write() as session:
        if not stored.forget(session, title.strip()):
            raise NotFound("search.none")
