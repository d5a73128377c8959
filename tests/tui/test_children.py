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
print(secret == "horse battery", "horse battery" in everything, sys.argv[1:])
sys.exit(1)
"""


async def test_the_passphrase_is_neither_in_arguments_nor_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "python"
    program.write_text(CHILD.format(python=sys.executable))
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    told: list[str] = []
    status, output, last = await children.run_dossier(["pdf", "P-1"], "horse battery", told.append)
    assert (status, last) == (1, "whole")
    assert output.split(maxsplit=2) == ["True", "False", "['-m', 'dossier', 'pdf', 'P-1']\n"]
    assert told == ["half", "whole"]
