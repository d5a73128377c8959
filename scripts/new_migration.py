"""Write the next migration from the difference between the tables and the last one.

Usage: scripts/new_migration.py what_it_does
       scripts/new_migration.py --first    writes the first one anew, as long as nothing was released

Read what it wrote: checks and triggers are not compared and are added by hand.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from dossier.resources import folder
from dossier.vault import schema
from dossier.vault.engine import create_database_file, sqlcipher_engine

FIRST = "0001_the_first_schema.py"


def write_next(words: str, *, upgraded: bool) -> Path:
    """Autogenerate against an empty encrypted database; returns the file.

    Args:
        words: What it does, with underscores.
        upgraded: The empty database stands at the last number, not at none.
    """
    from alembic import command

    known = schema.known_numbers() if upgraded else []
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
    if made is None or isinstance(made, list):
        raise RuntimeError("one migration was expected")
    return Path(made.path)


def tidy(path: Path) -> None:
    """Take Alembic's own comments out and put it into the form of the house."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    for arguments in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *arguments, str(path)], check=True)


def write_first_anew() -> Path:
    """Put the later ones aside, so that the first is made from the tables alone, and back again."""
    versions = folder("migrations") / "versions"
    with tempfile.TemporaryDirectory() as aside:
        kept = [Path(shutil.move(path, aside)) for path in versions.glob("0*.py")]
        try:
            return write_next("the_first_schema", upgraded=False)
        finally:
            for path in kept:
                if path.name != FIRST or not (versions / FIRST).exists():
                    shutil.move(path, versions)


if __name__ == "__main__":
    tidy(write_first_anew() if sys.argv[1] == "--first" else write_next(sys.argv[1], upgraded=True))
