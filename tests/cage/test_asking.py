"""A worker that is asked again and again is held like any other, and gets no bytes but those it is given."""

import errno
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.cage.asking import Need, Talk
from dossier.cage.running import Limits

FOLDER = Path(__file__).parent
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")


@pytest.fixture(autouse=True)
def _find_the_talker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def _supply(need: Need) -> bytes | None:
    return {"given": b"bytes", "large": b"x" * 3_000_000}.get(str(need.get("name")))


@pytest.fixture
def talk() -> Iterator[Talk]:
    """One worker for several questions."""
    with Talk("talker", Limits(cpu_s=20, wall_s=60), _supply) as begun:
        yield begun


def test_a_worker_gets_what_it_asks_for_and_nothing_that_is_not_there(talk: Talk) -> None:
    answers = [talk.ask({"way": "fetch", "name": name}).facts["found"] for name in ("given", "/etc/hostname", "large")]
    assert answers == ["bytes", None, "x" * 3_000_000]


@ON_LINUX
def test_between_two_questions_the_walls_stand(talk: Talk) -> None:
    ways = (
        "open",
        "connect",
        "program",
        "raw open",
        "raw openat",
        "raw socket",
        "raw fork",
        "raw execve",
        "raw unlink",
    )
    tried = [talk.ask({"way": way}) for way in ways]
    assert {one.facts["walls"] for one in tried} == {"kernel"}
    assert {one.facts["tried"] for one in tried} == {"refused", errno.EPERM}


@pytest.mark.parametrize(
    ("way", "limits", "failure"),
    [
        ("loop", {"cpu_s": 1}, "limit"),
        ("sleep", {"wall_s": 2}, "timeout"),
        ("memory", {}, "limit"),
        ("crash", {}, "crash"),
        ("exception", {}, "crash"),
        ("garbage", {}, "crash"),
    ],
)
def test_a_worker_that_runs_wild_is_ended_and_named(way: str, limits: dict[str, int], failure: str) -> None:
    with Talk("talker", Limits(**{"cpu_s": 20, "wall_s": 60, **limits}), _supply) as talk:
        answer = talk.ask({"way": way})
        assert (answer.failure, answer.facts) == (failure, {})


def test_who_was_ended_answers_nothing_more() -> None:
    with Talk("talker", Limits(cpu_s=20, wall_s=60), _supply) as talk:
        assert [talk.ask({"way": way}).failure for way in ("crash", "fetch")] == ["crash", "crash"]
