"""The profiles under which lists may leave: the rows of exports/csv/profiles.yaml, which a lawyer may edit."""

from dataclasses import dataclass
from functools import cache

from dossier.domain.codes import PROFILES
from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_
from dossier.resources import export_path, shipped_yaml

add_messages({"export.profile": N_("There is no profile of this name for lists. Known are: {known}")})


@dataclass(frozen=True)
class Profile:
    """Who may get what."""

    name: str
    highest_class: int
    scopes: tuple[str, ...]
    """A person's row leaves only with a consent in force to one of these; none: the data stay in the house."""
    tlp_held_back: frozenset[str]
    needs_recipient: bool
    has_pseudonyms: bool
    """Persons have numbers made for this recipient alone, in place of the vault's references."""
    sqlite: str
    """Name of one SQLite file with all lists, empty for none."""
    tlp: str
    """The label of what leaves, of the Traffic Light Protocol: how far it may be passed on."""

    @property
    def is_for_everybody(self) -> bool:
        """Whether nothing limits to whom it is passed on."""
        return self.tlp == "CLEAR"


@cache
def profiles() -> dict[str, Profile]:
    """The profiles by name."""
    data = shipped_yaml(export_path("csv", "profiles.yaml"))
    return {
        name: Profile(
            name,
            row["highest_class"],
            tuple(row["scopes"]),
            frozenset(row["tlp_held_back"]),
            bool(row.get("needs_recipient")),
            bool(row.get("has_pseudonyms")),
            row.get("sqlite", ""),
            row["tlp"],
        )
        for name, row in data.items()
        if name in PROFILES
    }


def get_profile(name: str) -> Profile:
    """The profile of that name.

    Raises:
        WrongUse: "export.profile".
    """
    if name not in profiles():
        raise WrongUse("export.profile", known=", ".join(profiles()))
    return profiles()[name]
