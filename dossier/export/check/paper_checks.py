"""The paper itself: cover, labels, pages, bookmarks, marks, attachments, metadata, names in every script."""

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from dossier.export.check.findings import Finding
from dossier.export.check.pack import BUNDLE, FACTS, PAPER, Pack
from dossier.export.check.paper_text import PageText, squeezed
from dossier.export.check.sources import read

_PATHS: Final = re.compile(r"(?:/home/|/Users/|/tmp/|/root/|[A-Za-z]:\\|file://)[^\s<\"')]*")
"""What a path of somebody's machine begins with; none may be left in a paper."""
_SECTIONS: Final = 24
_LEVEL: Final = re.compile(r"/H([1-6])")


def cover(pack: Pack) -> Iterator[Finding]:
    """A01: what the first page says, against what the pack says of itself."""
    first = squeezed(" ".join((pack.pages[0].body, *pack.pages[0].stamps))) if pack.pages else ""
    built = str(pack.about.get("built_at", ""))[:16].replace("T", "")
    said = ("pack", "tlp", "prepared_by", "facts_sha256", "files_sha256")
    for name, value in (("built_at", built), *((one, pack.about.get(one)) for one in said)):
        if not value or squeezed(str(value)) not in first:
            yield Finding("A01", "p. 1", name)


def counts(pack: Pack) -> Iterator[Finding]:
    """A02: pages and exhibits."""
    first = squeezed(pack.pages[0].body) if pack.pages else ""
    pages, exhibits = len(pack.pages), len(pack.records("exhibits"))
    for number in (pages, exhibits):
        if not re.search(rf"(?<!\d){number}(?!\d)", first):
            yield Finding("A02", "p. 1", str(number))
    if pack.about.get("page_count") != pages or len(pack.table("exhibits")) != exhibits:
        yield Finding("A02", "data/pack.json")


def labels(pack: Pack) -> Iterator[Finding]:
    """A03: of the paper and of the bundle."""
    label = str(pack.about.get("tlp", ""))
    for place, pages in _papers(pack):
        for number, page in enumerate(pages, start=1):
            if not label or not any(label in one for one in page.stamps):
                yield Finding("A03", f"{place}p. {number}")


def page_numbers(pack: Pack) -> Iterator[Finding]:
    """A04: the last stamp holds n and N; of the paper and of the bundle."""
    for place, pages in _papers(pack):
        for number, page in enumerate(pages, start=1):
            said = [int(one) for one in re.findall(r"\d+", page.stamps[-1])] if page.stamps else []
            if said != [number, len(pages)]:
                yield Finding("A04", f"{place}p. {number}", str(said))


def _papers(pack: Pack) -> list[tuple[str, list[PageText]]]:
    """What stands before the number of a page in a finding, and the pages."""
    return [("", pack.pages), (f"{BUNDLE} ", pack.bundle_pages)]


def presumption(pack: Pack) -> Iterator[Finding]:
    """A05: the sentence of the cover, and a mark beside each alleged perpetrator."""
    words = squeezed(str(pack.about.get("presumption", "")))
    text = squeezed(pack.pages[0].body) if pack.pages else ""
    if not words or words not in text:
        yield Finding("A05", "p. 1")
    mark = squeezed(str(pack.about.get("alleged_word", "")))
    everything = squeezed(" ".join(one.body for one in pack.pages))
    for one in pack.records("persons"):
        if one.get("is_alleged") and one.get("is_named"):
            near = re.escape(squeezed(str(one["label"]))) + r".{0,300}?" + re.escape(mark)
            if not mark or not re.search(near, everything):
                yield Finding("A05", str(one.get("key", "")))


def sections(pack: Pack) -> Iterator[Finding]:
    """A06: all sections in order, each bookmark on the page where its title stands."""
    wanted = [str(one) for one in pack.about.get("sections", [])]
    if len(wanted) != _SECTIONS:
        yield Finding("A06", "data/pack.json", "sections")
    if pack.pdf is None:
        yield Finding("A06", PAPER)
        return
    places = {one.obj.objgen: at for at, one in enumerate(pack.pdf.pages)}
    with pack.pdf.open_outline() as outline:
        found = [(str(one.title).rpartition(" [")[0], _page_of(one, places)) for one in outline.root]
    titles = [title for title, _at in found]
    missing = [one for one in wanted[1:] if squeezed(one) not in {squeezed(title) for title in titles}]
    order = [titles.index(one) for one in wanted[1:] if one in titles]
    if missing or order != sorted(order):
        yield Finding("A06", PAPER, "; ".join(missing) or "order")
    for title, at in found:
        if at is None or squeezed(title) not in squeezed(pack.pages[at].body):
            yield Finding("A06", f"bookmark {title}"[:80])


def _page_of(item: Any, places: dict[Any, int]) -> int | None:
    try:
        return places.get(item.destination[0].objgen)
    except (TypeError, IndexError, AttributeError):
        return None


def archive_form(pack: Pack) -> Iterator[Finding]:
    """A40, also of the bundle where it is said to be for archives."""
    if pack.pdf is None:
        yield Finding("A40", PAPER)
        return
    yield from _archived(pack.pdf, PAPER)
    if pack.about.get("is_bundle_archival") and BUNDLE in pack.names:
        import pikepdf

        with pikepdf.open(io.BytesIO(read(pack.source, BUNDLE))) as bundle:
            yield from _archived(bundle, BUNDLE)


def _archived(pdf: Any, place: str) -> Iterator[Finding]:
    root = pdf.Root
    xmp = root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in root else ""
    if not re.search(r"pdfaid:part[>=\"' ]+3", xmp) or "/OutputIntents" not in root:
        yield Finding("A40", place, "PDF/A-3")
    if pdf.is_encrypted:
        yield Finding("A40", place, "encrypted")
    for one in pdf.objects:
        bad = _bad_for_archive(one)
        if bad:
            yield Finding("A40", place, bad)


def _bad_for_archive(one: Any) -> str:
    import pikepdf

    if not isinstance(one, pikepdf.Dictionary):
        return ""
    if "/JS" in one or str(one.get("/S", "")) in ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm"):
        return "action"
    if str(one.get("/Type", "")) == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(
        one.keys()
    ):
        return "font"
    return ""


def marks(pack: Pack) -> Iterator[Finding]:
    """A41: language, title, headings that go down one step at a time, alternative text, scope of header cells."""
    if pack.pdf is None:
        return
    root = pack.pdf.Root
    if not (root.get("/MarkInfo") and root.MarkInfo.get("/Marked")) or "/Lang" not in root:
        yield Finding("A41", PAPER, "marks")
    if not (root.get("/ViewerPreferences") and root.ViewerPreferences.get("/DisplayDocTitle")):
        yield Finding("A41", PAPER, "title")
    level = 0
    for element in _tree(root.get("/StructTreeRoot")):
        kind = str(element.get("/S", ""))
        heading = _LEVEL.fullmatch(kind)
        if heading:
            if int(heading[1]) > level + 1:
                yield Finding("A41", PAPER, kind)
            level = int(heading[1])
        if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield Finding("A41", PAPER, "alternative text")
        if kind == "/TH" and "/Scope" not in (element.get("/A") or {}):
            yield Finding("A41", PAPER, "header of a table")


def _tree(root: Any) -> Iterator[Any]:
    import pikepdf

    todo = [root.get("/K")] if root is not None else []
    seen: set[tuple[int, int]] = set()
    while todo:
        one = todo.pop()
        if getattr(one, "is_indirect", False):
            if one.objgen in seen:
                continue  # a tree that leads back into itself
            seen.add(one.objgen)
        if isinstance(one, pikepdf.Array):
            todo += reversed(list(one))
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            todo.append(one.get("/K"))


def attachments(pack: Pack) -> Iterator[Finding]:
    """A42, and that the facts inside the paper are those beside it."""
    listed = list(_attached(pack.pdf)) if pack.pdf is not None else []
    for number, (_name, spec) in enumerate(listed, start=1):
        place = f"{PAPER} attachment {number}"  # a name may be what must not be told
        stream = spec.get("/EF", {}).get("/F")
        params = stream.get("/Params") if stream is not None else None
        described = "/AFRelationship" in spec and str(spec.get("/Desc", ""))
        if stream is None or "/Subtype" not in stream or not described:
            yield Finding("A42", place)
        elif params is None or "/ModDate" not in params:
            yield Finding("A42", place, "ModDate")
    inside = next((spec.EF.F.read_bytes() for name, spec in listed if name == "dossier.json"), b"")
    if FACTS in pack.names and inside != _bytes(pack, FACTS):
        yield Finding("A42", "dossier.json", "differs")


def _bytes(pack: Pack, name: str) -> bytes:
    from dossier.export.check.sources import read

    return read(pack.source, name)


def _attached(pdf: Any) -> Iterator[tuple[str, Any]]:
    names = pdf.Root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
    listed = list(names)
    for at in range(0, len(listed), 2):
        yield str(listed[at]), listed[at + 1]


def names_in_scripts(pack: Pack) -> Iterator[Finding]:
    """A47: every written form of a name comes out of the paper as it is in the facts."""
    text = squeezed(" ".join(one.body for one in pack.pages))
    if text != unicodedata.normalize("NFC", text):
        yield Finding("A47", PAPER, "NFC")
    for one in pack.records("persons"):
        for form in one.get("names", []):
            if squeezed(unicodedata.normalize("NFC", str(form.get("as_written", "")))) not in text:
                yield Finding("A47", str(one.get("key", "")))


def metadata_is_clean(pack: Pack) -> Iterator[Finding]:
    """A48: no path, no user in the metadata of the paper nor in the tags of the bag."""
    texts = {
        name: pack.text(name)
        for name in pack.names
        if "/" not in name and name.endswith(".txt") and "manifest" not in name
    }
    if pack.pdf is not None:
        texts[PAPER] = " ".join(str(one) for one in pack.pdf.docinfo.values())
        if "/Metadata" in pack.pdf.Root:
            texts[PAPER] += pack.pdf.Root.Metadata.read_bytes().decode("utf-8", "replace")
    for name, text in texts.items():
        if _PATHS.search(text):
            yield Finding("A48", name)
