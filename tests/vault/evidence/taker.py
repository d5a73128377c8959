"""A process of its own that takes evidence in until it is killed or refused; run by the tests of faults.

Usage: taker.py FOLDER PASSPHRASE; prints the SHA-256 of each acknowledged taking in, or "refused" and a code.
"""

import hashlib
import io
import os
import sys

from dossier.errors import DossierError
from dossier.vault import Vault, custody, open_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.tables import Exhibit, LegalCase

MOST = 40


def take_in(vault: Vault, content: bytes) -> str:
    """One exhibit with these bytes, in one transaction."""
    store = EvidenceStore(vault)
    with store.staged(io.BytesIO(content)) as staged, vault.write() as session:
        row = store.keep(session, staged)
        session.add(case := LegalCase(title="A case"))
        session.flush()
        exhibit = Exhibit(case_id=case.id, title="x", document_kind_code="message")
        exhibit.object_id, exhibit.sha256 = row.object_id, row.sha256
        session.add(exhibit)
        session.flush()
        custody.append(session, exhibit, "received", purpose="a test", method_and_tool="a test")
    return hashlib.sha256(content).hexdigest()


def main(folder: str, passphrase: str) -> None:
    """Take in different bytes until the first refusal."""
    line = ""
    with open_vault(folder, passphrase) as vault:
        for _attempt in range(MOST):
            try:
                line = take_in(vault, os.urandom(50_000))
            except DossierError as problem:
                line = f"refused {problem.code}"
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            if line.startswith("refused"):
                break


if __name__ == "__main__":
    main(*sys.argv[1:])
