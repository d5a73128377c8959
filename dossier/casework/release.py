"""What one profile may show: the class of each column, the consents of each person, and a count of what stays back.

The default is no. A name is shown where the person is a public official named as such, or has consented to a release
of that kind and no protection flag holds the name back; everybody else is a code. The numbers of what was held back
are kept, so that the reader knows that there is more.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from dossier.domain.consents import Decision, permissions
from dossier.domain.name_guard import NameGuard
from dossier.errors import Refused, add_messages
from dossier.i18n import N_, _
from dossier.vault.queries.dossier import DossierRows, protection_of
from dossier.vault.receipts import Shown
from dossier.vault.tables import Person, PersonName

PAPER_PROFILES: Final = ("sealed", "confidential", "public")
CLASS_LIMIT: Final = {"sealed": 3, "confidential": 2, "public": 0}
NAMING_SCOPES: Final = {
    "sealed": frozenset[str](),
    "confidential": frozenset({"C4_NGO", "C5_UN", "C6_NATIONAL", "C7_ICC", "C8_STATE", "C10_PUBLIC_NAME"}),
    "public": frozenset({"C10_PUBLIC_NAME"}),
}
CONFIDENTIALITY_SHOWN: Final = {
    "sealed": frozenset({"public", "confidential", "under_seal"}),
    "confidential": frozenset({"public", "confidential"}),
    "public": frozenset({"public"}),
}
_PART_OF_NAME: Final = ("alias", "pseudonym")

add_messages({"release.profile": N_("There is no such profile. Choose one of: {known}.")})


def written_names(persons: Iterable[Person], names: Iterable[PersonName]) -> list[str]:
    """The surnames of some persons in every form; what is written whole where no surname is known."""
    labels = {one.id: one.label for one in persons}
    mine = [one for one in names if one.person_id in labels]
    with_family = {one.person_id for one in mine if one.family}
    found = [label for one, label in labels.items() if one not in with_family]
    return [*found, *(one.family if one.family and one.kind not in _PART_OF_NAME else one.as_written for one in mine)]


class Release:
    """The policy of one dossier: what of these rows may be shown under one profile on one day."""

    def __init__(self, rows: DossierRows, profile: str, on: date, recipient: str = "") -> None:
        if profile not in PAPER_PROFILES:
            raise Refused("release.profile", field="profile", known=", ".join(PAPER_PROFILES))
        self.profile, self._on, self._recipient = profile, on, recipient
        self._rows = rows
        self._held: dict[str, set[object]] = defaultdict(set)
        self._flagged = {one.person_id for one in rows.flags if one.holds_back_name and self._is_active(one)}
        self._decided = self._decisions()
        self._codes = self._all_codes()
        self._guard = NameGuard(self._protected_names())

    # -- persons

    def names(self, person_id: uuid.UUID | None) -> bool:
        """Whether this person is named: may be, and shares the surname with nobody who is protected."""
        person = self._rows.persons.get(person_id) if person_id else None
        return person is not None and self._may_be_named(person_id) and self.is_clear(person.label)

    def _may_be_named(self, person_id: uuid.UUID | None) -> bool:
        person = self._rows.persons.get(person_id) if person_id else None
        if person is None:
            return False
        if self.profile == "sealed" or (person.is_public_official and person.id not in self._flagged):
            return True
        return self._consents(person.id) and person.id not in self._flagged

    def standing(self, person_id: uuid.UUID) -> str:
        """Why a name stands here: "official", "consent", "sealed" (neither is recorded); "code" if it does not."""
        if not self.names(person_id):
            return "code"
        if self._rows.persons[person_id].is_public_official:
            return "official"
        scopes = NAMING_SCOPES["confidential"] if self.profile == "sealed" else NAMING_SCOPES[self.profile]
        return "consent" if any((person_id, one) in self._decided for one in scopes) else "sealed"

    def code(self, person_id: uuid.UUID) -> str:
        """The code that stands for a person where the name does not; empty for one who is named."""
        return "" if self.names(person_id) else self._codes[person_id]

    def label(self, person_id: uuid.UUID | None) -> str:
        """The name of a person, or the code in its place."""
        person = self._rows.persons.get(person_id) if person_id else None
        if person is None or person_id is None:
            return ""
        if self.names(person.id):
            return person.label
        self._held["name"].add(person.id)
        return self._codes[person.id]

    def shows_life(self, person_id: uuid.UUID) -> bool:
        """Whether birth, origin and work of a person may be shown: never of somebody who is only a code."""
        return self.names(person_id) and (self.profile != "public" or self._consents(person_id))

    def shown(self) -> dict[uuid.UUID, Shown]:
        """The persons of this dossier, for its receipt: under which consent, and whether as a name."""
        return {one: Shown(self._consent(one), self.names(one)) for one in self._rows.persons}

    def allows(self, person_id: uuid.UUID, scope: str) -> bool:
        """Whether the last word of a person on one scope, for this recipient and day, is yes."""
        return (person_id, scope) in self._decided

    def _consents(self, person_id: uuid.UUID) -> bool:
        return any((person_id, scope) in self._decided for scope in NAMING_SCOPES[self.profile])

    def _consent(self, person_id: uuid.UUID) -> object:
        found = (self._decided.get((person_id, scope)) for scope in sorted(NAMING_SCOPES[self.profile]))
        return next((one for one in found if one), None)

    def _decisions(self) -> dict[tuple[uuid.UUID, str], object]:
        """Person and scope -> the consent that allows it to this recipient, by the one rule of ``domain.consents``."""
        by_id = {one.id: one for one in self._rows.consents}
        said: dict[uuid.UUID, list[Decision]] = defaultdict(list)
        for scope in self._rows.scopes:
            consent = by_id[scope.consent_id]
            said[consent.person_id].append(
                Decision(consent.obtained_on, consent.valid_until_on, consent.withdrawn_on, scope.scope_code,
                         scope.recipient, scope.decision, consent.id)
            )  # fmt: skip
        return {
            (person_id, scope): word.consent_id
            for person_id, decisions in said.items()
            for scope, word in permissions(decisions, self._recipient, self._on).items()
            if not word.why_not
        }

    def _is_active(self, flag: Any) -> bool:
        return (flag.from_on or self._on) <= self._on <= (flag.to_on or self._on)

    def _all_codes(self) -> dict[uuid.UUID, str]:
        """Person -> pseudonym: the witness code of the case, else the person's random code, else the reference."""
        witness = {one.person_id: one.witness_code for one in self._rows.parties if one.person_id and one.witness_code}
        people = self._rows.persons.values()
        return {one.id: witness.get(one.id) or one.code or one.ref or str(one.id)[-8:] for one in people}

    def _protected_names(self) -> list[str]:
        hidden = [one for one in self._rows.persons.values() if not self._may_be_named(one.id)]
        return [*written_names(hidden, self._rows.names), *self._strangers()]

    def _strangers(self) -> list[str]:
        """Names of those who are not in this dossier; one that a person who is named here bears too is no secret."""
        if self.profile == "sealed":
            return []
        named = [one.label for one in self._rows.persons.values() if self._may_be_named(one.id)]
        found = dict.fromkeys(written_names(self._rows.strangers, self._rows.stranger_names))
        return [one for one in found if not any(map(NameGuard([one]).finds, named))]

    def protected(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of those who must not be named: their surnames; and every whole form of a name, address, number or handle."""
        hidden = {one.id for one in self._rows.persons.values() if not self._may_be_named(one.id)}
        forms = [one.as_written for one in self._rows.names if one.person_id in hidden]
        forms += [self._rows.persons[one].label for one in hidden]
        forms += [one.value for one in self._rows.person_details if one.person_id in hidden or self.profile == "public"]
        return tuple(self._protected_names()), tuple(dict.fromkeys(forms))

    # -- values

    def see(self, row: Any, field: str, person_id: uuid.UUID | None = None) -> Any:
        """The value of a column where the profile allows its class, else None and one more that is held back.

        Args:
            row: A record.
            field: Its column.
            person_id: Whose record it is; a consent to be named in public opens that person's personal columns.
        """
        value = getattr(row, field)
        if value is None or value == "" or value == []:
            return None
        limit = CLASS_LIMIT[self.profile]
        if self.profile == "public" and person_id and person_id not in self._flagged and self._consents(person_id):
            limit = 1
        if protection_of(row, field) <= limit:
            return value
        self._held["detail"].add((row.id, field))
        return None

    def shows_exhibit(self, exhibit: Any) -> bool:
        """Whether an exhibit may be listed at all."""
        allowed = exhibit.confidentiality in CONFIDENTIALITY_SHOWN[self.profile]
        allowed = allowed and (self.profile == "sealed" or exhibit.tlp != "RED")
        if not allowed:
            self._held["exhibit"].add(exhibit.id)
        return allowed

    def cleared(self, text: str) -> str:
        """The text, or the words that stand for one left out because it names a protected person."""
        if not self._guard.finds(text):
            return text
        self._held["text"].add(text)
        return _("[withheld: names a protected person]")

    def is_clear(self, text: str) -> bool:
        """Whether a text names nobody who is protected."""
        return not self._guard.finds(text)

    @property
    def held_back(self) -> dict[str, int]:
        """How many names, details, texts and exhibits stay back: "name", "detail", "text", "exhibit"."""
        return {kind: len(self._held[kind]) for kind in ("name", "detail", "text", "exhibit")}
