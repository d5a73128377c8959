"""Closes a bag: declaration, description, manifests (BagIt 1.0, RFC 8493). The same files give the same bytes."""

from datetime import datetime
from typing import Final

from dossier import __version__
from dossier.export.check.sources import sums
from dossier.export.pack.files import Files

DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def close_bag(files: Files, about: dict[str, str], built_at: datetime) -> None:
    """Write the tag files of a pack whose payload is whole.

    Args:
        files: With everything under ``data/``; other files at the root are tag files.
        about: Fields of bag-info.txt besides those that are counted here; empty ones are left out.
        built_at: The bagging date.
    """
    payload = {name: sums(files, name) for name in files.names() if name.startswith("data/")}
    files.put("bagit.txt", DECLARATION.encode())
    for at, algorithm in enumerate(("sha256", "sha512")):
        lines = "".join(f"{found[at]}  {_encoded(name)}\n" for name, found in payload.items())
        files.put(f"manifest-{algorithm}.txt", lines.encode())
    size = sum(found[2] for found in payload.values())
    counted = {"Bagging-Date": f"{built_at:%Y-%m-%d}", "Payload-Oxum": f"{size}.{len(payload)}",
               "Bag-Software-Agent": f"dossier {__version__}"}  # fmt: skip
    fields = {**about, **counted}
    info = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items() if value)
    files.put("bag-info.txt", info.encode())
    tags = [name for name in files.names() if "/" not in name and not name.startswith("tagmanifest-")]
    files.put("tagmanifest-sha256.txt", "".join(f"{sums(files, name)[0]}  {name}\n" for name in tags).encode())


def _encoded(name: str) -> str:
    """RFC 8493, 2.1.3: percent, line feed and carriage return in a name are written as %25, %0A, %0D."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
