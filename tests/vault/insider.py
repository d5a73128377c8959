"""What somebody with a passphrase and a program for databases can do, as the tests of tampering need it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

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
