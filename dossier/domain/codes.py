"""The closed lists: codes that the law of the program itself depends on, so that the database checks them.

Open lists (kinds of act, facilities, agencies, occupations …) are vocabularies in seeds/ and grow without a release.
"""

from typing import Final

BRANCHES: Final = ("administrative", "criminal")
EPISODE_BRANCHES: Final = ("administrative", "criminal", "other")
PARTY_ROLES: Final = (
    "victim",
    "aggrieved_family",
    "respondent",
    "accused",
    "witness",
    "official",
    "judge",
    "prosecutor",
    "investigator",
    "expert",
    "counsel",
    "documenter",
    "other",
)
CASE_KINDS: Final = ("victim_file", "mass_trial", "respondent_file")
SEXES: Final = ("male", "female", "other", "unknown")
YES_NO: Final = ("yes", "no", "unknown")
YES_NO_PARTLY: Final = ("yes", "no", "partly", "unknown")
SCRIPTS: Final = ("Cyrl", "Latn", "Arab", "Geor", "Armn", "Hani", "Hebr", "Zyyy")
NAME_KINDS: Final = ("birth", "current", "former", "alias", "pseudonym", "transliteration")
TLP_LABELS: Final = ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")
CERTAINTIES: Final = ("verified", "high", "medium", "low")
CHARGE_RESULTS: Final = (
    "pending",
    "convicted",
    "acquitted",
    "terminated",
    "withdrawn",
    "requalified",
    "returned",
    "unknown",
)
TERM_KINDS: Final = ("time", "life", "death", "money", "base_units")
MAIN_OR_ADDITIONAL: Final = ("main", "additional")
INSTANCES: Final = ("first", "appeal", "cassation", "supervision", "resentencing", "unknown")
HEARINGS: Final = ("open", "closed", "partly_closed", "unknown")
PLACEMENT_BASES: Final = (
    "admin_detention",
    "admin_arrest",
    "suspect",
    "remand",
    "sentence",
    "punishment_cell",
    "transfer",
    "medical",
    "unknown",
)
RELIABILITY: Final = ("A", "B", "C", "D", "E", "F")
CREDIBILITY: Final = ("1", "2", "3", "4", "5", "6")
DIRECTNESS: Final = ("direct", "hearsay1", "hearsay2", "official", "open")
ORIGINAL_OR_COPY: Final = ("original", "copy", "copy_of_copy", "born_digital_original", "export", "unknown")
OBTAINED_HOW: Final = (
    "handed_over",
    "received_online",
    "downloaded",
    "recorded",
    "photographed",
    "copied",
    "found",
    "official_request",
)
VERIFICATION: Final = ("not_verified", "partly_verified", "verified", "contested", "disproved")
CONFIDENTIALITY: Final = ("public", "confidential", "under_seal")
REDACTION: Final = ("none", "redacted_version_exists", "redacted_version")
CUSTODY_EVENTS: Final = (
    "collected",
    "received",
    "hashed",
    "sealed",
    "stored",
    "opened",
    "copied",
    "converted",
    "translated",
    "redacted",
    "transferred",
    "returned",
    "verified",
    "destroyed",
)
COPY_KINDS: Final = ("pages", "redacted", "still")
BEARINGS: Final = ("supports", "contradicts", "both", "neutral")
CONSENT_DECISIONS: Final = ("yes", "no", "conditional")
CONSENT_FORMS: Final = ("written", "oral_recorded", "oral_noted")
CONSENT_GIVERS: Final = ("self", "parent_or_guardian", "next_of_kin", "legal_representative")
TIP_STATES: Final = ("received", "triaged", "promoted", "refused", "expired")
RELEASE_KINDS: Final = ("computed", "stated")
PROFILES: Final = ("internal", "sealed", "confidential", "tribunal", "state", "ngo_trusted", "ngo", "public")
