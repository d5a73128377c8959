"""No call to a network in a whole run of the program, seen by the kernel. Cases A10, L2, L10."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_DAY = """
import io, sys
from pathlib import Path
from dossier.cli.main import run
folder = Path(sys.argv[1])
for words in (
    ["init", "--author", "A"], ["doctor"], ["search", "x"], ["log", "list"], ["log", "checkpoint"], ["keys", "list"],
    ["verify"], ["backup", "--new-identity", str(folder / "id")], ["reckon", "15 суток", "--branch", "administrative"],
):
    run(words)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed; scripts/test installs it")
def test_a_whole_day_makes_no_call_to_a_network(tmp_path: Path, passphrase: str) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text(passphrase, encoding="utf-8")
    environment = {
        **os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "DOSSIER_PASSPHRASE_FILE": str(secret),
        "DOSSIER_VAULT": str(tmp_path / "vault"), "DOSSIER_LANG": "en",
    }  # fmt: skip
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-o", str(trace), "-e", "trace=socket,connect,sendto,bind"]
    day = subprocess.run(
        [*command, sys.executable, "-c", _DAY, str(tmp_path)], env=environment, capture_output=True, check=False
    )
    assert day.returncode == 0, day.stderr.decode()[-500:]
    assert (tmp_path / "id").exists(), "the day was cut short"
    assert re.findall(r"AF_INET6?|AF_PACKET", trace.read_text(encoding="utf-8", errors="replace")) == []
