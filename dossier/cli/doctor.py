"""``dossier doctor``: looks at this computer and says in plain sentences what is missing or unsafe.

It opens nothing and asks for no passphrase, so that it can be run by whoever helps over the telephone.
"""

import ctypes
import ctypes.util
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.place import vault_place
from dossier.cli.say import show, show_json
from dossier.i18n import _
from dossier.resources import export_path, folder

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator

NEEDED_PYTHON = (3, 11)
LIBRARIES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}
"""Debian packages that PDF files need, and the libraries in them."""


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is as it should be, and a sentence for the person."""

    subject: str
    good: bool
    sentence: str


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier doctor``."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document instead of sentences"))


def run(arguments: "Namespace") -> int:
    """Look at everything; 1 when something is missing or unsafe."""
    findings = [finding for look in _looks(vault_place(arguments)) for finding in look()]
    if arguments.json:
        show_json([{"subject": found.subject, "good": found.good, "sentence": found.sentence} for found in findings])
    else:
        for found in findings:
            show(("+ " if found.good else "! ") + found.sentence)
    return 0 if all(found.good for found in findings) else 1


def _looks(place: str) -> "list[Callable[[], Iterator[Finding]]]":
    return [
        look_at_python,
        look_at_libraries,
        look_at_shipped_data,
        look_at_swap,
        look_at_readers,
        look_at_recogniser,
        lambda: look_at_vault(place),
    ]


def look_at_python() -> "Iterator[Finding]":
    """Whether this Python is new enough."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    good = sys.version_info[:2] >= NEEDED_PYTHON
    sentence = _("Python {version} is new enough.") if good else _("Python {version} is too old; 3.11 is needed.")
    yield Finding("python", good, sentence.format(version=version))


def look_at_libraries() -> "Iterator[Finding]":
    """Whether the libraries that lay out PDF pages can be loaded."""
    missing = [package for package, library in LIBRARIES.items() if not _loads(library)]
    if missing:
        sentence = _("PDF files cannot be made: install {packages}.").format(packages=", ".join(missing))
    else:
        sentence = _("The libraries for PDF files are here.")
    yield Finding("pango", not missing, sentence)


def look_at_shipped_data() -> "Iterator[Finding]":
    """Whether law, templates and fonts came with the program."""
    for name in ("seeds", "exports", "migrations"):
        try:
            folder(name)
        except FileNotFoundError:
            yield Finding(name, False, _("The folder {name} is missing: install the program again.").format(name=name))
    fonts = _fonts()
    if fonts:
        yield Finding("fonts", True, _("Fonts of our own: {count}.").format(count=fonts))
    else:
        yield Finding("fonts", False, _("The fonts for PDF files are missing: install the program again."))


def look_at_swap() -> "Iterator[Finding]":
    """Whether memory can be written to a disk in clear text; only Linux tells."""
    devices = list(swap_devices(Path("/proc/swaps")))
    if not devices:
        yield Finding("swap", True, _("No memory is written to the disk (no swap)."))
    for device in devices:
        good = is_encrypted_or_in_memory(device)
        sentence = (
            _("Swap on {device} is encrypted or lies in memory.")
            if good
            else _("Swap on {device} is not encrypted: passphrases may reach the disk. Encrypt it or switch it off.")
        )
        yield Finding("swap", good, sentence.format(device=device))


def look_at_readers() -> "Iterator[Finding]":
    """What strangers' office files and recordings need; nothing else does, so its absence is no fault."""
    from dossier.cage.programs import can_run

    missing = [name for name, program in (("LibreOffice", "soffice"), ("ffmpeg", "ffmpeg")) if not can_run(program)]
    if not missing:
        yield Finding("readers", True, _("Office files and recordings can be shown on paper."))
        return
    sentence = _("Without bubblewrap and {programs}, some exhibits get a sheet in place of their pages.")
    yield Finding("readers", True, sentence.format(programs=", ".join(missing)))


def look_at_recogniser() -> "Iterator[Finding]":
    """What makes pages that are pictures searchable; its absence is no fault, and the sheet before them says it."""
    from dossier.export.exhibits.recognition import LANGUAGES, recogniser

    found = recogniser()
    if found is None:
        sentence = _("Without bubblewrap and tesseract, pages that are pictures cannot be searched for words.")
        yield Finding("recogniser", True, sentence)
        return
    there = [code for code, name in LANGUAGES.items() if name in found.languages]
    missing = [code for code in LANGUAGES if code not in there]
    sentence = _("Text on pictures is recognised by tesseract {version}: {languages}.")
    yield Finding("recogniser", True, sentence.format(version=found.version, languages=", ".join(there) or "–"))
    if missing:
        sentence = _("tesseract has no data for these languages: {languages}.")
        yield Finding("recogniser", True, sentence.format(languages=", ".join(missing)))


def look_at_vault(place: str) -> "Iterator[Finding]":
    """Whether nobody else on this computer can read the vault's files."""
    path = Path(place)
    if "://" in place or not path.is_dir():
        yield Finding("vault", True, _("There is no vault folder at {place} to look at.").format(place=place))
        return
    open_to_others = sum(1 for file in (path, *path.rglob("*")) if _others_may_read(file))
    if open_to_others:
        sentence = _("Others on this computer can read {count} files of the vault. Run: chmod -R go= {place}")
        yield Finding("vault", False, sentence.format(count=open_to_others, place=place))
    else:
        yield Finding("vault", True, _("Only you can read the vault's files."))


def swap_devices(table: Path) -> "Iterator[str]":
    """The devices in a table of the form of /proc/swaps; none where there is no such table."""
    try:
        lines = table.read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return
    yield from (line.split()[0] for line in lines if line.strip())


def is_encrypted_or_in_memory(device: str, blocks: Path = Path("/sys/class/block")) -> bool:
    """Whether a swap device is a dm-crypt mapping or compressed memory (zram)."""
    name = Path(device).resolve().name
    if name.startswith("zram"):
        return True
    try:
        return (blocks / name / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-")
    except OSError:
        return False


def _loads(library: str) -> bool:
    found = ctypes.util.find_library(library)
    for name in (found, f"lib{library}.so.0"):
        try:
            if name:
                ctypes.CDLL(name)
                return True
        except OSError:
            continue
    return False


def _fonts() -> int:
    try:
        return sum(1 for file in export_path("fonts").rglob("*") if file.suffix in (".ttf", ".otf"))
    except FileNotFoundError:
        return 0


def _others_may_read(file: Path) -> bool:
    return os.name == "posix" and bool(stat.S_IMODE(file.lstat().st_mode) & 0o077) and not file.is_symlink()
