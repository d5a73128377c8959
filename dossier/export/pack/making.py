"""Makes a pack: facts, tables, originals, paper; checked as a recipient would check it before a byte is written."""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from dossier.errors import DossierError, add_messages
from dossier.export.check.bag_checks import others_sha256
from dossier.export.check.findings import Finding, Report
from dossier.export.check.pack import ABOUT, BUNDLE, FACTS, PAPER
from dossier.export.check.paper_text import PaperTexts
from dossier.export.check.protection_checks import Protected
from dossier.export.check.rebuilding import KEY, paper_json
from dossier.export.check.running import check_pack
from dossier.export.check.sources import sums
from dossier.export.check.walled import Walled
from dossier.export.pack.bag import close_bag
from dossier.export.pack.bundle import parts_of
from dossier.export.pack.files import Files
from dossier.export.pack.output import put_pack
from dossier.export.pack.tables import put_tables
from dossier.export.pack.verify_page import VERIFY, verify_page
from dossier.export.pdf.page import PackFacts
from dossier.export.pdf.sections import SECTIONS
from dossier.export.pdf.workers import MemoryCache
from dossier.export.pdf.writing import dossier_bytes, facts_json, layout_processes, pack_id, with_versions
from dossier.i18n import N_, _, in_language

if TYPE_CHECKING:
    from dossier.casework.assemble import PackData
    from dossier.casework.dossier_view import DossierView
    from dossier.casework.pack_rows import PackExhibit
    from dossier.export.pack.copies import PackCopy
    from dossier.export.pdf.workers import Cache, Workers

Signer = Callable[[bytes], bytes]
add_messages(
    {
        "pack.refused": N_(
            "The pack was not written: {count} assertions fail. Each is listed above; mend the records."
        ),
    }
)
_PRESUMPTION: Final = N_(
    "The allegations in this dossier are unproven. Every person named in it is presumed innocent until a court has "
    "decided."
)


class PackRefused(DossierError):
    """Assertions of the level "error" fail."""

    def __init__(self, report: Report) -> None:
        super().__init__("pack.refused", count=len(report.errors))
        self.report = report


@dataclass(frozen=True, slots=True)
class PackOptions:
    """What the person asked for."""

    profile: str
    recipient: str = ""
    facts: PackFacts | None = None
    """Purpose, basis, contact, what it replaces."""
    signer: Signer | None = None
    signature_words: str = ""
    """How the cover names the signature."""
    recipients: Sequence[Any] = ()
    """Of age; the pack is encrypted to them."""
    organisation: str = ""
    is_bundle_archival: bool = False
    """The pages of exhibits in the bundle are drawn as pictures with their words behind them, so that it is PDF/A."""


@dataclass(frozen=True, slots=True)
class PackResult:
    """The pack that was written."""

    path: Path
    id: str
    page_count: int
    files: list[dict[str, object]] = field(default_factory=list)
    """Name, size_bytes and sha256, for the receipt."""
    report: Report = field(default_factory=Report)


def make_pack(
    data: "PackData",
    target: Path,
    options: PackOptions,
    *,
    built_at: datetime,
    original: "Callable[[PackExhibit], BinaryIO] | None" = None,
    copies: "Sequence[PackCopy]" = (),
    cache: "Cache | None" = None,
) -> PackResult:
    """Write a pack as a folder, or as a zip file where the name ends in .zip, encrypted where recipients are given.

    Args:
        data: Reduced to the profile.
        target: A path at which nothing exists.
        options: What was asked for.
        built_at: The instant printed and written; the same data and instant give the same pack, but for a signature.
        original: Opens the original of an exhibit.
        copies: Numbered pages of exhibits.
        cache: Of finished pieces of paper.

    Raises:
        PackRefused: an assertion fails; nothing was written.
        RenderProblem: as ``dossier_bytes``; "file.exists", "file.unwritable".
    """
    at = built_at.astimezone(UTC)
    files, view = Files(), data.views[0][1]
    files.put(FACTS, facts_json(view))
    pages, boxes = ([row for one in copies for row in one.rows()], [row for one in copies for row in one.boxes()])
    put_tables(files, view, data.exhibits, data.steps, pages, boxes)
    for copy in copies:
        files.put_opener(copy.file, copy.open)
        if copy.separator_file:
            files.put_opener(copy.separator_file, copy.open_separator)
    for one in data.exhibits:
        if one.file and original is not None:
            files.put_opener(one.file, lambda one=one: original(one))  # type: ignore[misc]
    with _judge(files, copies) as walled:
        with layout_processes(cache or MemoryCache()) as pool:
            maker = _Maker(data, files, options, at, pool, copies, walled)
            page_count, report = maker.settle()
            if copies:
                files.put(BUNDLE, maker.bundle(copies))
        close_bag(files, _bag_info(view, maker.facts, options), at)
        report = _required(maker.check())
    written = put_pack(files, target, maker.facts.id, at, options.recipients)
    return PackResult(target, maker.facts.id, page_count, written, report)


def _judge(files: Files, copies: "Sequence[PackCopy]") -> AbstractContextManager[Walled | None]:
    """The cage, where pages of strangers come along: they were made anew, and are read behind walls all the same."""
    return Walled(files) if copies else nullcontext()


def _said(warnings: "Sequence[Finding]") -> tuple[str, ...]:
    """One sentence for each assertion that is not fulfilled, with every place."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for one in warnings:
        places.setdefault((one.assertion, one.sentence), {})[one.place] = None
    words = _("{assertion}: not fulfilled. Asked is: {sentence} Where: {places}.")
    return tuple(
        words.format(assertion=assertion, sentence=sentence, places=", ".join(found))
        for (assertion, sentence), found in places.items()
    )


class _Maker:
    """The paper of one pack, made until what it says of the checks is what the checks say."""

    def __init__(
        self,
        data: "PackData",
        files: Files,
        options: PackOptions,
        at: datetime,
        pool: "Workers",
        copies: "Sequence[PackCopy]" = (),
        walled: Walled | None = None,
    ) -> None:
        self._data, self._files, self._options, self._at = data, files, options, at
        self._pool, self._texts, self._walled = pool, PaperTexts(), walled
        self._view = data.views[0][1]
        surnames, wholes = data.protected
        self._protected = Protected(surnames, wholes) if options.profile != "sealed" and surnames else None
        manifest = {name: sums(files, name)[0] for name in files.names() if name.startswith("data/")}
        with in_language(data.views[0][0]):
            self.facts = replace(
                options.facts or PackFacts("", at),
                id=pack_id(self._view, options.profile, at),
                files_sha256=others_sha256(manifest),
                files={one.exhibit_ref: one.file for one in data.exhibits if one.file},
                shown={one.exhibit_ref: _shown(one) for one in copies},
                places={number: place for one in copies for number, place in one.places().items()},
                redactions=sum(1 for one in copies if one.file.endswith("redacted.pdf")),
                signature=options.signature_words,
            )

    def settle(self) -> tuple[int, Report]:
        """Write the paper and check everything but the bag; warnings go into section 19 and it is written again."""
        page_count = self._write()
        report = _required(self.check(unfinished=True))
        with in_language(self._data.views[0][0]):
            said = _said(report.warnings)
        if said:
            self.facts = replace(self.facts, warnings=said)
            page_count = self._write()
            report = _required(self.check(unfinished=True))
        return page_count, report

    def check(self, *, unfinished: bool = False) -> Report:
        """What a recipient would find, by the same assertions."""
        return check_pack(
            self._files, protected=self._protected, unfinished=unfinished, texts=self._texts, walled=self._walled
        )

    def _write(self) -> int:
        document, pages = dossier_bytes(
            self._data.views, profile=self._options.profile, built_at=self._at, pack=self.facts, pool=self._pool
        )
        if self._options.signer is not None:
            document = self._options.signer(document)
        self._files.put(PAPER, document)
        self._files.put(ABOUT, self._about(pages))
        self._files.put(VERIFY, verify_page(self.facts.id, self._view.tlp, bool(self._options.signer)))
        self._files.put("bagit.txt", b"")  # what a pack is known by; written anew when the bag is closed
        return pages

    def bundle(self, copies: "Sequence[PackCopy]") -> bytes:
        """The paper once more, with the pages of its exhibits behind it, signed by the same key."""
        with in_language(self._data.views[0][0]):
            parts = parts_of(self._view, copies, is_archival=self._options.is_bundle_archival)
        document, _pages = dossier_bytes(
            self._data.views, profile=self._options.profile, built_at=self._at, pack=self.facts, pool=self._pool,
            parts=parts,
        )  # fmt: skip
        return document if self._options.signer is None else self._options.signer(document)

    def _about(self, pages: int) -> bytes:
        with in_language(self._data.views[0][0]):
            about = {
                "pack": self.facts.id, "profile": self._view.profile, "tlp": self._view.tlp,
                "built_at": self._at.isoformat(timespec="seconds"), "page_count": pages,
                "prepared_by": self._view.prepared_by or _("not stated"), "basis": self.facts.basis,
                "facts_sha256": hashlib.sha256(facts_json(self._view)).hexdigest(),
                "files_sha256": self.facts.files_sha256, "is_signed": self._options.signer is not None,
                "is_bundle_archival": self._options.is_bundle_archival,
                "timestamp_words": _("not time-stamped"), "presumption": _(_PRESUMPTION),
                "alleged_word": _("alleged; unproven"), "languages": [lang for lang, _view in self._data.views],
                KEY: paper_json(with_versions(self.facts)),
                "sections": [one.label + one.title for one in SECTIONS],
            }  # fmt: skip
        return json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _shown(copy: "PackCopy") -> str:
    """Where the pages of an exhibit are, in the words of annex C."""
    words = _("Pages {first} to {last}: {file}.").format(first=copy.numbers[0], last=copy.numbers[-1], file=copy.file)
    return words + (" " + _("A sheet stands there for what cannot be shown as pages.") if copy.is_slip else "")


def _required(report: Report) -> Report:
    if report.errors:
        raise PackRefused(report)
    return report


def _bag_info(view: "DossierView", facts: PackFacts, options: PackOptions) -> dict[str, str]:
    return {
        "Source-Organization": options.organisation or view.prepared_by,
        "Contact-Name": facts.contact,
        "External-Description": view.kind_label,
        "External-Identifier": facts.id,
        "Internal-Sender-Identifier": view.ref,
        "Dossier-Profile": view.profile,
        "Dossier-TLP": view.tlp,
    }
