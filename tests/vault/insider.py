"""What somebody with a passphrase and a program for databases can do, as the tests of tampering need it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.casework.sealed_sources import SourceForm, add_sealed_source
from dossier.vault import create_vault, custodian_keys, custodians, custody, keyring
from dossier.vault.checkpoints import current_checkpoint
from dossier.vault.evidence import EvidenceStore
from dossier.vault.receipts import Shown, open_receipt
from dossier.vault.tables import Exhibit, LawArticle, LegalCase, Person, VocabularyEntry
from tests.conftest import CHEAP

if TYPE_CHECKING:
    from dossier.vault import Vault


@contextmanager
def beside_the_program(vault: "Vault") -> Iterator[Any]:
    """The driver's own connection with the guards of the database out of the way; afterwards they stand as before."""
    with vault.connection() as driver:
        guards = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in guards:
            driver.execute(f"DROP TRIGGER {name}")
        yield driver
        for _name, sql in guards:
            driver.execute(sql)


def make_with_everything(folder: Path, passphrase: str, other: str) -> None:
    """A closed vault with something of everything, which two people open."""
    with create_vault(folder, passphrase=passphrase, author="Алеся", kdf=CHEAP, seed=_lists) as vault:
        _fill(vault, other)


def _lists(session: Any) -> None:
    """An article and a term, as the seeds bring them."""
    session.add(
        LawArticle(canonical="X:1", key="X-1", in_force_from_on=date.min, code="X", article="1", limits={"max": "3"})
    )
    session.add(VocabularyEntry(vocabulary="regime", code="x", label_en="general regime"))


def _fill(vault: "Vault", other: str) -> None:
    """Two exhibits, two custodians, a sealed source, two persons of whom one left, and a checkpoint over all of it."""
    store = EvidenceStore(vault)
    for number, content in enumerate((b"one " * 9000, b"two " * 9000)):
        with store.staged(io.BytesIO(content)) as staged, vault.write() as session:
            row = store.keep(session, staged)
            session.add(case := LegalCase(title=f"case {number}"))
            session.flush()
            exhibit = Exhibit(case_id=case.id, title=f"letter {number}", document_kind_code="official_letter")
            exhibit.object_id, exhibit.sha256, exhibit.size_bytes = row.object_id, row.sha256, row.size_bytes
            session.add(exhibit)
            session.flush()
            custody.append(session, exhibit, "received", purpose="a test", method_and_tool="a test")
            custody.append(session, exhibit, "sealed", purpose="a test", method_and_tool="a test")
    for number in range(2):
        public = custodian_keys.new_secret().public_bytes()
        line, heard = custodian_keys.public_line(public), custodian_keys.fingerprint(public)
        custodians.add_custodian(vault, f"custodian {number}", line, heard)
    keyring.add_person(vault, "Барыс", other, CHEAP)
    with vault.write() as session:
        session.add_all([left := Person(label="Ян", remarks="x"), Person(label="Ева")])
        session.flush()
    seal_a_source(vault)
    with open_receipt(vault, "csv", "confidential") as receipt:
        receipt.add({left.id: Shown(None, True)})
        receipt.close(files=[], counts={"person": 1}, held_back={})
    current_checkpoint(vault)


def seal_a_source(vault: "Vault") -> None:
    """To all custodians."""
    add_sealed_source(vault, SourceForm(), {"name": "x"}, today=date(2099, 1, 1))
