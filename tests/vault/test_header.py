"""Slots and header: what opens, what is refused, and what an altered header says. Cases K1 to K4, K9, R6."""

import copy
import errno
import json
import os
import time
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dossier.errors import Misread, StoreProblem, VaultProblem
from dossier.vault import header as headers
from dossier.vault import keys
from dossier.vault.evidence.objects import wrap_key
from dossier.vault.header import Header, new_header, parse_header, read_header, unlock, write_header
from dossier.vault.keys import Kdf, make_slot
from dossier.vault.sealed_entries import encrypted

if TYPE_CHECKING:
    from collections.abc import Callable

ANNA = "plank carnation utensil plaster dill nuzzle"
BORIS = "ёжык у тумане шукае мядзведзя і сяброў"
CHEAP = Kdf(19 * 1024, 2, 1)
MANY_WRITES = 20_000


@pytest.fixture(scope="module")
def two_people() -> tuple[Header, bytes]:
    """A header with the slots of two people, sharing one salt, and its master key."""
    header, opened = new_header(ANNA, "Anna", CHEAP)
    salt, _cost = keys.slot_cost(header.slots[0])
    slot = make_slot(header.vault_id, 1, opened.master, BORIS, "Барыс", CHEAP, salt)
    return header.with_slot(slot).signed(opened.master), opened.master


def test_each_passphrase_opens_its_own_slot(two_people: tuple[Header, bytes]) -> None:
    header, master = two_people
    assert [(unlock(header, typed).author, unlock(header, typed).master) for typed in (ANNA, BORIS)] == [
        ("Anna", master),
        ("Барыс", master),
    ]


def test_a_header_comes_back_as_it_was_written(two_people: tuple[Header, bytes]) -> None:
    header, _master = two_people
    assert parse_header(header.text()) == header


def test_a_field_of_a_later_release_is_kept_and_covered() -> None:
    header, opened = new_header(ANNA, "Anna", CHEAP)
    richer = Header(header.vault_id, 1, header.slots, more={"hint": "x"}).signed(opened.master)
    again = parse_header(richer.text())
    assert again.more == {"hint": "x"}
    assert unlock(again, ANNA).author == "Anna"


def test_a_passphrase_set_on_a_mac_opens_on_a_pc() -> None:
    typed = "Ёжык і йогурт на ганку ля возера " + "ў" * 200
    header, _opened = new_header(unicodedata.normalize("NFD", typed), "Anna", CHEAP)
    assert unlock(header, unicodedata.normalize("NFC", typed)).author == "Anna"


def _set(field: str, value: Any) -> "Callable[[dict[str, Any]], None]":
    return lambda fields: fields["slots"][0].update({field: value})


def _exchange(fields: dict[str, Any]) -> None:
    first, second = fields["slots"]
    first["id"], second["id"] = second["id"], first["id"]


@pytest.mark.parametrize(
    ("alter", "code"),
    [
        (_set("memory_kib", 8), "vault.kdf"),
        (_set("memory_kib", 1 << 30), "vault.kdf"),
        (_set("memory_kib", True), "vault.kdf"),
        (_set("memory_kib", "19456"), "vault.kdf"),
        (_set("passes", 1), "vault.kdf"),
        (_set("passes", 1 << 20), "vault.kdf"),
        (_set("lanes", 0), "vault.kdf"),
        (_set("lanes", 1000), "vault.kdf"),
        (_set("kdf", "md5"), "vault.kdf"),
        (_set("salt", ""), "vault.kdf"),
        (_set("salt", "%%%"), "vault.damaged_header"),
        (lambda fields: fields["slots"][0].pop("salt"), "vault.damaged_header"),
    ],
)
def test_a_weakened_or_absurd_cost_is_refused_before_any_work(
    two_people: tuple[Header, bytes],
    alter: "Callable[[dict[str, Any]], None]",
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    altered = _altered(two_people[0], alter)

    def never(*_arguments: object) -> bytes:
        raise AssertionError("worked before the limits were checked")

    monkeypatch.setattr(headers, "stretch", never)
    with pytest.raises(VaultProblem) as refused:
        unlock(altered, ANNA)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("alter", "code"),
    [
        (_set("passes", 3), "vault.passphrase"),
        (_set("public", "AAAA"), "vault.passphrase"),
        (_set("epoch", 2), "vault.passphrase"),
        (_set("kind", "other"), "vault.passphrase"),
        (_set("nonce", ""), "vault.passphrase"),
        (_set("wrapped", "AAAA"), "vault.passphrase"),
        (_exchange, "vault.passphrase"),
        (lambda fields: fields.update(vault="0" * 32), "vault.passphrase"),
        (lambda fields: fields["slots"].pop(), "vault.damaged_header"),
        (lambda fields: fields.update(epoch=2), "vault.damaged_header"),
        (lambda fields: fields.update(mac=""), "vault.damaged_header"),
        (lambda fields: fields.update(hint="x"), "vault.damaged_header"),
        (lambda fields: fields.update(version=2), "vault.newer"),
        (lambda fields: fields.update(format="zip"), "vault.damaged_header"),
        (lambda fields: fields.update(slots=5), "vault.damaged_header"),
        (lambda fields: fields.pop("vault"), "vault.damaged_header"),
    ],
)
def test_who_alters_a_header_and_mends_its_sum_opens_nothing(
    two_people: tuple[Header, bytes], alter: "Callable[[dict[str, Any]], None]", code: str
) -> None:
    with pytest.raises(VaultProblem) as refused:
        unlock(_altered(two_people[0], alter), ANNA)
    assert refused.value.code == code


def _altered(header: Header, alter: "Callable[[dict[str, Any]], object]") -> Header:
    """The header after somebody changed its fields and made the unkeyed sum fit again."""
    fields = copy.deepcopy(json.loads(header.text()))
    del fields["sum"]
    alter(fields)
    return parse_header(json.dumps({**fields, "sum": headers._sum(fields)}).encode())


def test_every_flipped_bit_is_called_damage_and_not_a_wrong_passphrase(two_people: tuple[Header, bytes]) -> None:
    text = two_people[0].text()
    for place in range(0, len(text) - 1, 3):
        flipped = bytearray(text)
        flipped[place] ^= 1 << (place % 7)
        if json_equal(bytes(flipped), text):
            continue
        with pytest.raises(VaultProblem) as refused:
            parse_header(bytes(flipped))
        assert refused.value.code == "vault.damaged_header", place


def json_equal(one: bytes, other: bytes) -> bool:
    """Whether only blanks differ."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"sum": 1}'])
def test_what_is_no_header_is_called_a_damaged_one(content: bytes) -> None:
    with pytest.raises(VaultProblem) as refused:
        parse_header(content)
    assert refused.value.code == "vault.damaged_header"


def test_the_public_header_names_nobody(two_people: tuple[Header, bytes]) -> None:
    assert b"Anna" not in two_people[0].text()
    sizes = {len(slot["wrapped"]) for slot in two_people[0].slots}
    assert len(sizes) == 1, "the length of the wrapping tells the length of the name"


def test_no_salt_nonce_or_key_comes_twice(two_people: tuple[Header, bytes]) -> None:
    slots = [slot for _ in range(20) for slot in new_header(ANNA, "Anna", CHEAP)[0].slots]
    for field in ("salt", "nonce", "public", "id", "wrapped"):
        assert len({slot[field] for slot in slots}) == len(slots)


def test_no_nonce_and_no_key_comes_twice_in_many_writes() -> None:
    """Keys of evidence files under one wrapping key, and identities. Case K10."""
    wrapped = [wrap_key(bytes(32), bytes(32), "vault", "file") for _ in range(MANY_WRITES)]
    sealed = [encrypted({"name": "x"}, b"bound") for _ in range(MANY_WRITES)]
    nonces = [*(one[:12] for one in wrapped), *(body[:24] for _key, body in sealed)]
    assert len(set(nonces)) == 2 * MANY_WRITES
    assert len({key for key, _body in sealed}) == MANY_WRITES


def test_a_repr_of_an_opened_slot_shows_no_key(two_people: tuple[Header, bytes]) -> None:
    opened = unlock(two_people[0], ANNA)
    assert repr(opened.master) not in repr(opened)
    assert "Anna" not in repr(opened)


@pytest.fixture
def changed(tmp_path: Path, two_people: tuple[Header, bytes]) -> Path:
    """A folder whose header was just replaced: the one before lies beside it."""
    first, opened = new_header(ANNA, "Anna", CHEAP)
    write_header(tmp_path, first)
    slot = make_slot(first.vault_id, 1, opened.master, BORIS, "Барыс", CHEAP)
    write_header(tmp_path, first.with_slot(slot).signed(opened.master))
    return tmp_path


def test_the_header_before_the_last_change_is_kept(changed: Path) -> None:
    assert len(parse_header((changed / headers.PREVIOUS).read_bytes()).slots) == 1
    assert len(read_header(changed).slots) == 2


@pytest.mark.parametrize("damage", [b"", b"\0" * 500, b'{"format": "dossier-vault"'])
def test_a_torn_header_falls_back_to_the_one_before(changed: Path, damage: bytes) -> None:
    (changed / headers.NAME).write_bytes(damage)
    header = read_header(changed)
    assert unlock(header, ANNA).author == "Anna"
    headers.forget_previous_header(changed, header)
    assert read_header(changed) == header
    assert not (changed / headers.PREVIOUS).exists()


def test_a_header_that_opened_removes_the_one_before(changed: Path) -> None:
    headers.forget_previous_header(changed, read_header(changed))
    assert not (changed / headers.PREVIOUS).exists()
    assert len(read_header(changed).slots) == 2


def test_a_newer_header_is_not_passed_over_for_the_older_one(changed: Path) -> None:
    fields = json.loads((changed / headers.NAME).read_bytes())
    del fields["sum"]
    fields["version"] = 2
    (changed / headers.NAME).write_text(json.dumps({**fields, "sum": headers._sum(fields)}))
    with pytest.raises(VaultProblem) as refused:
        read_header(changed)
    assert refused.value.code == "vault.newer"


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_a_header_change_that_fails_anywhere_leaves_the_old_or_the_new_one(
    changed: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    """Four syncs, two writes and two renames make a change; after each of them the vault must open."""
    before = read_header(changed)
    opened = unlock(before, ANNA)
    more = before.with_slot(make_slot(before.vault_id, 1, opened.master, BORIS, "Вольга", CHEAP))
    place, name = (Path, "replace") if call == "rename" else (os, call)
    real, count = getattr(place, name), 0

    def fail_once(*given: Any) -> Any:
        nonlocal count
        count += 1
        if count == nth:
            raise OSError(errno.EIO, "no")
        return real(*given)

    with monkeypatch.context() as broken:
        broken.setattr(place, name, fail_once)
        with suppress(StoreProblem):  # fewer calls than ``nth``: it just succeeds
            write_header(changed, more.signed(opened.master))
    found = read_header(changed)
    assert unlock(found, ANNA).master == opened.master
    assert found in (before, more.signed(opened.master))


def test_a_passphrase_of_the_length_of_a_recovery_key_opens() -> None:
    """A program that keeps passwords may make one of 65 letters and digits."""
    typed = "9r7TqZ2mK4xVb8LhN3wYc6PdJ5sGf1Ea0Uo9iXkRt7QvM2zBn4HjW8yCp6DgS3eFA"
    header, opened = new_header(typed, "Anna", CHEAP)
    assert unlock(header, typed).master == opened.master
    with pytest.raises(Misread, match=r"recovery\.group"):
        unlock(header, typed.replace("9", "8"))


def test_many_slots_that_share_a_salt_cost_one_stretching(
    two_people: tuple[Header, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    stretch = keys.stretch

    def counted(passphrase: str, salt: bytes, kdf: Kdf) -> bytes:
        calls.append(salt)
        return stretch(passphrase, salt, kdf)

    monkeypatch.setattr(headers, "stretch", counted)
    unlock(two_people[0], BORIS)
    assert len(calls) == 1


def test_the_default_cost_is_a_quarter_of_a_gibibyte() -> None:
    assert keys.DEFAULT_KDF.memory_kib >= 256 * 1024
    started = time.process_time()
    keys.stretch(ANNA, b"0" * 16, keys.DEFAULT_KDF)
    assert time.process_time() - started > 0.1, "too cheap to be what it says"
