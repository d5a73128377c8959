"""A chat becomes tips in one transaction, once, and can be taken out again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dossier.casework.tips import open_tips
from dossier.errors import Refused
from dossier.intake import undo_batch
from dossier.intake.tips import take_in_chat
from dossier.vault import Vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.queries.tips import files_of_tip, tip_by_ref

TODAY = date(2026, 11, 26)
WRITERS = ("Канарейка Птушкина", "user5551234001", "Другі Чалавек", "user5551234002")

MENTIONED_IN_HTML = (
    '<div class="message default"><div class="from_name">К</div><div class="text">Видел '
    '<a href="" onclick="return ShowMentionName()"><b>Птушка</b> Аня</a>, я нет</div></div>'
)


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    who = {"from": WRITERS[2 * (number % 2)], "from_id": WRITERS[2 * (number % 2) + 1]}
    return {"type": "message", "date_unixtime": str(1646127296 + number), "text": text, **who, **more}


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    texts = ["Колонна", "Танки, звоните +375291234567", "и ещё"]
    messages = [message(number, text) for number, text in enumerate(texts)]
    file = tmp_path / "result.json"
    file.write_text(json.dumps({"messages": messages}), encoding="utf-8")
    return file


def everything(vault: Vault) -> str:
    """Every value of every table, as text."""
    with vault.reading_connection() as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return repr([connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names])


def test_no_account_is_anywhere_in_the_vault(vault: Vault, chat: Path) -> None:
    taken = take_in_chat(vault, chat, today=TODAY)
    held = everything(vault)
    assert [writer for writer in WRITERS if writer in held] == []
    assert (len(taken.refs), taken.writers, dict(taken.marks)) == (3, 2, {"phone": 1})


def test_neither_is_the_name_under_which_the_chat_was_exported(vault: Vault, tmp_path: Path) -> None:
    """WhatsApp names the file after the one who wrote."""
    file = tmp_path / f"WhatsApp Chat with {WRITERS[0]} +375 29 123 45 67.txt"
    file.write_text("01.03.2022, 12:34 - Канарейка Птушкина: Колонна\n", encoding="utf-8")
    assert take_in_chat(vault, file, today=TODAY).form == "whatsapp"
    held = everything(vault)
    assert [one for one in (WRITERS[0], "123 45 67", "WhatsApp Chat") if one in held] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "result.json",
            json.dumps({"messages": [message(0, ["Видел ", {"type": "mention_name", "text": "Птушка Аня"}])]}),
        ),
        (
            "messages.html",
            MENTIONED_IN_HTML,
        ),
        ("wa.txt", "01.03.2022, 12:34 - К: Видел @\u2068Птушка Аня\u2069, не @375291234567\n"),
    ],
)
def test_who_is_mentioned_by_name_is_marked_and_stripped(vault: Vault, tmp_path: Path, name: str, content: str) -> None:
    """Such a name has no sign of its own in the text: only the export says that it is an account."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    taken = take_in_chat(vault, tmp_path / name, today=TODAY, strip_identities=True)
    assert taken.marks["account"] == 1
    (view,) = open_tips(vault)
    assert view.text.startswith("Видел [account]")
    assert [one for one in ("Птушка", "375291234567") if one in everything(vault)] == []


def test_messages_of_one_writer_share_a_group_that_no_other_import_gives(vault: Vault, chat: Path) -> None:
    take_in_chat(vault, chat, today=TODAY)
    first, second, third = (view.independence_group for view in open_tips(vault))
    assert first == third != second
    chat.write_text(json.dumps({"messages": [message(0, "назавтра")]}), encoding="utf-8")
    take_in_chat(vault, chat, today=TODAY)
    assert len({view.independence_group for view in open_tips(vault)}) == 3


def test_stripped_identities_are_nowhere_in_the_vault(vault: Vault, chat: Path) -> None:
    take_in_chat(vault, chat, today=TODAY, strip_identities=True)
    assert "Танки, звоните [phone]" in [view.text for view in open_tips(vault)]
    assert "+375291234567" not in everything(vault)


def test_a_chat_is_taken_in_once_and_again_after_its_undoing(vault: Vault, chat: Path) -> None:
    batch = take_in_chat(vault, chat, today=TODAY).batch
    with pytest.raises(Refused, match=r"tip\.taken_in") as caught:
        take_in_chat(vault, chat, today=TODAY)
    assert batch in caught.value.message
    assert undo_batch(vault, batch)["tip"] == 3
    assert open_tips(vault) == []
    take_in_chat(vault, chat, today=TODAY)
    assert len(open_tips(vault)) == 3


def test_a_chat_with_only_our_own_messages_leaves_nothing(vault: Vault, chat: Path) -> None:
    before = everything(vault)
    with pytest.raises(Refused, match=r"tip\.no_messages"):
        take_in_chat(vault, chat, today=TODAY, ours=[WRITERS[0], WRITERS[2]])
    assert everything(vault) == before


def test_files_of_messages_are_in_the_evidence_store_from_the_first_minute(vault: Vault, chat: Path) -> None:
    (chat.parent / "photo.jpg").write_bytes(b"photograph")
    chat.write_text(json.dumps({"messages": [message(0, "Колонна", photo="photo.jpg")]}), encoding="utf-8")
    assert take_in_chat(vault, chat, today=TODAY).files == 1
    (view,) = open_tips(vault)
    assert view.file_count == 1
    with vault.read() as session:
        (file,) = files_of_tip(session, tip_by_ref(session, view.ref).id)  # type: ignore[union-attr]
        with EvidenceStore(vault).open_id(session, file.object_id) as original:
            assert original.read() == b"photograph"
    chat.with_name("photo.jpg").unlink()
