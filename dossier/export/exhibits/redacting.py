"""Redacted versions of exhibits: the copy stays, each version gets the next number, every box its reason in the log."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dossier.cage.running import run_worker
from dossier.casework.exhibits import get_exhibit
from dossier.domain.ern import pages_of
from dossier.errors import Refused, RenderProblem, add_messages
from dossier.export.exhibits.copies import (
    STAMP_LIMITS,
    TOOL,
    WORKER,
    enter_recognised,
    make_pages,
    note_recognised,
)
from dossier.export.exhibits.recognition import Recognised, recognise
from dossier.i18n import N_
from dossier.vault import custody
from dossier.vault.evidence import EvidenceStore
from dossier.vault.queries import exhibits as queries
from dossier.vault.tables import ExhibitCopy, Redaction

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.sessions import VaultSession

REASONS: Final = "redaction_reason"
"""The list of reason codes."""
MOST_REVISIONS: Final = 99
add_messages(
    {
        "redact.reason": N_(
            "There is no such reason for a redaction. Look at the list of codes: A.1 to A.8, B.1 to B.5."
        ),
        "redact.box": N_("A box is four numbers in points from the upper left corner, for example 72,100,200,14."),
        "redact.page": N_("The exhibit has no such page."),
        "redact.failed": N_("The redaction could not be proven clean, so nothing was kept. Use a larger box."),
        "redact.slip": N_("A sheet stands in place of this exhibit: there is nothing on it to redact."),
    }
)


@dataclass(frozen=True, slots=True)
class Box:
    """What is to be taken out, on the page as it is seen."""

    page_number: int
    left_pt: float
    top_pt: float
    width_pt: float
    height_pt: float
    reason_code: str
    """A code of seeds/vocabularies/icc_redaction_codes.csv."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted version as it is kept."""

    revision: int
    ern_begin: str
    ern_end: str
    box_count: int
    words_removed: int
    left_on_pages: tuple[int, ...]
    """Pages on which a word that was under a box still stands in the open, or is recognised in a picture."""


def redact(vault: "Vault", ref: str, boxes: Sequence[Box], *, remarks: str = "") -> Redacted:
    """Make the next redacted version: the boxes of the one before, and these; the original and the copy stay.

    Args:
        vault: Open.
        ref: Of the exhibit.
        boxes: At least one.
        remarks: For the log; never what was under a box.

    Raises:
        Misread, NotFound: of the reference.
        Refused: "redact.reason", "redact.box", "redact.page", "redact.slip".
        RenderProblem: "redact.failed".
    """
    copy = make_pages(vault, ref)
    if copy.slip_reason_code:
        raise Refused("redact.slip")
    with vault.read() as session:
        _require(session, boxes, copy.page_count or 0)
        before, language = _boxes_before(session, copy), get_exhibit(session, ref).language
        with EvidenceStore(vault).open_id(session, copy.object_id) as reader:
            content = b"".join(reader.blocks())
    every = [*before, *boxes]
    made, facts = _proven(content, every)
    seen = recognise(made, facts["silent"], language, boxes=_listed(every), before=content)
    return _kept(vault, ref, copy, seen, every, facts, remarks)


def _require(session: "VaultSession", boxes: Sequence[Box], page_count: int) -> None:
    known = queries.codes_of(session, REASONS)
    for box in boxes:
        if box.reason_code not in known:
            raise Refused("redact.reason", field="reason")
        if not 0 < box.page_number <= page_count:
            raise Refused("redact.page", field="page")
        if box.width_pt <= 0 or box.height_pt <= 0:
            raise Refused("redact.box", field="box")
    if not boxes:
        raise Refused("redact.box", field="box")


def _boxes_before(session: "VaultSession", copy: ExhibitCopy) -> list[Box]:
    versions = queries.copies_of(session, copy.exhibit_id, "redacted")
    return [Box(*one) for one in boxes_of(session, versions[-1])] if versions else []


def boxes_of(session: "VaultSession", version: ExhibitCopy) -> list[list[Any]]:
    """The boxes of a redacted version as the worker takes them; none of a copy that has none."""
    kept = queries.redactions_of(session, version.id)
    return [[one.page_number, one.left_pt, one.top_pt, one.width_pt, one.height_pt, one.reason_code] for one in kept]


def _proven(content: bytes, boxes: Sequence[Box]) -> tuple[bytes, dict[str, Any]]:
    """The pages with the boxes taken out, and the search of them.

    Raises:
        RenderProblem: "redact.failed".
    """
    answer = run_worker(WORKER, {"do": "redact", "boxes": _listed(boxes)}, content, STAMP_LIMITS)
    facts: dict[str, Any] = answer.facts
    if answer.failure or "slip" in facts or facts["under"]:
        raise RenderProblem("redact.failed")
    return answer.content, facts


def _listed(boxes: Sequence[Box]) -> list[list[Any]]:
    return [[b.page_number, b.left_pt, b.top_pt, b.width_pt, b.height_pt, b.reason_code] for b in boxes]


def _kept(
    vault: "Vault",
    ref: str,
    copy: ExhibitCopy,
    seen: Recognised,
    boxes: Sequence[Box],
    facts: dict[str, Any],
    remarks: str,
) -> Redacted:
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(seen.content)) as staged, vault.write(reason="exhibit redacted") as session:
        exhibit = get_exhibit(session, ref)
        revision = len(queries.copies_of(session, exhibit.id, "redacted")) + 1
        if revision > MOST_REVISIONS:
            raise Refused("redact.box")
        row = store.keep(session, staged)
        version = ExhibitCopy(
            exhibit_id=exhibit.id, kind="redacted", revision=revision, object_id=row.object_id, sha256=row.sha256,
            size_bytes=row.size_bytes, mime_type="application/pdf", page_count=copy.page_count,
            ern_begin=copy.ern_begin, ern_end=copy.ern_end, made_from_sha256=copy.made_from_sha256, tool=TOOL,
        )  # fmt: skip
        note_recognised(version, seen)
        session.add(version)
        session.flush()
        for box in boxes:
            session.add(Redaction(copy_id=version.id, remarks=remarks[:500] or None, **_columns(box)))
        exhibit.redaction = "redacted_version_exists"
        session.flush()
        custody.append(
            session, exhibit, "redacted", purpose=f"{len(boxes)} boxes", method_and_tool=f"pages drawn anew, {TOOL}",
            sha256_before=copy.sha256, sha256_after=row.sha256,
        )  # fmt: skip
        enter_recognised(session, exhibit, seen, before=copy.sha256, after=row.sha256)
    numbers = pages_of(copy.ern_begin or "", copy.page_count or 0, revision)
    left_on = tuple(sorted({*facts["left_on"], *seen.left_on}))
    return Redacted(revision, numbers[0], numbers[-1], len(boxes), int(facts["removed"]), left_on)


def _columns(box: Box) -> dict[str, Any]:
    """Whole numbers become fractions, as the columns keep them."""
    sizes = {name: float(getattr(box, name)) for name in ("left_pt", "top_pt", "width_pt", "height_pt")}
    return {"page_number": box.page_number, "reason_code": box.reason_code, **sizes}
