"""Files that leave encrypted: only the recipients read them, nothing lies in clear, and the sums still hold."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage
import pytest

from dossier.export.csv_export import export_lists
from dossier.export.package_export import export_package
from dossier.vault.age_keys import read_recipients
from dossier.vault.tables import Person

if TYPE_CHECKING:
    from dossier.vault import Vault

NAME = "Ганна Прыклад"
TODAY = date(2026, 11, 26)


@pytest.fixture
def identity() -> pyrage.x25519.Identity:
    """A recipient's own key."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def vault_of_one(vault: "Vault") -> "Vault":
    """A vault with one person."""
    with vault.write() as session:
        session.add(Person(label=NAME))
    return vault


def test_every_file_opens_with_the_key_of_the_recipient_alone(
    vault_of_one: "Vault", identity: pyrage.x25519.Identity, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    to = read_recipients([str(identity.to_public())])
    report = export_lists(
        vault_of_one, (), folder, profile="internal", today=TODAY, built_at=datetime.now(UTC), encrypt_to=to
    )
    content = {path.name: path.read_bytes() for path in folder.iterdir()}
    clear = {
        name.removesuffix(".age"): pyrage.decrypt(data, [identity])
        for name, data in content.items()
        if name.endswith(".age")
    }
    assert set(content) - {f"{name}.age" for name in clear} == {"SHA256SUMS"}
    assert NAME.encode() in clear["persons.raw.csv"]
    assert NAME.encode() not in b"".join(content.values())
    for sums, files in ((content["SHA256SUMS"], content), (clear["SHA256SUMS"], clear)):
        listed = dict(line.split("  ")[::-1] for line in sums.decode().splitlines())
        assert set(listed) == set(files) - {"SHA256SUMS"} - ({"SHA256SUMS.age"} - set(listed))
        assert all(hashlib.sha256(files[name]).hexdigest() == sha256 for name, sha256 in listed.items())
    hashes = {one["name"]: one["sha256"] for one in report.files}
    assert hashes == {name: hashlib.sha256(data).hexdigest() for name, data in content.items()}
    assert report.encrypted_to == [str(identity.to_public())]
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(content["persons.csv.age"], [pyrage.x25519.Identity.generate()])


def test_a_package_and_a_sqlite_file_are_encrypted_too(
    vault_of_one: "Vault", identity: pyrage.x25519.Identity, tmp_path: Path
) -> None:
    to = read_recipients([str(identity.to_public())])
    export_package(vault_of_one, tmp_path / "package", today=TODAY, encrypt_to=to)
    export_lists(
        vault_of_one, (), tmp_path / "public", profile="public", today=TODAY, built_at=datetime.now(UTC), encrypt_to=to
    )
    assert NAME.encode() in pyrage.decrypt((tmp_path / "package" / "person.ndjson.age").read_bytes(), [identity])
    names = {path.name for folder in ("package", "public") for path in (tmp_path / folder).iterdir()}
    assert {name for name in names if not name.endswith(".age")} == {"SHA256SUMS"}
    database = pyrage.decrypt((tmp_path / "public" / "lists.sqlite.age").read_bytes(), [identity])
    assert database.startswith(b"SQLite format 3")
