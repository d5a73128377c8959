"""The chain of custody: first entries, order, unbroken hashes, last verification."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from dossier.export.check.bag_checks import FORMULA
from dossier.export.check.exhibit_checks import MAKE_COPIES, held, logs_of, of_native
from dossier.export.check.findings import Finding
from dossier.export.check.pack import FACTS, PAPER, Pack

_RECEIVED: Final = {"collected", "received"}
_FRESH_DAYS: Final = 180


def unaltered(pack: Pack) -> Iterator[Finding]:
    """A13: from the first hash to the last each change is an entry; a redacted version is made of a copy in the log."""
    for exhibit, rows in logs_of(pack).items():
        for (_before, known), (after, _told) in pairwise(of_native(rows)):
            if after.get("sha256_before") and after["sha256_before"] != known:
                yield Finding("A13", f"{exhibit} {after['number']}", "sha256_before")
        copies: set[str] = set()
        for row in rows:
            if row["event"] == "redacted" and row["sha256_before"] not in copies:
                yield Finding("A13", f"{exhibit} {row['number']}", "sha256_before")
            if row["event"] in MAKE_COPIES or row["event"] == "redacted":
                copies.add(row["sha256_after"])


def first_entries(pack: Pack) -> Iterator[Finding]:
    """A16."""
    logs = logs_of(pack)
    for row in held(pack):
        kinds = {one["event"] for one in logs.get(row["exhibit_ref"], [])}
        if not kinds & _RECEIVED or "hashed" not in kinds:
            yield Finding("A16", row["exhibit_number"], ", ".join(sorted(kinds)))


def order_of_custody(pack: Pack) -> Iterator[Finding]:
    """A17: numbers without gaps, times in order, the receiver of one transfer gives in the next."""
    for exhibit, rows in logs_of(pack).items():
        if [row["number"] for row in rows] != [str(at + 1) for at in range(len(rows))]:
            yield Finding("A17", exhibit, "number")
        if any(later["at"] < earlier["at"] for earlier, later in pairwise(rows)):
            yield Finding("A17", exhibit, "at")
        moves = [row for row in rows if row["event"] in ("transferred", "returned")]
        if any(b["from_custodian"] != a["to_custodian"] for a, b in pairwise(moves)):
            yield Finding("A17", exhibit, "custodian")


def chain(pack: Pack) -> Iterator[Finding]:
    """A18: each entry holds the hash of the one before; the head is that of the list, and is printed."""
    lasts = []
    for exhibit, rows in logs_of(pack).items():
        previous = "0" * 64
        for row in rows:
            if row["previous_hash"] != previous:
                yield Finding("A18", f"{exhibit} {row['number']}", "previous_hash")
            if pack.facts.get("profile") == "sealed" and entry_hash(exhibit, row) != row["entry_hash"]:
                yield Finding("A18", f"{exhibit} {row['number']}", "entry_hash")
            previous = row["entry_hash"]
        lasts.append(previous)
    head = hashlib.sha256("\n".join(lasts).encode()).hexdigest() if lasts else ""
    stated = str(pack.facts.get("custody_head", ""))
    if head != stated:
        yield Finding("A18", FACTS, "custody_head")
    listed = [len(one.get("steps", [])) for one in pack.records("custody")]
    if sum(listed) != len(pack.table("custody_log")):
        yield Finding("A18", "data/index/custody_log.csv", "entries")
    if stated and stated not in "".join("".join(one.body.split()) for one in pack.pages):
        yield Finding("A18", PAPER, "head")


_HASHED: Final = (
    ("number", "number"), ("event", "event"), ("happened_at", "at"), ("by_code", "by"),
    ("from_custodian_code", "from_custodian"), ("to_custodian_code", "to_custodian"), ("place", "place"),
    ("purpose", "purpose"), ("method_and_tool", "method_and_tool"), ("sha256_before", "sha256_before"),
    ("sha256_after", "sha256_after"), ("seal_number", "seal_number"), ("previous_hash", "previous_hash"),
)  # fmt: skip
"""Name in the hash, and column of custody_log.csv; docs/format.md describes the form."""


def entry_hash(exhibit_ref: str, row: dict[str, str]) -> str:
    """The hash of a custody entry, from its row: only a sealed pack gives every value as it was hashed."""
    said: dict[str, Any] = {name: _unguarded(row[column]) or None for name, column in _HASHED}
    said["number"] = int(row["number"])
    text = json.dumps({"exhibit": exhibit_ref, **said}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip("\ufeff\x00 ").startswith(FORMULA) else cell


def freshness(pack: Pack) -> Iterator[Finding]:
    """A19."""
    built = _instant(str(pack.about.get("built_at", "")))
    logs = logs_of(pack)
    for row in held(pack):
        checked = [
            _instant(one["at"]) for one in logs.get(row["exhibit_ref"], []) if one["event"] in ("verified", "hashed")
        ]
        known = [one for one in checked if one is not None]
        if built is not None and (not known or built - max(known) > timedelta(days=_FRESH_DAYS)):
            yield Finding("A19", row["exhibit_number"])


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
