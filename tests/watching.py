"""Runs a command and tells what it said and which files it opened for writing."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_WATCHED = """
import os, sys
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        opened.append(os.path.abspath(arguments[0]))
sys.addaudithook(watch)
from dossier.__main__ import main
sys.argv = ["dossier", *sys.argv[1:]]
try:
    status = main()
finally:
    sys.stderr.write("\\nOPENED " + "\\x00".join(opened) + "\\n")
sys.exit(status)
"""


_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1"}
"""The interpreter keeps compiled modules wherever they are not yet, which is no writing of the program's."""


class Watched(NamedTuple):
    """What a command did."""

    status: int
    answered: str
    """On standard output."""
    said: str
    """On standard error."""
    opened: list[str]
    """Files that were opened for writing."""

    def beside(self, *places: Path) -> list[str]:
        """What was written neither there, nor to a device, nor to what is unfinished yet and stands beside the last."""
        allowed = (*(str(place) for place in places), "/dev/")
        unfinished = re.compile(re.escape(str(places[-1].parent)) + r"/\.[0-9a-f]{16}\.dossier-unfinished(/|$)")
        return [path for path in self.opened if not path.startswith(allowed) and not unfinished.match(path)]


def run_watched(home: Path, passphrase: str, *arguments: str) -> Watched:
    """Run ``dossier`` with everything that a person has of her own in one new folder, where the passphrase lies."""
    home.mkdir()
    (home / "passphrase").touch(mode=0o600)
    (home / "passphrase").write_text(passphrase)
    places = dict.fromkeys(("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(home))
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, *arguments], capture_output=True, text=True, check=False, cwd=home,
        env=os.environ | places | _ENVIRONMENT | {"DOSSIER_PASSPHRASE_FILE": str(home / "passphrase")},
    )  # fmt: skip
    said, _mark, opened = done.stderr.partition("OPENED ")
    return Watched(done.returncode, done.stdout, said, [path for path in opened.strip().split("\0") if path])
