"""Taking bytes in and giving them an exhibit, as the tests of this folder need it."""

import io
from typing import TYPE_CHECKING

import pytest

from dossier.vault import custody
from dossier.vault.evidence import EvidenceStore
from dossier.vault.tables import Exhibit, LegalCase, StoredObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.vault import Vault


def take_in(vault: "Vault", content: bytes, title: str = "A letter") -> StoredObject:
    """One exhibit in a case of its own that holds these bytes."""
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(content)) as staged, vault.write() as session:
        row = store.keep(session, staged)
        session.add(case := LegalCase(title="A case"))
        session.flush()
        exhibit = Exhibit(case_id=case.id, title=title, document_kind_code="official_letter")
        exhibit.object_id, exhibit.sha256, exhibit.size_bytes = row.object_id, row.sha256, row.size_bytes
        session.add(exhibit)
        session.flush()
        custody.append(session, exhibit, "received", purpose="a test", method_and_tool="a test")
    return row


@pytest.fixture
def taken() -> "Callable[..., StoredObject]":
    """``take_in`` for tests that get it by name."""
    return take_in


@pytest.fixture(autouse=True)
def objects_of_the_server(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that a team would share."""
    monkeypatch.setenv("DOSSIER_OBJECTS", str(tmp_path_factory.mktemp("shared")))
