"""Runs every assertion that can be judged from outside, in the order of their numbers."""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from dossier.export.check import (
    bag_checks,
    class_checks,
    custody_checks,
    exhibit_checks,
    fact_checks,
    forum_checks,
    paper_checks,
    rebuilding,
    redaction_checks,
    stamp_checks,
)
from dossier.export.check.findings import ASSERTIONS, Finding, Report
from dossier.export.check.pack import Pack
from dossier.export.check.paper_text import PaperTexts
from dossier.export.check.protection_checks import Protected, protected_names
from dossier.export.check.sources import Source, open_source
from dossier.export.check.walled import Ended, Walled

Check = Callable[[Pack], Iterator[Finding]]
CHECKS: Final[dict[str, Check]] = {
    "A01": paper_checks.cover, "A02": paper_checks.counts, "A03": paper_checks.labels, "A04": paper_checks.page_numbers,
    "A05": paper_checks.presumption, "A06": paper_checks.sections, "A07": exhibit_checks.numbers,
    "A08": exhibit_checks.pages_of_exhibits, "A09": exhibit_checks.parties_of_courts, "A10": exhibit_checks.citations,
    "A11": exhibit_checks.metadata, "A12": exhibit_checks.originals, "A13": custody_checks.unaltered,
    "A14": exhibit_checks.translations, "A15": exhibit_checks.captures, "A16": custody_checks.first_entries,
    "A17": custody_checks.order_of_custody, "A18": custody_checks.chain, "A19": custody_checks.freshness,
    "A20": fact_checks.dated_facts, "A21": fact_checks.sources, "A22": fact_checks.corroboration,
    "A23": fact_checks.contrary, "A24": fact_checks.matrix, "A25": fact_checks.elements, "A26": fact_checks.computed,
    "A27": fact_checks.charges, "A28": fact_checks.units, "A29": fact_checks.placements, "A30": fact_checks.clocks,
    "A31": fact_checks.order_of_dates, "A32": fact_checks.hours, "A33": fact_checks.consents,
    "A35": redaction_checks.nothing_under, "A36": redaction_checks.reasons, "A37": fact_checks.codes,
    "A38": redaction_checks.identified, "A39": redaction_checks.reduced,
    "A40": paper_checks.archive_form, "A41": paper_checks.marks, "A42": paper_checks.attachments,
    "A43": bag_checks.bag, "A45": stamp_checks.time_stamp,
    "A46": stamp_checks.signature, "A47": paper_checks.names_in_scripts, "A48": paper_checks.metadata_is_clean,
    "A49": bag_checks.tables, "A50": bag_checks.formulas, "A51": bag_checks.keys, "A52": class_checks.classes,
    "A53": forum_checks.forum,
}  # fmt: skip
_NAMES: Final = "A34"
_REBUILD: Final = "A44"
_SIGNATURE: Final = "A46"
_BROKEN: Final = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, FileNotFoundError, RecursionError,
)  # fmt: skip
_ONCE_MADE: Final = frozenset({"A43", "A45", _SIGNATURE, "A54"})
"""They judge the finished bag; while a pack is made there is none yet."""


def check_pack(
    pack: Path | Source,
    *,
    protected: Protected | None = None,
    unfinished: bool = False,
    only: Collection[str] = (),
    rebuild: bool = False,
    texts: PaperTexts | None = None,
    walled: Walled | None = None,
) -> Report:
    """Everything that can be found against a pack.

    Args:
        pack: A folder, a zip file, or files in memory.
        protected: Names that must not be in it: known to whoever made it or to the person.
        unfinished: The bag is not closed yet.
        only: Numbers of assertions; all that can be judged without any.
        rebuild: Make the paper again from the data in the pack and compare its bytes, which takes as long as making it.
        texts: What papers say, as far as they were read in checks before.
        walled: Judges in the cage, where bytes of other makers are in the pack; else it is done in this process.

    Raises:
        UnreadableInput: "file.missing", "pack.encrypted", "pack.unreadable", "pack.too_large"; "pack.no_cage".
    """
    opened = Pack(open_source(pack) if isinstance(pack, Path) else pack, protected, texts)
    report = Report(pack_id=str(opened.about.get("pack", "")))
    if walled is not None:
        walled.begin(protected)
    is_ended = False
    for name in ASSERTIONS:
        check = check_of(name, protected)
        if only and name not in only:
            continue
        if is_ended:
            report.skip(name, "ended")
        elif unfinished and name in _ONCE_MADE:
            report.skip(name, "unfinished")
        elif name == _REBUILD and rebuild:
            rebuilding.made_again(opened, report)
        elif check is None:
            report.skip(name, name)
        elif walled is None:
            report.add(name, _run(name, check, opened))
        else:
            is_ended = not _judged_in_cage(name, walled, report)
    if not unfinished and not is_ended and (not only or _SIGNATURE in only):
        with suppress(Ended, *_BROKEN):  # then A46 says so
            report.signatures = walled.signatures() if walled is not None else stamp_checks.signatures_of(opened)
    return report


def check_strangers_pack(path: Path, *, protected: Protected | None = None, rebuild: bool = False) -> Report:
    """As ``check_pack``, of a pack from anybody: it is read in the cage.

    Raises:
        UnreadableInput: as ``check_pack``.
    """
    source = open_source(path)
    with Walled(source) as walled:
        return check_pack(source, protected=protected, rebuild=rebuild, walled=walled)


def _judged_in_cage(name: str, walled: Walled, report: Report) -> bool:
    """Whether the reader lived over one assertion."""
    try:
        report.add(name, walled.judged(name))
    except Ended as ended:
        report.end(name, str(ended))
        return False
    return True


def check_of(name: str, protected: Protected | None) -> Check | None:
    """What judges an assertion; None where nothing in a pack shows whether it holds."""
    return protected_names if name == _NAMES and protected is not None else CHECKS.get(name)


def _run(name: str, check: Check, pack: Pack) -> list[Finding]:
    """A pack so broken that a check stumbles over it fails that check."""
    try:
        return list(check(pack))
    except _BROKEN:
        return [Finding(name, "pack", "broken")]
