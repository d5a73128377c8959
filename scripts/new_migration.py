"""Write the next migration from the difference between the tables and the last one.

Usage: scripts/new_migration.py what_it_does

Read what it wrote: checks and triggers are not compared and are added by hand.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from dossier.vault import schema
from dossier.vault.engine import create_database_file, sqlcipher_engine


def main(words: str) -> None:
    """Autogenerate against an empty encrypted database that stands at the last number."""
    from alembic import command

    known = schema.known_numbers()
    number = f"{int(known[-1]) + 1 if known else 1:04d}"
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "empty.db"
        create_database_file(path, bytes(32))
        engine = sqlcipher_engine(path, bytes(32))
        with engine.connect() as connection:
            if known:
                schema.upgrade(connection)
            config = schema.alembic_config(connection)
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            made = command.revision(config, words.replace("_", " ").capitalize(), autogenerate=True, rev_id=number)
        engine.dispose()
    _tidy(Path(made.path))


def _tidy(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    for arguments in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run(["ruff", *arguments, str(path)], check=True)


if __name__ == "__main__":
    main(sys.argv[1])
