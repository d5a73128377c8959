"""The assertions of a pack that stands before a court, and what a check found against each.

Source: the list of assertions for a tribunal-ready pack (front matter, numbering, custody, facts, law, protection,
technique, tables). Those that only the makers can judge are named as not checkable from outside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from dossier.i18n import N_, _

ERROR: Final = "error"
WARNING: Final = "warning"

ASSERTIONS: Final[dict[str, tuple[str, str]]] = {
    "A01": (ERROR, N_("The cover names the pack, its profile, label, version, time, preparer and size.")),
    "A02": (ERROR, N_("The cover gives the real number of pages and exhibits.")),
    "A03": (ERROR, N_("Every page carries the label of the pack.")),
    "A04": (ERROR, N_("Every page says which page of how many it is.")),
    "A05": (ERROR, N_("The presumption of innocence is stated, and alleged perpetrators are called alleged.")),
    "A06": (ERROR, N_("Every section is there, in order, with a bookmark to its page, and none is empty.")),
    "A07": (ERROR, N_("Evidence numbers have their form, do not overlap and count their pages.")),
    "A08": (ERROR, N_("Every page of an exhibit shows its own number, in order.")),
    "A09": (ERROR, N_("No evidence number uses the code of a party of a court.")),
    "A10": (ERROR, N_("Every exhibit that is cited is listed, and every one listed is cited.")),
    "A11": (ERROR, N_("Every exhibit that is held has its metadata.")),
    "A12": (ERROR, N_("The SHA-256 of each original is the same in file, list, manifest and custody log.")),
    "A13": (ERROR, N_("Each original is as it was collected, or each change of it is an entry.")),
    "A14": (ERROR, N_("Translations name their original and their language.")),
    "A15": (ERROR, N_("Captures of the web name their address, time and tool.")),
    "A16": (ERROR, N_("Each exhibit that is held has an entry of its receipt and one of its hash.")),
    "A17": (ERROR, N_("Custody entries are in order and no custodian is missing between two.")),
    "A18": (ERROR, N_("The custody log is an unbroken chain and its head is printed in section 14.")),
    "A19": (WARNING, N_("Each exhibit was verified in the last 180 days.")),
    "A20": (ERROR, N_("Every dated fact has a date, a place or none recorded, and something it rests on.")),
    "A21": (ERROR, N_("Every source is graded and its directness is known.")),
    "A22": (WARNING, N_("Facts rest on two sources or on an official record.")),
    "A23": (ERROR, N_("A search for contrary information is recorded with its day and author.")),
    "A24": (ERROR, N_("Each cell of the evidence matrix leads to an item, with a page inside it.")),
    "A25": (ERROR, N_("Every element of an alleged crime is shown, with support or as a gap.")),
    "A26": (ERROR, N_("What is computed says so, with rule and tolerance.")),
    "A27": (ERROR, N_("Each charge names its article and says what is known of the edition.")),
    "A28": (ERROR, N_("Administrative arrest is counted in days and imprisonment in months and years.")),
    "A29": (ERROR, N_("Placements of one person do not overlap and leave no gap.")),
    "A30": (WARNING, N_("The limits of the law are listed for each deprivation of liberty.")),
    "A31": (ERROR, N_("Dates follow each other: birth, detention, decision, force, release.")),
    "A32": (ERROR, N_("Every hour has its zone.")),
    "A33": (ERROR, N_("Every private person who is named has consented, or the basis is stated.")),
    "A34": (ERROR, N_("No protected name stands anywhere in the pack.")),
    "A35": (ERROR, N_("Nothing lies under a redaction.")),
    "A36": (ERROR, N_("Every redaction has its reason, and the counts agree.")),
    "A37": (ERROR, N_("Codes of persons have their form, are not serial, and no key is in the pack.")),
    "A38": (ERROR, N_("A public version identifies nobody in danger and has no count under five.")),
    "A39": (ERROR, N_("A public version was made from reduced data.")),
    "A40": (ERROR, N_("The paper is PDF/A-3 with embedded fonts, no script, no encryption, nothing from outside.")),
    "A41": (ERROR, N_("The paper is tagged: language, title, headings, alternative texts, headers of tables.")),
    "A42": (ERROR, N_("Each file inside the paper has its relation, type, description and date.")),
    "A43": (ERROR, N_("The bag is whole: every file is in the manifest with its sum, and no other.")),
    "A44": (ERROR, N_("The same data and time give the same bytes.")),
    "A45": (WARNING, N_("The manifest has a time stamp, or the cover says that it has none.")),
    "A46": (WARNING, N_("The signature covers the whole paper and is intact.")),
    "A47": (ERROR, N_("Names can be searched and copied in every script.")),
    "A48": (ERROR, N_("No metadata tell of the machine or the person that made the pack.")),
    "A49": (ERROR, N_("Every table is UTF-8 with equal columns, as its description says.")),
    "A50": (ERROR, N_("No cell of a table runs as a formula.")),
    "A51": (ERROR, N_("Keys of the tables are unique and lead somewhere.")),
    "A52": (ERROR, N_("No table holds a column above the profile.")),
    "A53": (ERROR, N_("The forum named is open for this State, or the cover warns.")),
    "A54": (ERROR, N_("The paper was signed with a key of the vault, in the time of that key.")),
}  # fmt: skip
"""Number -> level and sentence."""
NOT_JUDGED: Final[dict[str, str]] = {
    "A34": N_("which names are protected is not in the pack: give them with --names"),
    "A54": N_("the keys with which the vault signs are not in the pack: give their list with --keys"),
    "A44": N_("the paper is made again, byte by byte, with --rebuild"),
    "languages": N_("the data of the second language are not in the pack, so that the paper cannot be made again"),
    "ended": N_("the reader was ended before: treat this pack as hostile"),
    "program": N_("another version of the program made it: only {program} gives the same bytes"),
    "unfinished": N_("it is judged when the bag is closed"),
    "unread": N_("the facts in the pack cannot be read"),
}
"""Why an assertion was not judged, by its number or by the reason."""
ENDED: Final[dict[str, str]] = {
    "timeout": N_("the reader was ended: it took longer than a pack may take"),
    "limit": N_("the reader was ended: it used more time or memory than a pack may use"),
    "crash": N_("the reader was ended: it broke over something in this pack"),
}
"""What is said of an assertion over which the reader in the cage was ended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that speaks against an assertion, and where."""

    assertion: str
    place: str
    detail: str = ""
    level: str = ""
    """Of this finding where it is milder than its assertion."""

    @property
    def is_error(self) -> bool:
        """Whether a pack with it must not be written."""
        return (self.level or ASSERTIONS[self.assertion][0]) == ERROR

    @property
    def sentence(self) -> str:
        """The assertion that fails, in the language in force."""
        return _(ASSERTIONS[self.assertion][1])

    def as_json(self) -> dict[str, Any]:
        """For one JSON document."""
        level = ERROR if self.is_error else WARNING
        return {
            "id": self.assertion,
            "level": level,
            "sentence": self.sentence,
            "place": self.place,
            "detail": self.detail,
        }


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature of the paper that covers it and holds."""

    fingerprint: str
    """SHA-256 of the certificate, hexadecimal."""
    name: str
    at: datetime | None
    """When, as the signature itself says; None where it does not."""

    def as_json(self) -> dict[str, Any]:
        """For one JSON document."""
        at = self.at.isoformat() if self.at is not None else None
        return {"certificate_sha256": self.fingerprint, "name": self.name, "at": at}


@dataclass(slots=True)
class Report:
    """Everything that was found, which assertions were looked at, and why others were not."""

    findings: list[Finding] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)
    reasons: dict[str, str] = field(default_factory=dict)
    """Number of an assertion that was not judged -> why, in the language in force."""
    pack_id: str = ""
    signatures: list[Signature] = field(default_factory=list)

    def skip(self, assertion: str, reason: str, **facts: str) -> None:
        """An assertion that cannot be judged here, for a reason of NOT_JUDGED."""
        self.reasons[assertion] = _(NOT_JUDGED[reason]).format(**facts)

    def end(self, assertion: str, why: str) -> None:
        """The reader was ended over an assertion, for a reason of ENDED: whatever it asks, the pack is not sound."""
        self.add(assertion, [Finding(assertion, "pack", _(ENDED[why]), ERROR)])

    def add(self, assertion: str, findings: Iterable[Finding]) -> None:
        """The outcome of one assertion."""
        self.looked_at.add(assertion)
        self.findings += list(findings)

    @property
    def errors(self) -> list[Finding]:
        """What stops a pack."""
        return [one for one in self.findings if one.is_error]

    @property
    def warnings(self) -> list[Finding]:
        """What is printed in section 19."""
        return [one for one in self.findings if not one.is_error]

    def states(self) -> dict[str, str]:
        """Number -> "holds", "fails", "warns" or "not_from_outside"."""
        failed = {one.assertion for one in self.errors}
        warned = {one.assertion for one in self.warnings}
        return {
            name: "not_from_outside" if name not in self.looked_at
            else "fails" if name in failed else "warns" if name in warned else "holds"
            for name in ASSERTIONS
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """For one JSON document."""
        return {"pack": self.pack_id, "is_sound": not self.errors, "assertions": self.states(),
                "not_judged": self.reasons, "signatures": [one.as_json() for one in self.signatures],
                "findings": [one.as_json() for one in self.findings]}  # fmt: skip
