"""Recipients of age: from the command line or from a file, and never a secret key by mistake."""

from pathlib import Path

import pyrage
import pytest

from dossier.errors import DossierError
from dossier.vault.age_keys import read_recipients


@pytest.fixture
def identity() -> pyrage.x25519.Identity:
    """A recipient's own key."""
    return pyrage.x25519.Identity.generate()


def test_keys_are_read_from_a_file_with_remarks(tmp_path: Path, identity: pyrage.x25519.Identity) -> None:
    other = pyrage.x25519.Identity.generate().to_public()
    (tmp_path / "keys").write_text(f"# partner\n{identity.to_public()}\n\n{other}\n{other}\n")
    assert read_recipients([str(tmp_path / "keys")]).texts == (str(identity.to_public()), str(other))
    assert read_recipients([]).keys == ()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("age1notakey", "age.recipient"),
        ("no-such-file", "age.recipient"),
        ("ssh-ed25519 AAAA", "age.recipient"),
        ("AGE-SECRET-KEY-1QQQ", "age.secret"),
    ],
)
def test_what_is_no_public_key_is_refused_before_anything_is_written(given: str, code: str) -> None:
    with pytest.raises(DossierError) as refused:
        read_recipients([given])
    assert refused.value.code == code


def test_a_file_with_a_secret_key_is_refused(tmp_path: Path, identity: pyrage.x25519.Identity) -> None:
    (tmp_path / "key.txt").write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    with pytest.raises(DossierError) as refused:
        read_recipients([str(tmp_path / "key.txt")])
    assert refused.value.code == "age.secret"


def test_a_key_of_ssh_is_taken_only_where_the_program_need_not_open_the_file() -> None:
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF9g0g0g0g0g0g0g0g0g0g0g0g0g0g0g0g0g0g0g0g0g"
    with pytest.raises(DossierError) as refused:
        read_recipients([key], with_ssh=False)
    assert refused.value.code == "age.ssh"
