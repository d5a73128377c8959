"""The keys that sign papers: each has its time in the journal, and whoever is kept out signs with one that ended."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import load_der_private_key

from dossier.domain.paper_keys import KeyTime
from dossier.errors import Refused, UnreadableInput, VaultProblem
from dossier.vault import keyring, master_key, open_vault, paper_signing
from dossier.vault.checking import check_vault
from dossier.vault.checkpoints import current_checkpoint
from dossier.vault.facts import put_fact
from dossier.vault.paper_key import PaperKey, make_key
from dossier.vault.proofs import check_proof, key_times_of
from dossier.vault.tables import Person, VaultFact

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.keys import Kdf

BORIS = "granite velvet onion trapeze muffin seldom"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _times(vault: "Vault") -> list[tuple[str, bool, bool]]:
    """Fingerprint, whether its beginning is known, whether it has ended."""
    return [(one.fingerprint, one.since is not None, one.until is not None) for one in paper_signing.paper_keys(vault)]


def _as_early_versions(vault: "Vault", name: str = "Example Lawyer") -> PaperKey:
    """A key as vaults of early versions have it: not encrypted, and nothing of it in the journal."""
    key = make_key(name, AT)
    value = ".".join(base64.b64encode(one).decode() for one in (key.key_der, key.certificate_der))
    with vault.write() as session:
        put_fact(session, paper_signing.FACT, value)
    return key


def test_a_key_is_made_once_and_renewed_the_old_one_stays_listed_with_its_time(vault: "Vault") -> None:
    first = paper_signing.own_key(vault, "Example Lawyer", now=AT)
    assert paper_signing.own_key(vault, "Somebody else", now=AT) == first
    second = paper_signing.renew(vault, "Example Lawyer", now=AT)
    assert paper_signing.own_key(vault, now=AT) == second
    assert second.key_der != first.key_der
    assert _times(vault) == [(first.fingerprint, True, True), (second.fingerprint, True, False)]
    assert check_vault(vault) == []


def test_a_name_that_no_signature_can_show_ends_nothing(vault: "Vault") -> None:
    key = paper_signing.own_key(vault, now=AT)
    with pytest.raises(Refused, match=r"sign\.name"):
        paper_signing.renew(vault, "x" * 65, now=AT)
    assert paper_signing.own_key(vault, now=AT) == key
    assert key.name == vault.author


@pytest.mark.parametrize("how", ["removed", "renewed", "leaked"])
def test_a_new_master_key_ends_the_key_that_signs_papers(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf", how: str
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        gone = keyring.add_person(vault, "Борис", BORIS, cheap_kdf)
        first = paper_signing.own_key(vault, "Борис", now=AT)
    if how == "removed":
        master_key.remove_person(vault_folder, passphrase, gone)
    else:
        master_key.renew_master_key(vault_folder, passphrase, BORIS[::-1] if how == "leaked" else None)
    with open_vault(vault_folder, BORIS[::-1] if how == "leaked" else passphrase) as vault:
        second = paper_signing.own_key(vault, now=AT)
        assert second.fingerprint != first.fingerprint
        assert second.name == ("Алеся" if how == "removed" else "Борис"), "nobody signs in the name of who left"
        assert _times(vault) == [(first.fingerprint, True, True), (second.fingerprint, True, False)]
        assert check_vault(vault) == []


def test_a_vault_that_signed_nothing_has_no_key_after_a_removal(
    vault_folder: Path, passphrase: str, cheap_kdf: "Kdf"
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        gone = keyring.add_person(vault, "Борис", BORIS, cheap_kdf)
    master_key.remove_person(vault_folder, passphrase, gone)
    with open_vault(vault_folder, passphrase) as vault:
        assert paper_signing.paper_keys(vault) == []


def test_the_key_of_an_early_version_goes_on_and_ends_like_any_other(vault: "Vault") -> None:
    early = _as_early_versions(vault)
    assert _times(vault) == [(early.fingerprint, False, False)]
    assert check_vault(vault) == []
    assert paper_signing.own_key(vault, now=AT) == early
    second = paper_signing.renew(vault, now=AT)
    assert _times(vault) == [(early.fingerprint, False, True), (second.fingerprint, True, False)]
    assert check_vault(vault) == []


def test_the_database_alone_gives_nobody_the_private_key(vault: "Vault") -> None:
    """As the keeper of a team's server sees it."""
    key = paper_signing.own_key(vault, now=AT)
    with vault.read() as session:
        fact = session.get(VaultFact, paper_signing.FACT)
        assert fact is not None
        parts = [base64.b64decode(one) for one in fact.value.split(".")[1:]]
    assert key.certificate_der in parts
    private: Any = load_der_private_key(key.key_der, None)
    number = private.private_numbers().private_value.to_bytes(32, "big")
    assert number in key.key_der
    assert not any(number in one for one in parts)


def _put(vault: "Vault", value: str) -> None:
    with vault.write() as session:
        put_fact(session, paper_signing.FACT, value)


def _strange_key(vault: "Vault") -> None:
    _as_early_versions(vault, "An insider")


def _certificate_of_another(vault: "Vault") -> None:
    with vault.read() as session:
        fact = session.get(VaultFact, paper_signing.FACT)
        assert fact is not None
        form, private, _certificate = fact.value.split(".")
    other = base64.b64encode(make_key("x", AT).certificate_der).decode()
    _put(vault, f"{form}.{private}.{other}")


def _torn(vault: "Vault") -> None:
    with vault.read() as session:
        fact = session.get(VaultFact, paper_signing.FACT)
        assert fact is not None
        form, private, certificate = fact.value.split(".")
    _put(vault, f"{form}.{private[:80]}.{certificate}")


@pytest.mark.parametrize("change", [
    _strange_key, _certificate_of_another, _torn, lambda vault: _put(vault, "x"),
    lambda vault: _put(vault, "2.AA==.AA=="),
])  # fmt: skip
def test_a_key_that_was_put_there_beside_the_program_is_named_and_signs_nothing(vault: "Vault", change: Any) -> None:
    paper_signing.own_key(vault, now=AT)
    change(vault)
    assert [(one.part, one.what) for one in check_vault(vault)] == [("key", "signs papers unknown")]
    with pytest.raises(VaultProblem, match=r"sign\.kept"):
        paper_signing.own_key(vault, now=AT)
    made = paper_signing.renew(vault, now=AT)
    assert check_vault(vault) == []
    assert [one.fingerprint for one in paper_signing.paper_keys(vault) if one.until is None] == [made.fingerprint]


def test_the_list_is_proved_by_the_journal_and_an_altered_one_is_refused(vault: "Vault") -> None:
    early = _as_early_versions(vault)
    with vault.write() as session:
        session.add(Person(label="Ян"))
    before = current_checkpoint(vault)
    second = paper_signing.renew(vault, now=AT)
    document = json.loads(json.dumps(paper_signing.document_of_keys(vault, since=before)))
    times = key_times_of(document)
    assert times == paper_signing.paper_keys(vault)
    assert [one.fingerprint for one in times] == [early.fingerprint, second.fingerprint]
    assert check_proof(document, before) == []
    last = document["entries"][-1]["entry"]
    for name, value in (("at", "2030-01-01T00:00:00.000000Z"), ("record_table", "person"), ("after", {"what": "made"})):
        changed = json.loads(json.dumps(document))
        changed["entries"][-1]["entry"] = {**last, name: value}
        with pytest.raises(UnreadableInput, match=r"sign\.keys_file"):
            key_times_of(changed)
    nothings: tuple[Any, ...] = ([], {}, {"form": "x"}, None)
    for nothing in nothings:
        with pytest.raises(UnreadableInput, match=r"sign\.keys_file"):
            key_times_of(nothing)


def test_the_list_of_a_key_of_an_early_version_tells_it_to_the_journal(vault: "Vault") -> None:
    early = _as_early_versions(vault)
    assert [one.fingerprint for one in key_times_of(paper_signing.document_of_keys(vault))] == [early.fingerprint]
    assert check_vault(vault) == []


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("since", "until", "at", "covered"), [
    (None, None, AT, True), (AT, None, AT, True), (AT, None, AT - HOUR, False), (None, AT, AT, True),
    (None, AT, AT + HOUR, False), (AT - HOUR, AT + HOUR, AT, True),
    (AT.replace(microsecond=700_000), None, AT, True),
])  # fmt: skip
def test_a_key_covers_its_own_time(since: datetime | None, until: datetime | None, at: datetime, covered: bool) -> None:
    assert KeyTime("x", "x", since, until).covers(at) is covered
