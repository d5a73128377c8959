"""Judges a pack in the cage: everything that reads a stranger's bytes for more than their sum is done there.

This side opens the files and sums them; what is in them it does not look at.
"""

import json
from datetime import datetime
from typing import Any, Final

from dossier.cage.asking import Need, Talk
from dossier.cage.running import Answer, Limits
from dossier.errors import UnreadableInput, add_messages
from dossier.export.check.findings import ERROR, WARNING, Finding, Signature
from dossier.export.check.protection_checks import Protected
from dossier.export.check.sources import UNREADABLE, Source, read, real_sums
from dossier.i18n import N_

_WORKER: Final = "dossier.export.check.worker"
_LIMITS: Final = Limits(cpu_s=600, wall_s=1200, memory_bytes=4 << 30)
add_messages(
    {
        "pack.no_cage": N_(
            "This system cannot hold a stranger's file safely, so the pack was not read. Check it on another machine."
        )
    }
)


class Ended(Exception):
    """The reader in the cage was ended over an assertion: "timeout", "limit" or "crash"."""


class Walled:
    """One reader in the cage; use it as a context manager.

    Args:
        source: The files of the pack, which may change from one check to the next.
        limits: What the reader may use.
    """

    def __init__(self, source: Source, limits: Limits = _LIMITS) -> None:
        self._source, self._names = source, list[str]()
        self._talk = Talk(_WORKER, limits, self._supply)

    def __enter__(self) -> "Walled":
        return self

    def __exit__(self, *_problem: object) -> None:
        self._talk.close()

    def begin(self, protected: Protected | None) -> None:
        """A check of the pack as it is now.

        Raises:
            UnreadableInput: "pack.no_cage".
        """
        self._names = self._source.names()
        names = None if protected is None else [list(protected.surnames), list(protected.wholes)]
        if self._talk.ask({"do": "open", "protected": names}).failure == "cage":
            raise UnreadableInput("pack.no_cage")

    def judged(self, name: str) -> list[Finding]:
        """What speaks against one assertion.

        Raises:
            Ended: the reader could not go on.
            UnreadableInput: "pack.too_large".
        """
        answer = self._talk.ask({"do": "judge", "name": name})
        if answer.failure:
            raise Ended(answer.failure)
        return _findings(name, answer)

    def signatures(self) -> list[Signature]:
        """Who signed the paper, of each signature that covers it and holds.

        Raises:
            Ended: the reader could not go on.
        """
        answer = self._talk.ask({"do": "signatures"})
        said: Any = answer.facts.get("signatures")
        if answer.failure or not isinstance(said, list):
            raise Ended(answer.failure or "crash")
        try:
            return [Signature(str(key), str(name), at and datetime.fromisoformat(at)) for key, name, at in said]
        except (TypeError, ValueError):
            raise Ended("crash") from None

    def _supply(self, need: Need) -> bytes | None:
        name = str(need.get("name", ""))
        if need.get("what") == "names":
            return json.dumps(self._names).encode()
        if need.get("what") == "sums":
            return json.dumps(real_sums(self._source, self._names)).encode()
        try:
            return read(self._source, name) if name in self._names else None
        except UNREADABLE:
            return None


def _findings(name: str, answer: Answer) -> list[Finding]:
    """A finding says what the reader says; which assertion it speaks against is not the reader's to say."""
    said: Any = answer.facts.get("findings")
    if not isinstance(said, list) or not all(_is_finding(one) for one in said):
        raise Ended("crash")
    return [Finding(name, place, detail, level) for place, detail, level in said]


def _is_finding(one: Any) -> bool:
    """Whether it is a place, a detail and a level of a finding."""
    is_row = isinstance(one, list) and len(one) == 3 and all(isinstance(part, str) for part in one)
    return is_row and one[2] in ("", ERROR, WARNING)
