"""A whole vault as a package: every record as it is, for another vault of the same house.

The bytes hang on the records alone, not on the day or the vault: an empty vault that took a package in writes the same
package again. It is in clear and holds everything; encrypt it.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.export.csv_export import ExportReport
from dossier.export.out_folder import OutFolder, new_folder, require_new
from dossier.export.policy import ReleasePolicy
from dossier.export.profiles import get_profile
from dossier.export.record_writing import RecordWriter
from dossier.i18n import N_, _, in_language
from dossier.vault import packaging, schema
from dossier.vault.age_keys import AgeRecipients
from dossier.vault.collecting import seldom_collected
from dossier.vault.receipts import OpenReceipt, open_receipt

if TYPE_CHECKING:
    from dossier.vault import Vault

NAME = "package"
PROFILE = "internal"
_LANGUAGES = {"en": "ENGLISH", "be": "БЕЛАРУСКАЯ", "ru": "РУССКИЙ"}
RULES = (
    N_("This package holds every record of a vault, also what endangers people. It is for the house alone."),
    N_("To read it: dossier init makes an empty vault, and dossier import with the name of this folder fills it."),
    N_("Not in it: sealed identities, tips, drafts, the journal, and the bytes of evidence files."),
    N_("Check that nothing was changed: sha256sum -c SHA256SUMS"),
)


def export_package(
    vault: "Vault",
    folder: "str | Path",
    *,
    today: date,
    encrypt_to: AgeRecipients | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> ExportReport:
    """Write the whole vault into a new folder and record the receipt.

    Args:
        vault: Where from.
        folder: A path at which nothing exists yet.
        today: For the receipt's policy; the package itself hangs on no day.
        encrypt_to: Who can read the files; nobody named means files in clear.
        on_progress: Called with the number of records written so far.

    Raises:
        RenderProblem: "file.exists", "file.unwritable".
        StoreProblem: the receipt could not be written; nothing was left behind.
    """
    target, age = Path(folder).absolute(), encrypt_to or AgeRecipients()
    policy = ReleasePolicy(PROFILE, "", today, b"")
    require_new(target)
    with open_receipt(vault, NAME, PROFILE, "", age.texts) as receipt, new_folder(target, age.keys) as out:
        with vault.read() as session, seldom_collected():
            rows = _write_tables(session, policy, out, receipt, on_progress)
            held = {f"records:{name}": count for name, count in packaging.count_left_out(session).items()}
        out.write("datapackage.json", _data_package(out))
        out.write("README.txt", _read_me())
        out.write_sums()
        files = out.as_receipt()
        receipt.close(files=files, counts=rows, held_back=held)
    return ExportReport(
        str(target), PROFILE, "", receipt.ref, rows, held, files=files, encrypted_to=list(age.texts),
        checkpoint=receipt.checkpoint,
    )  # fmt: skip


def _write_tables(
    session: Any,
    policy: ReleasePolicy,
    out: OutFolder,
    receipt: OpenReceipt,
    on_progress: Callable[[int], None] | None,
) -> dict[str, int]:
    """Table -> number of records."""
    rows: dict[str, int] = {}
    for name, columns in packaging.package_tables().items():
        person_at = columns.index("id") if name == "person" else None
        with out.new_file(packaging.file_of(name)) as file:
            writer = RecordWriter(columns, file)
            for part in packaging.read_rows(session, name, receipt.id):
                writer.write(policy.release_whole(part, person_at))
                receipt.add(policy.take_shown())
                if on_progress is not None:
                    on_progress(sum(rows.values()) + writer.row_count)
        out.count_rows(packaging.file_of(name), writer.row_count)
        rows[name] = writer.row_count
    return rows


def _data_package(out: OutFolder) -> bytes:
    document = {
        "profile": "data-package",
        "name": packaging.FORMAT,
        "title": "A whole vault",
        "x_release": {"profile": PROFILE, "recipient": "", "tlp": f"TLP:{get_profile(PROFILE).tlp}"},
        "x_dossier": {"format": packaging.FORMAT, "version": packaging.VERSION, "schema": schema.newest_number()},
        "resources": [_resource(name, columns, out) for name, columns in packaging.package_tables().items()],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(name: str, columns: Sequence[str], out: OutFolder) -> dict[str, object]:
    written = out.files[packaging.file_of(name)]
    return {
        "profile": "data-resource", "name": name, "path": packaging.file_of(name), "format": "ndjson",
        "mediatype": "application/x-ndjson", "encoding": "utf-8", "bytes": written.clear_size_bytes,
        "hash": f"sha256:{written.clear_sha256}", "x_columns": list(columns), "x_rows": written.row_count,
    }  # fmt: skip


def _read_me() -> bytes:
    lines = []
    for lang, title in _LANGUAGES.items():
        with in_language(lang):
            lines += [title, "=" * 10, "", *(f"- {_(rule)}" for rule in RULES), ""]
    return "\r\n".join(lines).encode()
