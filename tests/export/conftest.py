"""A second vault beside the one of a test."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier.export.pdf.workers import Workers
from dossier.export.pdf.writing import layout_processes
from dossier.vault import open_vault
from tests.export import planting

if TYPE_CHECKING:
    from dossier.vault import Vault

Another = Callable[..., AbstractContextManager["Vault"]]


@pytest.fixture(scope="session")
def another(
    _empty_template: Path, _seeded_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Callable[..., AbstractContextManager[Vault]]":
    """Opens a new vault, empty or with what comes with the program: ``with another() as vault``."""
    place, numbers = tmp_path_factory.mktemp("another"), itertools.count()

    @contextmanager
    def opened(*, seeded: bool = False) -> "Iterator[Vault]":
        template = _seeded_template if seeded else _empty_template
        folder = shutil.copytree(template, place / str(next(numbers)))
        with open_vault(Path(folder), "plank carnation utensil plaster dill nuzzle") as vault:
            yield vault

    return opened


@pytest.fixture(scope="session")
def layout() -> "Iterator[Workers]":
    """Layout processes for papers of all tests that ask nothing of the processes: their start takes three pages."""
    with layout_processes(None) as pool:
        yield pool


@pytest.fixture(scope="session")
def planted(another: Another) -> "Iterator[Vault]":
    """A vault with a word in every column; tests only read it, but for receipts."""
    with another() as vault:
        planting.fill(vault)
        yield vault


@pytest.fixture(scope="session")
def telling(another: Another) -> "Iterator[Vault]":
    """The same, where the texts of the person who agreed to all name the one who agreed to nothing."""
    with another() as vault:
        planting.fill(vault)
        planting.tell_of_the_silent(vault)
        yield vault
