"""What every test starts from holds."""

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_no_test_reaches_a_network(host: str) -> None:
    with pytest.raises(PermissionError, match="a test wants the network"):
        socket.create_connection((host, 80), timeout=1)
