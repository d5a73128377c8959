"""What the first search needs is there when a vault is open."""

import subprocess
import sys

_PROGRAM = """
import sys
from dossier.vault.search_loading import loading_the_search
before = "dossier.vault.search" in sys.modules
with loading_the_search():
    pass
from dossier.domain.names.given import _table
print(before, "dossier.vault.search" in sys.modules, _table.cache_info().currsize)
"""


def test_the_search_is_loaded_beside_the_stretching_of_the_passphrase() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True", "1"]
