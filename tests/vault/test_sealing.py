"""Sealed identities: an unlocked vault with all its keys shows nobody. Cases S1 to S8, K9."""

import base64
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import col, select

from dossier.casework.opening_words import words_on_opening
from dossier.casework.sealed_sources import SourceForm, add_sealed_source, sealed_sources
from dossier.errors import Misread, Refused, UnreadableInput, VaultProblem
from dossier.vault import custodian_keys, custodians, keyring, master_key, open_vault, sealed_bundles, sealing
from dossier.vault.checking import check_vault
from dossier.vault.engine import connect_sqlcipher
from dossier.vault.tables import Change, Custodian, SealedEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.vault import Vault
    from dossier.vault.custodian_keys import CustodianSecret
    from dossier.vault.keys import Kdf

CANARY = "КанарэйкаKanarejka7731"
CONTACT = "+375 29 555 77 31"
TODAY = date(2026, 11, 26)
BORIS = "ёжык у тумане шукае мядзведзя і сяброў"


def _custodians(vault: "Vault") -> list["CustodianSecret"]:
    secrets = [custodian_keys.new_secret() for _ in range(2)]
    for number, secret in enumerate(secrets):
        public = secret.public_bytes()
        heard = custodian_keys.fingerprint(public).lower().replace("-", " ")
        custodians.add_custodian(vault, f"custodian {number}", custodian_keys.public_line(public), heard)
    return secrets


def _source(vault: "Vault", name: str = CANARY) -> str:
    return add_sealed_source(vault, SourceForm(), {"name": name, "contact": CONTACT}, today=TODAY).ref


def _everything(folder: Path, key: bytes) -> str:
    """Every value of every table, bytes in hexadecimal."""
    connection = connect_sqlcipher(folder / "vault.db", key)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]
    connection.close()
    return "\n".join(value.hex() if isinstance(value, bytes) else str(value) for row in rows for value in row)


def test_either_custodian_opens_and_nobody_else_does(vault: "Vault") -> None:
    secrets = _custodians(vault)
    ref = _source(vault)
    bundle = json.loads(json.dumps(sealed_bundles.sealed_bundle(vault)))
    for secret in secrets:
        opened, others = sealed_bundles.open_bundle(bundle, secret)
        assert [(one.ref, one.identity) for one in opened] == [(ref, {"name": CANARY, "contact": CONTACT})]
        assert others == []
    with pytest.raises(Refused, match=r"sealed\.not_yours"):
        sealed_bundles.open_bundle(bundle, custodian_keys.new_secret())


def test_no_byte_of_an_identity_is_anywhere_in_the_unlocked_vault(vault: "Vault", vault_folder: Path) -> None:
    _custodians(vault)
    ref = _source(vault)
    clear = _everything(vault_folder, vault.key_for("db"))
    assert ref in clear
    assert "Kanarejka" not in clear
    assert "555 77" not in clear
    everything = b"".join(one.read_bytes() for one in vault_folder.rglob("*") if one.is_file())
    assert b"Kanarejka" not in everything
    assert vault.search("Канарэйка") == []
    assert vault.search(CONTACT) == []
    assert CANARY not in repr(sealed_sources(vault))


def test_a_length_says_nothing(vault: "Vault") -> None:
    _custodians(vault)
    for length in (3, 40, 400, 900):
        _source(vault, "x" * length)
    with vault.read() as session:
        sizes = {len(entry.body) for entry in session.exec(select(SealedEntry))}
    assert len(sizes) == 1


@pytest.mark.parametrize(
    "move",
    [
        lambda first, second: first.update(body=second["body"], keys=second["keys"]),
        lambda first, second: first.update(record=second["record"]),
        lambda first, second: first.update(field="name"),
        lambda first, second: first.update(body=second["body"]),
    ],
)
def test_an_entry_that_was_moved_does_not_open(vault: "Vault", move: object) -> None:
    secret = _custodians(vault)[0]
    _source(vault)
    _source(vault, "другая")
    bundle = sealed_bundles.sealed_bundle(vault)
    move(*bundle["entries"])  # type: ignore[operator]
    opened, others = sealed_bundles.open_bundle(bundle, secret)
    assert others == [bundle["entries"][0]["entry"]]
    assert len(opened) == 1
    bundle["vault"] = "0" * 32
    with pytest.raises(Refused, match=r"sealed\.not_yours"):
        sealed_bundles.open_bundle(bundle, secret)


def test_a_custodians_key_replaced_in_the_database_stops_the_sealing(any_vault: "Vault") -> None:
    _custodians(any_vault)
    intruder = base64.b64encode(custodian_keys.new_secret().public_bytes()).decode()
    with any_vault.connection() as driver:
        driver.execute(f"UPDATE custodian SET public_key = '{intruder}' WHERE name = 'custodian 1'")
    with pytest.raises(Refused, match=r"custodian\.changed") as refused:
        _source(any_vault)
    assert refused.value.facts == {"name": "custodian 1"}
    assert ("record", "differs") in {(one.part, one.what) for one in check_vault(any_vault)}
    assert "custodian 1" in words_on_opening(any_vault), "whoever opens it is told before they type"
    with any_vault.connection() as driver:
        driver.execute("UPDATE custodian SET public_key = 'no key' WHERE name = 'custodian 0'")
        driver.execute("UPDATE custodian SET retired_at = '2026-01-01 00:00:00' WHERE name = 'custodian 1'")
    assert "custodian 0" in words_on_opening(any_vault)


@pytest.mark.parametrize("change", ["endorsed_by = '00000000'", "endorsement = 'AAAA'"])
def test_a_custodian_whom_nobody_of_this_vault_signed_gets_nothing_sealed(vault: "Vault", change: str) -> None:
    """Name and key are those of the journal, and yet nobody compared a fingerprint."""
    _custodians(vault)
    with vault.connection() as driver:
        driver.execute(f"UPDATE custodian SET {change} WHERE name = 'custodian 1'")
    with pytest.raises(Refused, match=r"custodian\.changed"):
        _source(vault)


def test_a_removed_persons_signature_is_replaced_and_sealing_goes_on(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        gone = keyring.add_person(vault, "Борис", BORIS, cheap_kdf)
    with open_vault(vault_folder, BORIS) as vault:
        secret = _custodians(vault)[0]
    master_key.remove_person(vault_folder, passphrase, gone)
    with open_vault(vault_folder, passphrase) as vault:
        _source(vault)
        assert len(sealed_bundles.open_bundle(sealed_bundles.sealed_bundle(vault), secret)[0]) == 1
        assert check_vault(vault) == []


def test_one_custodian_is_not_enough_and_a_misheard_fingerprint_is_refused(vault: "Vault") -> None:
    public = custodian_keys.new_secret().public_bytes()
    line, heard = custodian_keys.public_line(public), custodian_keys.fingerprint(public)
    wrong = ("0" if heard[0] != "0" else "1") + heard[1:]
    with pytest.raises(Refused, match=r"custodian\.fingerprint"):
        custodians.add_custodian(vault, "a", line, wrong)
    custodians.add_custodian(vault, "a", line, heard)
    with pytest.raises(Refused, match=r"custodian\.taken"):
        custodians.add_custodian(vault, "b", line, heard)
    with pytest.raises(Refused, match=r"sealed\.custodians"):
        _source(vault)
    for bad in ("", "x", line[:-8], "other " + line.partition(" ")[2]):
        with pytest.raises(Misread, match=r"custodian\.key"):
            custodian_keys.read_public_line(bad)


@pytest.mark.parametrize(
    "description",
    ["call +375 29 555-77-31", "write to @karatel_hunter", "passport MP1234567", f"it is {CANARY}, from Brest"],
)
def test_an_identity_in_the_description_needs_a_second_yes(vault: "Vault", description: str) -> None:
    _custodians(vault)
    form, identity = SourceForm(description=description), {"name": CANARY}
    with pytest.raises(Refused, match=r"source\.shows_identity"):
        add_sealed_source(vault, form, identity, today=TODAY)
    assert add_sealed_source(vault, form, identity, today=TODAY, is_sure=True).handle.startswith("S-")


@pytest.mark.parametrize(
    ("form", "identity", "days", "code"),
    [
        (SourceForm(), {"note": "x"}, 180, "source.nobody"),
        (SourceForm(), {"name": " "}, 180, "source.nobody"),
        (SourceForm(role="friend"), {"name": "x"}, 180, "source.code"),
        (SourceForm(reliability="G"), {"name": "x"}, 180, "source.code"),
        (SourceForm(), {"name": "x"}, 0, "source.days"),
    ],
)
def test_what_is_no_source_is_refused(
    vault: "Vault", form: SourceForm, identity: dict[str, str], days: int, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        add_sealed_source(vault, form, identity, today=TODAY, kept_days=days)
    assert refused.value.code == code


def test_when_its_day_has_come_the_keys_are_gone_from_the_file_and_the_journal(
    vault_folder: Path, passphrase: str
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        _custodians(vault)
        add_sealed_source(
            vault, SourceForm(), {"name": "a"}, today=datetime.now(UTC).date() - timedelta(2), kept_days=1
        )
        add_sealed_source(vault, SourceForm(), {"name": "b"}, today=datetime.now(UTC).date(), kept_days=1)
        with vault.read() as session:
            expired, kept = session.exec(select(SealedEntry).order_by(col(SealedEntry.id))).all()
            needles = [expired.body.hex()[:60], expired.wrapped_keys[0]["key"][:60]]
    with open_vault(vault_folder, passphrase) as vault:
        key = vault.key_for("db")
        assert [one.is_purged for one in sealed_sources(vault)] == [True, False]
        assert len(sealed_bundles.sealed_bundle(vault)["entries"]) == 1
        assert check_vault(vault) == []
        with vault.read() as session:
            (said,) = session.exec(select(Change).where(Change.action == "purge")).all()
            assert said.after == {"count": 1, "still_in_backups": []}
    clear = _everything(vault_folder, key)
    assert not [needle for needle in needles if needle.casefold() in clear.casefold()]
    assert kept.wrapped_keys[0]["key"][:60] in clear


def test_a_purge_names_the_backups_that_still_hold_what_went(vault: "Vault", tmp_path: Path) -> None:
    from dossier.vault.backup import make_backup
    from dossier.vault.restoring import new_identity

    _custodians(vault)
    _source(vault)
    made = make_backup(vault, tmp_path / "disk", [new_identity()[1]])
    with vault.write() as session:
        purged = sealing.purge_expired(session, TODAY + timedelta(days=181))
    assert (purged.count, purged.backups) == (1, (made.snapshot.name,))


def test_a_custodians_secret_key_lies_under_a_passphrase(passphrase: str, cheap_kdf: "Kdf") -> None:
    secret = custodian_keys.new_secret()
    content = custodian_keys.lock_secret(secret, passphrase, cheap_kdf)
    assert custodian_keys.public_of_file(content) == secret.public_bytes()
    assert custodian_keys.open_secret(content, f" {passphrase}") == secret
    assert secret.seed.hex().encode() not in content
    with pytest.raises(VaultProblem, match=r"custodian\.passphrase"):
        custodian_keys.open_secret(content, BORIS)
    with pytest.raises(Refused, match=r"vault\.weak_passphrase"):
        custodian_keys.lock_secret(secret, "password12345", cheap_kdf)
    for bad in (b"", b"[]", b"{}", content.replace(b"HPKE", b"HPKF")):
        with pytest.raises(UnreadableInput, match=r"custodian\.file"):
            custodian_keys.open_secret(bad, passphrase)


@pytest.mark.parametrize(
    "cut",
    [
        lambda one: one.update(body=""),
        lambda one: one.update(body="AAAA"),
        lambda one: one.update(body="no base64"),
        lambda one: one["keys"][0].update(key="AAAA"),
        lambda one: one["keys"][0].update(key="no base64"),
    ],
)
def test_an_entry_that_an_insider_cut_does_not_hide_the_others(vault: "Vault", cut: "Callable[[Any], None]") -> None:
    secret = _custodians(vault)[0]
    _source(vault)
    _source(vault, "другая")
    bundle = sealed_bundles.sealed_bundle(vault)
    cut(bundle["entries"][0])
    opened, others = sealed_bundles.open_bundle(bundle, secret)
    assert ([one.identity["name"] for one in opened], others) == (["другая"], [bundle["entries"][0]["entry"]])


def test_what_is_no_bundle_is_refused() -> None:
    strange: tuple[object, ...] = ([], {}, {"form": "x"}, {"form": sealed_bundles.BUNDLE, "vault": "", "entries": [{}]})
    for bad in strange:
        with pytest.raises(UnreadableInput, match=r"sealed\.bundle"):
            sealed_bundles.open_bundle(bad, custodian_keys.new_secret())


def test_to_a_retired_custodian_nothing_more_is_sealed(vault: "Vault") -> None:
    first, _second = _custodians(vault)
    _source(vault)
    public = custodian_keys.new_secret().public_bytes()
    custodians.add_custodian(vault, "c", custodian_keys.public_line(public), custodian_keys.fingerprint(public))
    custodians.retire_custodian(vault, "custodian 0")
    _source(vault, "later")
    opened, others = sealed_bundles.open_bundle(sealed_bundles.sealed_bundle(vault), first)
    assert ([one.identity["name"] for one in opened], len(others)) == ([CANARY], 1)
    with vault.read() as session:
        assert len(session.exec(select(Custodian)).all()) == 3
