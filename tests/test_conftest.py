"""What every test starts from holds."""

import os
import socket
import subprocess
import sys

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_no_test_reaches_a_network(host: str) -> None:
    with pytest.raises(PermissionError, match="a test wants the network"):
        socket.create_connection((host, 80), timeout=1)


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root on Linux may leave the network")
def test_nor_does_anything_that_a_test_starts() -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=9)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Network is unreachable" in done.stderr
