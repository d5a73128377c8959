"""``dossier tip`` from outside: from an exported chat to an event with its independent sources."""

import io
import json
from pathlib import Path

import pytest

from dossier.cli.main import run

pytestmark = pytest.mark.usefixtures("chosen_vault")


@pytest.fixture
def chat(tmp_path: Path) -> str:
    texts = {"user1": "Колонна, пишите @zvonar_77", "user2": "Сорок машин у Мозыря", "user3": "Спасибо!"}
    messages = [
        {"type": "message", "from": who.replace("user3", "Наш бот"), "from_id": who, "text": text}
        for who, text in texts.items()
    ]
    file = tmp_path / "result.json"
    file.write_text(json.dumps({"messages": messages}), encoding="utf-8")
    return str(file)


def test_from_a_chat_to_an_event_with_two_independent_sources(chat: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tip", "add", chat, "--ours", "наш бот", "--json"]) == 0
    taken = json.loads(capsys.readouterr().out)
    first, second = taken["refs"]
    assert run(["tip", "triage", first, "--happened", "1 марта 2022", "--place", "Мозырь"]) == 0
    capsys.readouterr()
    assert run(["tip", "promote", first, "--title", "Колонна у Мозыря"]) == 0
    event_ref = capsys.readouterr().out.strip()
    assert run(["tip", "promote", second, "--event", event_ref]) == 0
    assert "2 independent sources" in capsys.readouterr().err
    assert run(["tip", "list"]) == 0
    assert "No tip waits." in capsys.readouterr().err


def test_a_chat_warns_of_identities_and_says_how_to_undo(chat: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tip", "add", chat]) == 0
    told = capsys.readouterr()
    assert "look like an identity: 1." in told.err
    assert run(["import", "--undo", told.out.rpartition("--undo ")[2].strip()]) == 0
    assert run(["tip", "add", chat, "--strip"]) == 0
    assert run(["tip", "list"]) == 0
    assert "Колонна, пишите [account]" in capsys.readouterr().out


def test_a_text_from_standard_input_is_shown_with_what_looks_like_an_identity(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Танки. Я +375291234567"))
    assert run(["tip", "add", "-"]) == 0
    ref = capsys.readouterr().out.strip()
    assert run(["tip", "show", ref]) == 0
    shown = capsys.readouterr().out
    assert "+375291234567 (a telephone number)" in shown
    assert run(["tip", "show", ref, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["marks"] == [{"kind": "phone", "start": 9, "end": 22}]


def test_a_tip_becomes_an_exhibit_of_a_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Дело о колонне\n.\nyes\n"))
    assert run(["add", "case"]) == 0
    case = capsys.readouterr().out.strip()
    monkeypatch.setattr("sys.stdin", io.StringIO("Танки у Мозыря"))
    assert run(["tip", "add", "-"]) == 0
    assert run(["tip", "promote", capsys.readouterr().out.strip(), "--exhibit", "--case", case]) == 0
    assert capsys.readouterr().out.startswith("X-")


def test_nobody_is_asked_for_what_could_not_be_sealed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason is the true one, and who a source is was not typed for nothing."""
    monkeypatch.setattr("sys.stdin", io.StringIO("Танки"))
    assert run(["tip", "add", "-"]) == 0
    ref = capsys.readouterr().out.strip()
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    for words, why in (
        (["tip", "seal", "T-0000-00000"], "no tip"), (["tip", "seal", ref], "two custodians"),
        (["source", "add"], "two custodians"),
    ):  # fmt: skip
        assert run(words) == 2
        said = capsys.readouterr().err
        assert why in said
        assert "Contact" not in said


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["add", "nothing.json"], 4),
        (["show", "T-0000-00000"], 2),
        (["refuse", "T-0000-00000", "--why", "x"], 2),
        (["keep", "T-0000-00000", "--kept-days", "0"], 2),
        (["promote", "T-0000-00000"], 2),
        (["nonsense"], 2),
        ([], 2),
    ],
    ids=["no file", "no tip", "no tip to refuse", "no days", "no target", "no such action", "no action"],
)
def test_what_cannot_be_done_ends_with_its_status(words: list[str], status: int) -> None:
    assert run(["tip", *words]) == status
