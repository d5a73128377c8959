"""The page "How a term is reckoned": what it shows is what the command says."""

import argparse
import shlex
from pathlib import Path

import pytest

from dossier.cli import forums, reckon

PAGE = Path(__file__).parents[2] / "docs" / "reckoning.md"


def _examples() -> list[tuple[str, str]]:
    blocks = PAGE.read_text(encoding="utf-8").split("```console\n$ ")[1:]
    return [tuple(block.split("\n```")[0].split("\n", 1)) for block in blocks]  # type: ignore[misc]


def test_the_page_has_an_example_for_each_kind() -> None:
    assert len(_examples()) == 10


@pytest.mark.parametrize(("command", "output"), _examples())
def test_an_example_of_the_page_comes_out(capsys: pytest.CaptureFixture[str], command: str, output: str) -> None:
    name, verb, *words = shlex.split(command)
    assert name == "dossier"
    module = {"reckon": reckon, "forums": forums}[verb]
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    module.run(parser.parse_args(words))
    assert capsys.readouterr().out.rstrip("\n") == output
