"""Recording a source whose identity is sealed: the form is write-only, and a slip in the free text is noticed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from dossier.domain.codes import CREDIBILITY, DIRECTNESS, RELIABILITY
from dossier.domain.identity_marks import KIND_NAMES, find_identity_marks
from dossier.domain.refs import ALPHABET
from dossier.errors import Refused, add_messages
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.vault import Vault

add_messages(
    {
        "source.nobody": N_("Nothing was given to seal: give at least a name or a contact."),
        "source.shows_identity": N_(
            "The description seems to say who the source is ({what}). Take it out, or say a second time that it stays."
        ),
        "source.code": N_("This is not one of the possible values: {codes}."),
        "source.days": N_("An identity is kept from 1 to 3650 days."),
    }
)

IDENTITY_FIELDS: Final = ("name", "contact", "note")
ROLES: Final = ("informant", "courier", "secret_witness")
MOST_DAYS: Final = 3650
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True)
class SourceForm:
    """What a documenter says of a source without saying who it is."""

    role: str = "informant"
    description: str = ""
    reliability: str = "F"
    credibility: str = "6"
    directness: str | None = None


@dataclass(frozen=True)
class SealedSource:
    """All that is shown after saving: nobody can read the identity here."""

    ref: str
    handle: str
    expires_on: date
    custodians: tuple[tuple[str, str], ...]
    """Name and fingerprint of each."""


def add_sealed_source(
    vault: "Vault",
    form: SourceForm,
    identity: Mapping[str, str],
    *,
    today: date,
    kept_days: int = 180,
    is_sure: bool = False,
) -> SealedSource:
    """Record a source and seal who it is.

    Args:
        vault: Where.
        form: What may be read.
        identity: Fields of IDENTITY_FIELDS.
        today: From which the days count.
        kept_days: After so many the keys are destroyed.
        is_sure: The person has been shown what looks like an identity in the description, and keeps it.

    Raises:
        Refused: "source.nobody", "source.code", "source.days", "source.shows_identity", "sealed.custodians",
            "custodian.changed", "sealed.too_long".
    """
    from dossier.vault import custodians, sealing
    from dossier.vault.tables import Source

    given = {name: identity[name].strip() for name in IDENTITY_FIELDS if identity.get(name, "").strip()}
    _require_valid(form, given, kept_days)
    if not is_sure and (shown := shown_identity(form.description, given)):
        raise Refused("source.shows_identity", field="description", what=shown)
    expires_on = today + timedelta(days=kept_days)
    with vault.write(reason="sealed source") as session:
        source = Source(
            code=_handle(),
            kind_code=form.role,
            description=form.description or None,
            reliability=form.reliability,
            credibility=form.credibility,
            directness=form.directness,
            protection_class=2,
        )
        session.add(source)
        session.flush()
        sealing.seal(vault, session, given, expires_on=expires_on, source_id=source.id)
        trusted = custodians.custodians(vault.header, session)
        ref, handle = source.ref or "", source.code
    return SealedSource(ref, handle, expires_on, tuple((one.name, one.fingerprint) for one in trusted))


def _require_valid(form: SourceForm, given: Mapping[str, str], kept_days: int) -> None:
    if not given.keys() & {"name", "contact"}:
        raise Refused("source.nobody", field="name")
    if not 1 <= kept_days <= MOST_DAYS:
        raise Refused("source.days", field="kept_days")
    for value, codes, field in (
        (form.role, ROLES, "role"),
        (form.reliability, RELIABILITY, "reliability"),
        (form.credibility, CREDIBILITY, "credibility"),
        (form.directness or DIRECTNESS[0], DIRECTNESS, "directness"),
    ):
        if value not in codes:
            raise Refused("source.code", field=field, codes=", ".join(codes))


def shown_identity(description: str, identity: Mapping[str, str]) -> str:
    """What in a description seems to say who the source is, in words; empty where nothing does.

    Args:
        description: Free text that will be readable.
        identity: What is about to be sealed: its words must not stand in the description.
    """
    found = dict.fromkeys(_(KIND_NAMES[mark.kind]) for mark in find_identity_marks(description))
    words = {word.strip(".,;:").casefold() for value in identity.values() for word in value.split()}
    text = {word.strip(".,;:").casefold() for word in description.split()}
    if any(len(word) >= _SHORTEST_NAME for word in words & text):
        found[_("a word of what is sealed")] = None
    return ", ".join(found)


def _handle() -> str:
    return "S-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


@dataclass(frozen=True)
class SourceLine:
    """A sealed source in a list."""

    ref: str
    handle: str
    role: str
    reliability: str
    credibility: str
    expires_on: date
    is_purged: bool


def sealed_sources(vault: "Vault") -> list[SourceLine]:
    """All sources with something sealed, by handle and without who they are."""
    from dossier.vault.sealing import sealed_rows

    with vault.read() as session:
        return [
            SourceLine(
                source.ref or "",
                source.code,
                source.kind_code,
                source.reliability,
                source.credibility,
                entry.expires_on,
                entry.purged_at is not None,
            )
            for source, entry in sealed_rows(session)
        ]
