"""Packages that were made to do harm: paths that lead outside, links, doubles, bombs."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable

Maker = Callable[[zipfile.ZipFile], None]
BOOK = ("[Content_Types].xml", "xl/workbook.xml")


def package(*makers: Maker) -> bytes:
    """A zip that looks like a workbook, with more in it."""
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # it warns of the doubles that are wanted here
        for name in BOOK:
            archive.writestr(name, "<x/>")
        for make in makers:
            make(archive)
    return data.getvalue()


def part(name: str, content: bytes = b"x") -> Maker:
    """A plain part of any name."""
    return lambda archive: archive.writestr(zipfile.ZipInfo(name), content)


def special(name: str, kind: int) -> Maker:
    """A symbolic link, a device, a pipe: by the mode that Unix writes beside a name."""

    def make(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, b"/etc/passwd")

    return make


def many(count: int) -> Maker:
    """Very many small parts."""

    def make(archive: zipfile.ZipFile) -> None:
        for number in range(count):
            archive.writestr(f"xl/p{number}", b"")

    return make


def dense(size_bytes: int) -> Maker:
    """A part that unpacks to a thousand times its size."""
    return lambda archive: archive.writestr("xl/worksheets/sheet1.xml", b"\0" * size_bytes, zipfile.ZIP_DEFLATED)


def size_lie() -> bytes:
    """A package whose directory says that its parts are small, and they are not."""
    data = bytearray(package(dense(60_000_000)))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that share the same packed bytes."""
    data = bytearray(package(part("xl/a", b"a" * 500), part("xl/b", b"b" * 500)))
    first = data.rfind(b"PK\x01\x02", 0, data.rfind(b"PK\x01\x02"))
    last = data.rfind(b"PK\x01\x02")
    data[last + 42 : last + 46] = data[first + 42 : first + 46]
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "slip": (lambda: package(part("../../evil")), "import.package"),
    "absolute": (lambda: package(part("/etc/evil")), "import.package"),
    "drive": (lambda: package(part("c:evil")), "import.package"),
    "backslash": (lambda: package(part("xl\\..\\evil")), "import.package"),
    "link": (lambda: package(special("xl/link", stat.S_IFLNK)), "import.package"),
    "device": (lambda: package(special("xl/device", stat.S_IFCHR)), "import.package"),
    "pipe": (lambda: package(special("xl/pipe", stat.S_IFIFO)), "import.package"),
    "double": (lambda: package(part("xl/a"), part("xl/a")), "import.package"),
    "double by case": (lambda: package(part("xl/a"), part("xl/A")), "import.package"),
    "double by form": (lambda: package(part("xl/\u0439"), part("xl/\u0438\u0306")), "import.package"),
    "20,000 parts": (lambda: package(many(20_000)), "import.bomb"),
    "dense": (lambda: package(dense(100_000_000)), "import.bomb"),
    "size lie": (size_lie, "import.workbook"),
    "overlap": (overlapping, "import.bomb"),
    "macro": (lambda: package(part("xl/vbaProject.bin")), "import.macros"),
    "no book": (lambda: b"PK\x03\x04" + bytes(100), "import.workbook"),
}
