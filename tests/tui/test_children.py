"""Long work runs as a child process that gets the passphrase through a pipe and shows its progress."""

import sys
from pathlib import Path

import pytest

from dossier.tui import children

CHILD = """#!{python}
import os, sys
name = os.environ["DOSSIER_PASSPHRASE_FILE"]
secret = open(name).read()
everything = " ".join(sys.argv) + " ".join(os.environ.values())
sys.stderr.write("half\\rwhole\\r\\n")
words = os.fdopen(int(os.environ["DOSSIER_ARGUMENTS_FD"])).read().split("\\0")
hidden = not {{"horse battery", "P-1"}} & set(everything.split())
print(secret == "horse battery", hidden, sys.argv[1:], words)
sys.exit(1)
"""


async def test_neither_passphrase_nor_records_are_in_arguments_or_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "python"
    program.write_text(CHILD.format(python=sys.executable))
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    told: list[str] = []
    status, output, last = await children.run_dossier(["pdf", "P-1"], "horse battery", told.append)
    assert (status, last) == (1, "whole")
    assert output == "True True ['-m', 'dossier'] ['pdf', 'P-1']\n"
    assert told == ["half", "whole"]
