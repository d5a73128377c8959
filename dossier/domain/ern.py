"""Numbers of evidence pages: ``BLR-DSR-0001-0017`` is page 17 of volume 1 of provider DSR in the situation BLR.

A document is named by the number of its first page; ``-R01`` marks its first redacted version. Source of the form:
evidence registration numbers of international courts; their own letters for parties are never used.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from dossier.errors import Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "ern.prefix": N_(
            "Numbers of pages begin with three letters for the situation and three or four letters or digits for who "
            "provides them, for example BLR and VIA. Letters of courts (OTP, D01, V01, REG, CHM) are not for us."
        ),
        "ern.full": N_("The volume of numbers cannot take so many pages: at most 9,999 for one exhibit."),
    }
)

MOST_PAGES: Final = 9_999
MOST_VOLUMES: Final = 9_999
DEFAULT_PROVIDER: Final = "DSR"
PATTERN: Final = re.compile(r"([A-Z]{3})-([A-Z0-9]{3,4})-(\d{4})-(\d{4})(?:-R(\d{2}))?")
_RESERVED: Final = re.compile(r"OTP|REG|CHM|[DV]\d{2,3}")


@dataclass(frozen=True, slots=True)
class Ern:
    """One page's number."""

    situation: str
    provider: str
    volume: int
    page: int
    revision: int = 0
    """0 for the copy itself, 1 to 99 for redacted versions."""

    def __str__(self) -> str:
        plain = f"{self.situation}-{self.provider}-{self.volume:04d}-{self.page:04d}"
        return f"{plain}-R{self.revision:02d}" if self.revision else plain

    @property
    def prefix(self) -> str:
        """Situation and provider."""
        return f"{self.situation}-{self.provider}"

    def plus(self, pages: int) -> "Ern":
        """The number so many pages further in the same volume."""
        return replace(self, page=self.page + pages)

    def redacted(self, revision: int) -> "Ern":
        """The number of the same page in a redacted version."""
        return replace(self, revision=revision)


def require_prefix(situation: str, provider: str) -> str:
    """The beginning of numbers.

    Raises:
        Refused: "ern.prefix": of another form, or the letters of a court.
    """
    if not re.fullmatch(r"[A-Z]{3}", situation) or not re.fullmatch(r"[A-Z0-9]{3,4}", provider):
        raise Refused("ern.prefix", field="provider")
    if _RESERVED.fullmatch(provider):
        raise Refused("ern.prefix", field="provider")
    return f"{situation}-{provider}"


def read_ern(text: str) -> Ern | None:
    """The number that a text is; None where it is none of ours."""
    found = PATTERN.fullmatch(text.strip())
    return Ern(found[1], found[2], int(found[3]), int(found[4]), int(found[5] or 0)) if found else None


def pages_of(first: str, count: int, revision: int = 0) -> tuple[str, ...]:
    """The numbers of all pages of a document, from that of its first page.

    Raises:
        ValueError: the text is no number.
    """
    start = read_ern(first)
    if start is None:
        raise ValueError(first)
    return tuple(str(start.plus(at).redacted(revision)) for at in range(count))
