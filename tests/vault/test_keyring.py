"""Who can open the vault: adding, changing, removing, recovery on paper and in three sheets. Cases K4 to K8, R16."""

import io
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nacl import bindings
from nacl.exceptions import CryptoError
from sqlmodel import select

from dossier.errors import Misread, NotFound, Refused, VaultProblem
from dossier.vault import custodian_keys, custodians, epochs, keyring, master_key, open_vault, rebuilding, recovery
from dossier.vault import header as headers
from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.keys import decode, make_slot
from dossier.vault.opening import unlock_vault
from dossier.vault.tables import Person, StoredObject

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.keys import Kdf

BORIS = "ёжык у тумане шукае мядзведзя і сяброў"
VERA = "granite velvet onion trapeze muffin seldom"


def _add(folder: Path, passphrase: str, name: str, new: str, kdf: "Kdf") -> str:
    with open_vault(folder, passphrase) as vault:
        return keyring.add_person(vault, name, new, kdf)


def _evidence(folder: Path, passphrase: str) -> str:
    with open_vault(folder, passphrase) as vault:
        store = EvidenceStore(vault)
        with store.staged(io.BytesIO(b"bytes of a video")) as staged, vault.write() as session:
            return store.keep(session, staged).object_id


def _read_evidence(vault: "Vault", object_id: str) -> bytes:
    with vault.read() as session:
        return EvidenceStore(vault).open_id(session, object_id).read()


def test_an_added_person_opens_with_their_own_passphrase_under_their_own_name(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    key = _add(vault_folder, passphrase, "Борис", BORIS, cheap_kdf)
    with open_vault(vault_folder, f"  {BORIS.upper().lower()} ") as vault:
        assert (vault.author, vault.slot_id) == ("Борис", key)
        assert [(one.person, one.is_mine) for one in keyring.holders(vault)] == [("Алеся", False), ("Борис", True)]
        assert check_vault(vault) == []
    assert not (vault_folder / "header.prev").exists()


@pytest.mark.parametrize(("name", "new", "code"), [
    ("Алеся", BORIS, "keys.taken"), ("", BORIS, "vault.author"), ("Борис", "password12345", "vault.weak_passphrase"),
])  # fmt: skip
def test_what_may_not_be_added_is_refused_and_nothing_changes(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf", name: str, new: str, code: str
) -> None:
    before = (vault_folder / "header.json").read_bytes()
    with pytest.raises(Refused) as refused:
        _add(vault_folder, passphrase, name, new, cheap_kdf)
    assert refused.value.code == code
    assert (vault_folder / "header.json").read_bytes() == before


def test_a_changed_passphrase_opens_and_the_old_one_does_not(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        keyring.change_passphrase(vault, VERA, cheap_kdf)
    with pytest.raises(VaultProblem, match=r"vault\.passphrase"):
        open_vault(vault_folder, passphrase)
    with open_vault(vault_folder, VERA) as vault:
        assert vault.author == "Алеся"


def test_a_removed_person_opens_neither_the_new_header_nor_the_vault_with_the_old_one(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf", tmp_path: Path
) -> None:
    gone = _add(vault_folder, passphrase, "Борис", BORIS, cheap_kdf)
    _add(vault_folder, passphrase, "Вера", VERA, cheap_kdf)
    object_id = _evidence(vault_folder, passphrase)
    old_header = (vault_folder / "header.json").read_bytes()
    old_copy = Path(shutil.copytree(vault_folder, tmp_path / "old"))
    assert master_key.remove_person(vault_folder, passphrase, gone) == 2
    with pytest.raises(VaultProblem, match=r"vault\.passphrase"):
        open_vault(vault_folder, BORIS)
    for one in (passphrase, VERA):  # Vera was not there when the key changed
        with open_vault(vault_folder, one) as vault:
            assert _read_evidence(vault, object_id) == b"bytes of a video"
            assert check_vault(vault, evidence="deep") == []
            assert EvidenceStore(vault).object_id("00" * 32) == _name_in(old_copy, passphrase), "names of files stay"
    with open_vault(old_copy, BORIS) as vault:
        assert vault.author == "Борис", "an old copy stays readable, and docs say so"
    (vault_folder / "header.json").write_bytes(old_header)
    with pytest.raises(VaultProblem, match=r"vault\.damaged"):
        open_vault(vault_folder, BORIS)


def _name_in(folder: Path, passphrase: str) -> str:
    with open_vault(folder, passphrase) as vault:
        return EvidenceStore(vault).object_id("00" * 32)


def test_who_knew_a_leaked_passphrase_learns_nothing_of_the_next_master_key(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    """An old copy of the header and the old passphrase give the secret of the slot: nothing new may be handed to it."""
    _add(vault_folder, passphrase, "Борис", BORIS, cheap_kdf)
    known = [_secret(vault_folder, passphrase)]
    with open_vault(vault_folder, passphrase) as vault:
        _add_custodian(vault)
        keyring.change_passphrase(vault, VERA, cheap_kdf)
    known.append(_secret(vault_folder, VERA))
    assert master_key.renew_master_key(vault_folder, VERA) == 2
    assert _handed_to(vault_folder, known) == (0, 2)
    for one, author in ((VERA, "Алеся"), (BORIS, "Борис")):
        with open_vault(vault_folder, one) as vault:
            assert vault.author == author
            _assert_sound(vault, ["Алеся", "Борис"])


def _secret(folder: Path, passphrase: str) -> bytes:
    """What a passphrase gives with the header that lies there."""
    return headers.unlock(headers.read_header(folder), passphrase).secret


def _handed_to(folder: Path, secrets: list[bytes]) -> tuple[int, int]:
    """How many master keys that were handed over open with one of these secrets, and how many there are."""
    handed = [decode(one) for slot in headers.read_header(folder).slots for one in slot["handed"]]
    return sum(_opens(sealed, secret) for sealed in handed for secret in secrets), len(handed)


def _opens(sealed: bytes, secret: bytes) -> bool:
    try:
        bindings.crypto_box_seal_open(sealed, bindings.crypto_scalarmult_base(secret), secret)
    except CryptoError:
        return False
    return True


def _add_custodian(vault: "Vault") -> None:
    custodian = custodian_keys.new_secret().public_bytes()
    line, heard = custodian_keys.public_line(custodian), custodian_keys.fingerprint(custodian)
    custodians.add_custodian(vault, "c", line, heard)


def _assert_sound(vault: "Vault", people: list[str]) -> None:
    """The custodian is trusted still, and everybody has one key."""
    assert check_vault(vault) == []
    with vault.read() as session:
        assert [found.name for found in custodians.custodians(vault.header, session)] == ["c"]
    assert sorted(one.person for one in keyring.holders(vault)) == people


def test_whoever_makes_a_new_master_key_hands_none_to_a_passphrase_that_was_changed_before(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    gone = _add(vault_folder, passphrase, "Борис", BORIS, cheap_kdf)
    known = _secret(vault_folder, passphrase)
    with open_vault(vault_folder, passphrase) as vault:
        _add_custodian(vault)
        keyring.change_passphrase(vault, VERA, cheap_kdf)
        _assert_sound(vault, ["Алеся", "Борис"])
    mine = _secret(vault_folder, VERA)
    assert master_key.remove_person(vault_folder, VERA, gone) == 2
    assert _handed_to(vault_folder, [known]) == (0, 1)
    assert _handed_to(vault_folder, [mine]) == (1, 1)
    with open_vault(vault_folder, VERA) as vault:
        _assert_sound(vault, ["Алеся"])


@pytest.mark.parametrize("renew", [False, True], ids=["changed", "renewed"])
def test_a_change_that_was_cut_short_leaves_no_second_key_once_it_is_made(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf", renew: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then the old passphrase opens and so does the new one: nobody is locked out by a full disk."""
    with open_vault(vault_folder, passphrase) as vault:
        _add_custodian(vault)
        with monkeypatch.context() as patch:
            patch.setattr(keyring, "let_go", _power_cut)
            with pytest.raises(KeyboardInterrupt):
                keyring.change_passphrase(vault, VERA, cheap_kdf)
    for one in (passphrase, VERA):
        with open_vault(vault_folder, one) as vault:
            assert ([one.person for one in keyring.holders(vault)], check_vault(vault)) == (["Алеся", "Алеся"], [])
            if one == VERA and not renew:
                keyring.change_passphrase(vault, VERA, cheap_kdf)
    if renew:
        master_key.renew_master_key(vault_folder, VERA)
    with pytest.raises(VaultProblem, match=r"vault\.passphrase"):
        open_vault(vault_folder, passphrase)
    with open_vault(vault_folder, VERA) as vault:
        _assert_sound(vault, ["Алеся"])


def _power_cut(*_given: object) -> None:
    raise KeyboardInterrupt


def test_two_epochs_later_a_person_who_was_away_still_opens(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    _add(vault_folder, passphrase, "Вера", VERA, cheap_kdf)
    master_key.renew_master_key(vault_folder, passphrase)
    assert master_key.renew_master_key(vault_folder, passphrase) == 3
    with open_vault(vault_folder, VERA) as vault:
        assert check_vault(vault) == []


def test_the_last_passphrase_and_ones_own_cannot_be_removed(vault_folder: Path, passphrase: str) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        mine = vault.slot_id
        key, _written = keyring.make_recovery_key()
        keyring.add_recovery(vault, key)
    with pytest.raises(Refused, match=r"keys\.own"):
        master_key.remove_person(vault_folder, passphrase, mine)
    with pytest.raises(Refused, match=r"keys\.last"):
        master_key.remove_person(vault_folder, recovery.written(key), mine)
    with pytest.raises(NotFound, match=r"keys\.none"):
        master_key.remove_person(vault_folder, passphrase, "00000000")


def test_nobody_is_removed_while_another_process_has_the_vault_open(vault_folder: Path, passphrase: str) -> None:
    before = (vault_folder / "header.json").read_bytes()
    with open_vault(vault_folder, passphrase):
        for new in (None, VERA):  # a leaked passphrase that was changed and told "nothing was changed" would be lost
            with pytest.raises(VaultProblem, match=r"vault\.in_use"):
                master_key.renew_master_key(vault_folder, passphrase, new)
    assert (vault_folder / "header.json").read_bytes() == before


def test_what_a_removed_person_had_besides_goes_with_their_key(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    """A recovery key that they made they have seen; one that somebody else made stays."""
    gone = _add(vault_folder, passphrase, "Борис", BORIS, cheap_kdf)
    key, written = keyring.make_recovery_key()
    with open_vault(vault_folder, BORIS) as vault:
        keyring.add_recovery(vault, key)
        assert [one.kind for one in master_key.known_too(vault, vault.header.slots[0]["id"])] == []
    with open_vault(vault_folder, passphrase) as vault:
        _add_custodian(vault)
        assert [one.kind for one in master_key.known_too(vault, gone)] == ["recovery"]
    assert master_key.remove_person(vault_folder, passphrase, gone) == 2
    with pytest.raises(VaultProblem, match=r"vault\.passphrase"):
        open_vault(vault_folder, written)
    with open_vault(vault_folder, passphrase) as vault:
        keyring.add_recovery(vault, key)
        again = keyring.add_person(vault, "Борис", BORIS, cheap_kdf)
    master_key.remove_person(vault_folder, passphrase, again)
    with open_vault(vault_folder, written) as vault:
        _assert_sound(vault, ["Алеся", "Алеся"])


@pytest.mark.parametrize("step", ["before the database", "before the evidence"])
def test_a_new_key_that_was_cut_short_is_finished_by_the_next_opening(
    vault_folder: Path, passphrase: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    object_id = _evidence(vault_folder, passphrase)
    broken = "finish_folder" if step == "before the database" else "rewrap_evidence"
    with monkeypatch.context() as patch:
        patch.setattr(rebuilding, broken, _power_cut)
        with pytest.raises(KeyboardInterrupt):
            master_key.renew_master_key(vault_folder, passphrase)
    assert epochs.is_rebuilding(headers.read_header(vault_folder))
    with open_vault(vault_folder, passphrase) as vault:
        assert not epochs.is_rebuilding(vault.header)
        assert vault.header.epoch == 2
        assert _read_evidence(vault, object_id) == b"bytes of a video"
        assert check_vault(vault) == []


_RENEW = (
    "import sys; from dossier.vault import master_key as subject\n"
    "print('go', flush=True); subject.renew_master_key(*sys.argv[1:])"
)


def test_a_new_key_that_is_killed_leaves_a_vault_that_opens(vault_folder: Path, passphrase: str) -> None:
    with open_vault(vault_folder, passphrase) as vault, vault.write() as session:
        session.add_all([Person(label=f"p{number}", remarks="x" * 2000) for number in range(300)])
    for attempt in range(3):
        command = [sys.executable, "-c", _RENEW, str(vault_folder), passphrase]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.3 + 0.15 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with open_vault(vault_folder, passphrase) as vault:
            with vault.read() as session:
                assert len(session.exec(select(Person.id)).all()) == 300
            assert check_vault(vault) == []


def test_a_forged_hand_over_is_refused(vault_folder: Path, passphrase: str) -> None:
    header = headers.read_header(vault_folder)
    forged = epochs.hand_over(header.vault_id, header.slots[0], b"\1" * 32, 2, b"\2" * 32)
    with pytest.raises(VaultProblem, match=r"vault\.damaged_header"):
        headers.unlock(headers.Header(header.vault_id, 2, (forged,)).signed(b"\2" * 32), passphrase)


def test_the_recovery_key_is_read_in_any_spelling_and_a_wrong_group_is_named() -> None:
    key = recovery.new_key()
    written = recovery.written(key)
    assert recovery.read_key(written.lower().replace("-", " ")) == key
    assert recovery.read_key(written.replace("0", "O").replace("1", "l")) == key
    groups = written.split("-")
    for place in (0, 6, 12):
        wrong = groups.copy()
        wrong[place] = ("2" if wrong[place][0] != "2" else "3") + wrong[place][1:]
        with pytest.raises(Misread) as misread:
            recovery.read_key("-".join(wrong))
        assert misread.value.facts == {"number": place + 1}
    with pytest.raises(Misread, match=r"recovery\.length"):
        recovery.read_key(written[:-1])
    with pytest.raises(Misread, match=r"recovery\.group"):
        recovery.read_key("-".join([groups[1], groups[0], *groups[2:]]))


def test_the_recovery_key_opens_and_a_newer_one_replaces_it(vault_folder: Path, passphrase: str) -> None:
    first, second = recovery.new_key(), recovery.new_key()
    with open_vault(vault_folder, passphrase) as vault:
        keyring.add_recovery(vault, first)
    with open_vault(vault_folder, recovery.written(first)) as vault:
        keyring.add_recovery(vault, second)
    with open_vault(vault_folder, recovery.written(second).lower()) as vault:
        assert check_vault(vault) == []
        with pytest.raises(Refused, match=r"keys\.recovery_only"):
            keyring.change_passphrase(vault, VERA)
    with pytest.raises(VaultProblem, match=r"vault\.passphrase"):
        open_vault(vault_folder, recovery.written(first))


def test_any_two_of_three_sheets_give_the_key_and_nothing_else_does() -> None:
    key = recovery.new_key()
    one, two, three = recovery.split(key)
    assert {recovery.combine(pair) for pair in ((one, two), (three, one), (two.upper(), f" {three} "))} == {key}
    foreign = recovery.split(recovery.new_key())[0]
    mistyped = " ".join(["academic" if word != "academic" else "acid" for word in one.split()[:1]] + one.split()[1:])
    swapped = " ".join(reversed(one.split()))
    for bad in (foreign, mistyped, swapped, "", "nonsense words"):
        with pytest.raises(Refused, match=r"recovery\.share"):
            recovery.combine([bad, two])
    with pytest.raises(Refused, match=r"recovery\.shares"):
        recovery.combine([one])


def test_a_key_put_into_the_header_beside_the_program_is_named(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        slot = make_slot(vault.vault_id, 1, vault._opened.master, BORIS, "X", cheap_kdf)
        vault.store_header(vault.header.with_slot(slot).signed(vault._opened.master))
        assert [(one.part, one.what) for one in check_vault(vault)] == [("key", "not in the journal")]


def test_a_server_gets_a_new_key_too(postgres_url: str, passphrase: str, cheap_kdf: "Kdf") -> None:
    from dossier.vault import create_vault

    create_vault(postgres_url, passphrase=passphrase, author="А", kdf=cheap_kdf, seed=lambda _: None).close()
    with open_vault(postgres_url, passphrase) as vault:
        gone = keyring.add_person(vault, "Б", BORIS, cheap_kdf)
    assert master_key.remove_person(postgres_url, passphrase, gone) == 2
    with unlock_vault(postgres_url, passphrase) as vault, vault.read() as session:
        assert not epochs.is_rebuilding(vault.header)
        assert session.exec(select(StoredObject)).all() == []
    with pytest.raises(VaultProblem, match=r"vault\.passphrase"):
        open_vault(postgres_url, BORIS)
