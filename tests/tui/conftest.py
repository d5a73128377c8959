"""A vault with a quick key, made once and copied for each test; the application on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.tui.app import DossierApp
from dossier.vault import create_vault
from dossier.vault.keys import Kdf
from tests.tui.driving import PASSPHRASE


@pytest.fixture(autouse=True)
def _settings_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and keymap of this computer have no part in tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _looks_of_the_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key the pilot looks every 20 ms whether the process still works: four times as often waits less."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.0005)


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault without records and without seeds; not to be written to."""
    folder = tmp_path_factory.mktemp("template") / "vault"
    kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
    create_vault(folder, passphrase=PASSPHRASE, author="Tester", kdf=kdf, seed=lambda _session: None).close()
    return folder


@pytest.fixture
def place(empty_vault: Path, tmp_path: Path) -> Path:
    """A vault of this test's own."""
    return Path(shutil.copytree(empty_vault, tmp_path / "vault"))


@pytest.fixture
def app(place: Path) -> Iterator[DossierApp]:
    """The screens on that vault, not yet running."""
    screens = DossierApp(str(place))
    yield screens
    if screens.desk is not None:
        screens.desk.close()
