"""A package of a whole vault, read into an empty one: every record as it was, in one transaction, or nothing.

Only files of known tables are opened; their hashes must be those of the package; a table, a column or a value that
this program does not know refuses the whole, because what would be left out silently would be lost.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dossier.domain import strict_json
from dossier.errors import UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault import packaging, schema
from dossier.vault.evidence.source import opened_source

if TYPE_CHECKING:
    from io import FileIO

    from dossier.vault import Vault

MANIFEST = "datapackage.json"
_LONGEST_LINE = 64 << 20
_LARGEST_MANIFEST = 8 << 20

add_messages(
    {
        "package.form": N_("This is no package of a whole vault, or its {file} is damaged. Nothing was taken in."),
        "package.changed": N_("{file} is not as it was when the package was made. Nothing was taken in."),
        "package.newer": N_("The package is of a newer program. Bring this one up to date; nothing was taken in."),
        "package.unknown": N_("{file} has something that this program does not know. Nothing was taken in."),
    }
)


@dataclass
class PackageReport:
    """What a package brought, or would bring."""

    schema: str
    dry_run: bool
    records: dict[str, int] = field(default_factory=dict)
    """Table -> number of records."""

    def as_json(self) -> dict[str, object]:
        """The report as one JSON document."""
        return dict(vars(self))


class _NothingKept(Exception):
    """Leaves the transaction without committing it."""


def is_package(path: "str | Path") -> bool:
    """Whether a path is the folder, or the datapackage.json, of a package of a whole vault."""
    manifest = _folder(Path(path)) / MANIFEST
    try:
        return manifest.is_file() and _manifest(manifest.parent)[0]["x_dossier"]["format"] == packaging.FORMAT
    except (UnreadableInput, KeyError, TypeError):
        return False


def import_package(
    vault: "Vault",
    path: "str | Path",
    *,
    dry_run: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> PackageReport:
    """Take a package into an empty vault.

    Args:
        vault: Where to.
        path: The folder, or the datapackage.json in it.
        dry_run: Do everything and keep nothing.
        on_progress: Called with the number of records taken in so far.

    Raises:
        UnreadableInput: "package.form", "package.changed", "package.newer", "package.unknown", "file.unreadable".
        Refused: "package.not_empty".
        StoreProblem: nothing was taken in.
    """
    folder = _folder(Path(path))
    manifest, sha256 = _manifest(folder)
    report = PackageReport(_schema(manifest), dry_run)
    tables = _checked_tables(folder, manifest)
    try:
        with vault.write(reason="import package") as session:
            packaging.require_empty(session)
            packaging.remove_seeded(session)
            for name in tables:
                report.records[name] = _take_in(session, folder, name)
                if on_progress is not None:
                    on_progress(sum(report.records.values()))
            about: dict[str, object] = {
                "file_sha256": sha256,
                "layout_code": packaging.FORMAT,
                "records": report.records,
            }
            packaging.finish(session, session.transaction_id, about)
            if dry_run:
                raise _NothingKept
    except _NothingKept:
        pass
    return report


def _take_in(session: Any, folder: Path, name: str) -> int:
    try:
        count = packaging.write_rows(session, name, _records(folder, name))
        if packaging.has_inner_links(name):
            packaging.link_rows(session, name, _records(folder, name))
    except (ValueError, TypeError, KeyError):
        raise UnreadableInput("package.unknown", file=packaging.file_of(name)) from None
    return count


def _folder(path: Path) -> Path:
    return path.parent if path.name == MANIFEST and not path.is_dir() else path


@contextmanager
def _opened(folder: Path, file_name: str) -> "Iterator[BufferedReader[FileIO]]":
    """A file of the package: a plain one, so that nothing waits for a pipe, follows a link or reads without end."""
    with opened_source(folder / file_name) as raw:
        file = BufferedReader(cast("FileIO", raw))
        yield file
        file.detach()


def _manifest(folder: Path) -> tuple[dict[str, Any], str]:
    """The manifest and its SHA-256."""
    try:
        with _opened(folder, MANIFEST) as file:
            content = file.read(_LARGEST_MANIFEST + 1)
        found = strict_json.loads(content) if len(content) <= _LARGEST_MANIFEST else None
    except (UnreadableInput, OSError, ValueError, RecursionError):
        raise UnreadableInput("package.form", file=MANIFEST) from None
    if not isinstance(found, dict) or not isinstance(found.get("resources"), list):
        raise UnreadableInput("package.form", file=MANIFEST)
    return found, hashlib.sha256(content).hexdigest()


def _schema(manifest: dict[str, Any]) -> str:
    """The number of the schema; that of an older program is fine, since its columns are all known."""
    about = manifest.get("x_dossier")
    if not isinstance(about, dict) or about.get("format") != packaging.FORMAT:
        raise UnreadableInput("package.form", file=MANIFEST)
    number = str(about.get("schema"))
    if about.get("version") != packaging.VERSION or number not in schema.known_numbers():
        raise UnreadableInput("package.newer")
    return number


def _checked_tables(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """The tables of the package, parents first, each file with the hash that the package names."""
    known = packaging.package_tables()
    hashes: dict[str, str] = {}
    for resource in manifest["resources"]:
        name = resource.get("name") if isinstance(resource, dict) else None
        if name not in known or set(resource.get("x_columns", ())) - set(known[name]) - _left_out(name):
            raise UnreadableInput("package.unknown", file=MANIFEST)
        hashes[name] = str(resource.get("hash"))
    for name, wanted in hashes.items():
        if wanted != f"sha256:{_sha256(folder, name)}":
            raise UnreadableInput("package.changed", file=packaging.file_of(name))
    return [name for name in known if name in hashes]


def _sha256(folder: Path, name: str) -> str:
    try:
        with _opened(folder, packaging.file_of(name)) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (UnreadableInput, OSError):
        raise UnreadableInput("package.changed", file=packaging.file_of(name)) from None


def _records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    columns, left_out = set(packaging.package_tables()[name]), _left_out(name)
    with _opened(folder, packaging.file_of(name)) as file:
        while line := file.readline(_LONGEST_LINE):
            try:
                record = strict_json.loads(line)
            except (ValueError, RecursionError):
                raise UnreadableInput("package.form", file=packaging.file_of(name)) from None
            if not isinstance(record, dict) or record.keys() - columns - left_out:
                raise UnreadableInput("package.unknown", file=packaging.file_of(name))
            yield {column: value for column, value in record.items() if column not in left_out}


def _left_out(name: str) -> set[str]:
    """Columns that packages of earlier programs may have and that mean nothing outside their vault."""
    return {column for table, column in packaging.LEFT_OUT_COLUMNS if table == name}
