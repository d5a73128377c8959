"""Keeps a vault of the present schema for the tests of later ones: scripts/make_old_vault.py [FOLDER].

Run it before a migration is added; a test asks for one of every number but the newest. It writes header.json as it is
and the rows of the database as SQL, compressed: an encrypted database of an empty vault has a megabyte that nothing can
make smaller. The test makes the encrypted file again from both, under the key that the header holds.
"""

import lzma
import sys
import tempfile
from pathlib import Path
from typing import Any

from dossier.vault import create_vault
from dossier.vault.keys import Kdf
from dossier.vault.tables import LegalCase, Person, PersonName

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
TARGET = Path(__file__).resolve().parents[1] / "tests" / "vault" / "old"


def fill(vault: Any) -> None:
    """What the test looks for afterwards: a person with a name in Belarusian, a change of it, a case."""
    with vault.write() as session:
        person = Person(label="Ян Прыклад", sex="male", remarks="да змены")
        session.add(person)
        session.add(LegalCase(title="Справа з мінулага"))
        session.flush()
        session.add(PersonName(person_id=person.id, as_written="Ян Прыклад", family="Прыклад", given="Ян"))
    with vault.write(reason="змена") as session:
        session.get_one(Person, person.id).remarks = "пасля змены"


def dump(driver: Any) -> str:
    """The database as SQL: tables, rows, and then what watches over them."""
    things = driver.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    tables = [(name, sql) for kind, name, sql in things if kind == "table" and not name.startswith("sqlite_")]
    lines = [f"{sql};" for _name, sql in tables]
    for name, _sql in tables:
        columns = [row[1] for row in driver.execute(f'PRAGMA table_info("{name}")')]
        quoted = " || ',' || ".join(f'quote("{column}")' for column in columns)
        lines += [
            f'INSERT INTO "{name}" VALUES ({row});' for (row,) in driver.execute(f'SELECT {quoted} FROM "{name}"')
        ]
    return "\n".join([*lines, *(f"{sql};" for kind, _name, sql in things if kind in ("index", "trigger"))]) + "\n"


def main(arguments: list[str]) -> int:
    """Write the vault of the schema that the program has now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "vault"
        cheap = Kdf(19 * 1024, 2, 1)
        with create_vault(
            folder, passphrase=PASSPHRASE, author="Алеся", kdf=cheap, seed=lambda _session: None
        ) as vault:
            fill(vault)
            with vault.connection() as driver:
                number = driver.execute("SELECT version_num FROM alembic_version").fetchone()[0]
                text = dump(driver)
        target = (Path(arguments[0]) if arguments else TARGET) / number
        target.mkdir(parents=True, exist_ok=True)
        (target / "header.json").write_bytes((folder / "header.json").read_bytes())
    (target / "vault.sql.xz").write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
