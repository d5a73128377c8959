"""Exported chats become messages without their writers."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dossier.errors import UnreadableInput
from dossier.intake.chats import Chat, ChatMessage, read_chat

ACCOUNTS = ("Канарейка Птушкина", "user5551234001", "user5551234002", "Второй Чалавек", "Канал Дорог")

TELEGRAM_JSON = {
    "name": "Бот",
    "type": "bot_chat",
    "id": 5551234000,
    "messages": [
        {"id": 1, "type": "service", "action": "create", "date_unixtime": "1646134000", "text": ""},
        {
            "id": 2, "type": "message", "date": "2022-03-01T12:34:56", "date_unixtime": "1646127296",
            "from": "Канарейка Птушкина", "from_id": "user5551234001",
            "text": ["Колонна ", {"type": "bold", "text": "40 машин"}, " у Мозыря"], "photo": "photos/photo_1.jpg",
        },
        {
            "id": 3, "type": "message", "date": "2022-03-01T12:36:00", "date_unixtime": "1646127360",
            "from": "Наш бот", "from_id": "user1", "text": "Спасибо!",
        },
        {
            "id": 4, "type": "message", "date": "2022-03-01T12:40:00", "date_unixtime": "1646127600",
            "from": "Второй Чалавек", "from_id": "user5551234002", "text": "",
            "location_information": {"latitude": 52.0495, "longitude": 29.2456},
        },
        {
            "id": 5, "type": "message", "date": "2022-03-01T12:41:00", "date_unixtime": "1646127660",
            "from": "Канарейка Птушкина", "from_id": "user5551234001", "forwarded_from": "Канал Дорог",
            "text": "Танки на М10", "file": "(File not included. Change data exporting settings to download.)",
        },
        {
            "id": 6, "type": "message", "date_unixtime": "1646127700", "from": "Второй Чалавек",
            "from_id": "user5551234002", "forwarded_from": "Канал Дорог", "text": "Танки на М10",
            "photo": "../../outside.jpg",
        },
    ],
}  # fmt: skip

TELEGRAM_HTML = """<!DOCTYPE html><html><body><div class="history">
<div class="message service" id="message-1"><div class="body details">1 March 2022</div></div>
<div class="message default clearfix" id="message2">
 <div class="pull_left userpic_wrap"><div class="userpic"><div class="initials">КП</div></div></div>
 <div class="body"><div class="pull_right date details" title="01.03.2022 12:34:56 UTC+03:00">12:34</div>
  <div class="from_name">
Канарейка Птушкина </div>
  <div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="photos/photo_1.jpg"><img class="photo"
   src="photos/photo_1_thumb.jpg"></a></div>
  <div class="text">Колонна <strong>40&nbsp;машин</strong><br>у&#32;Мозыря</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
 <div class="pull_right date details" title="01.03.2022 12:35:10">12:35</div>
 <div class="text">и ещё две</div></div></div>
<div class="message default clearfix" id="message4"><div class="body">
 <div class="pull_right date details" title="01.03.2022 12:36:00 UTC+03:00">12:36</div>
 <div class="from_name">Второй Чалавек </div>
 <div class="pull_left forwarded userpic_wrap"></div>
 <div class="forwarded body"><div class="from_name">Канал Дорог
   <span class="date details" title="01.03.2022 12:30:00 UTC+03:00"> 01.03.2022 12:30:00</span></div>
 <div class="text">Танки на М10</div></div></div></div>
<div class="message default clearfix" id="message5"><div class="body">
 <div class="pull_right date details" title="01.03.2022 12:37:00 UTC+03:00">12:37</div>
 <div class="from_name">Наш бот </div><div class="text">Спасибо!</div></div></div>
</div></body></html>"""

WHATSAPP = """\u200e01.03.22, 12:30 - Сообщения защищены сквозным шифрованием.
01.03.22, 12:34 - Канарейка Птушкина: Колонна 40 машин
у Мозыря: три танка
01.03.22, 12:35 - Канарейка Птушкина: IMG-1.jpg (файл добавлен)
01.03.22, 12:36 - Второй Чалавек: видел то же
01.03.22, 12:37 - Наш бот: Спасибо!
"""


def write(folder: Path, name: str, text: str) -> Path:
    (folder / "photos").mkdir(exist_ok=True)
    (folder / "photos" / "photo_1.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "IMG-1.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def read(path: Path) -> tuple[Chat, list[ChatMessage]]:
    chat = read_chat(path, ours=["наш бот"])
    return chat, list(chat.messages)


@pytest.mark.parametrize(
    ("name", "text"),
    [("result.json", json.dumps(TELEGRAM_JSON)), ("messages.html", TELEGRAM_HTML), ("_chat.txt", WHATSAPP)],
    ids=["telegram_json", "telegram_html", "whatsapp"],
)
def test_no_message_carries_a_name_or_a_number_of_an_account(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path, name, text)
    chat, messages = read(tmp_path)
    everything = repr((chat, messages))
    assert len(messages) >= 3
    assert [account for account in ACCOUNTS if account in everything] == []


def test_telegram_json_gives_text_instant_media_and_place(tmp_path: Path) -> None:
    chat, (first, second, third, fourth) = read(write(tmp_path, "result.json", json.dumps(TELEGRAM_JSON)))
    assert chat.form == "telegram_json"
    assert first.text == "Колонна 40 машин у Мозыря"
    assert first.sent_at == datetime(2022, 3, 1, 9, 34, 56, tzinfo=UTC)
    assert [file.name for file in first.media] == ["photo_1.jpg"]
    assert (second.text, second.place_as_written) == ("", "52.0495, 29.2456")
    assert (third.missing_media, fourth.missing_media, fourth.media) == (1, 1, ())


def test_two_people_who_pass_on_one_post_are_one_source_and_not_two(tmp_path: Path) -> None:
    _, (first, second, third, fourth) = read(write(tmp_path, "result.json", json.dumps(TELEGRAM_JSON)))
    assert third.forwarded
    assert third.writer == fourth.writer
    assert len({first.writer, second.writer, third.writer}) == 3


def test_telegram_html_gives_the_same_facts(tmp_path: Path) -> None:
    chat, (first, second, third) = read(write(tmp_path, "messages.html", TELEGRAM_HTML))
    assert chat.form == "telegram_html"
    assert first.text == "Колонна 40\xa0машин\nу Мозыря"
    assert first.sent_at == datetime(2022, 3, 1, 9, 34, 56, tzinfo=UTC)
    assert [file.name for file in first.media] == ["photo_1.jpg"]
    assert (second.text, second.writer) == ("и ещё две", first.writer)
    assert (second.sent_at, second.sent_as_written) == (None, "01.03.2022 12:35:10")
    assert (third.text, third.forwarded) == ("Танки на М10", True)
    assert third.writer != first.writer


def test_pages_of_one_html_export_are_read_in_their_order(tmp_path: Path) -> None:
    one = '<div class="message default"><div class="from_name">A</div><div class="text">{}</div></div>'
    for name, text in (("messages.html", "один"), ("messages2.html", "два"), ("messages10.html", "десять")):
        write(tmp_path, name, one.format(text))
    _, messages = read(tmp_path)
    assert [message.text for message in messages] == ["один", "два", "десять"]
    assert {message.writer for message in messages} == {1}


def test_whatsapp_keeps_its_dates_as_written_since_they_do_not_say_which_is_the_month(tmp_path: Path) -> None:
    chat, (first, second, third) = read(write(tmp_path, "_chat.txt", WHATSAPP))
    assert chat.form == "whatsapp"
    assert first.text == "Колонна 40 машин\nу Мозыря: три танка"
    assert (first.sent_at, first.sent_as_written) == (None, "01.03.22, 12:34")
    assert [file.name for file in second.media] == ["IMG-1.jpg"]
    assert [message.writer for message in (first, second, third)] == [1, 1, 2]


def test_any_other_text_is_one_message_without_a_writer(tmp_path: Path) -> None:
    chat, messages = read(write(tmp_path, "note.txt", "Видела колонну.\nУ Мозыря."))
    assert chat.form == "text"
    assert [(message.writer, message.text) for message in messages] == [(0, "Видела колонну.\nУ Мозыря.")]


def test_a_name_that_leads_out_of_the_folder_or_a_link_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "export"
    inside.mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (inside / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    messages = [
        {"type": "message", "from_id": "u", "text": "x", "file": name}
        for name in ("../secret.jpg", "link.jpg", str(tmp_path / "secret.jpg"), "a\0b", "..\\secret.jpg")
    ]
    _, read_messages = read(write(inside, "result.json", json.dumps({"messages": messages})))
    assert [(message.media, message.missing_media) for message in read_messages] == [((), 1)] * 5


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("result.json", b"{", "tip.not_a_chat"),
        ("result.json", b"[1]", "tip.not_a_chat"),
        ("result.json", b'{"messages": 1}', "tip.not_a_chat"),
        ("result.json", b"[" * 100_000, "tip.not_a_chat"),
        ("photo.txt", b"\xff\xd8\xff\0\0", "tip.not_a_chat"),
    ],
)
def test_what_is_no_chat_is_refused_with_the_reason(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableInput) as caught:
        read(tmp_path / name)
    assert caught.value.code == code


def test_a_folder_without_a_chat_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"tip\.not_a_chat"):
        read_chat(tmp_path)
    with pytest.raises(UnreadableInput, match=r"file\.missing"):
        read_chat(tmp_path / "nothing")


def test_broken_messages_are_passed_over_and_the_others_are_read(tmp_path: Path) -> None:
    messages = [
        None,
        1,
        {"type": "message", "text": {"a": 1}},
        {"text": [1, None]},
        {"text": "да", "date_unixtime": "x"},
    ]
    _, (only,) = read(write(tmp_path, "result.json", json.dumps({"messages": messages})))
    assert (only.text, only.sent_at, only.writer) == ("да", None, 0)
