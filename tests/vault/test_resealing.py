"""Renewing sealed identities: another custodian's key, a later day; a false file changes nothing. Cases S7, S8."""

import base64
import copy
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import select

from dossier.casework.sealed_sources import SourceForm, add_sealed_source
from dossier.casework.tip_decisions import contact_ends_before, keep_tip, seal_contact
from dossier.casework.tip_expiry import expire_tips
from dossier.casework.tips import take_in_text
from dossier.errors import Refused, UnreadableInput
from dossier.vault import custodian_keys, custodians, sealed_bundles
from dossier.vault.checking import check_vault
from dossier.vault.resealing import LONGEST_DAYS, reseal, take_resealed
from dossier.vault.tables import SealedEntry

if TYPE_CHECKING:
    from dossier.vault import Vault
    from dossier.vault.custodian_keys import CustodianSecret

TODAY = date(2026, 11, 26)
IDENTITY = {"name": "Канарэйка", "contact": "+375 29 555 77 31"}


def _custodian(vault: "Vault", name: str) -> "CustodianSecret":
    secret = custodian_keys.new_secret()
    public = secret.public_bytes()
    custodians.add_custodian(vault, name, custodian_keys.public_line(public), custodian_keys.fingerprint(public))
    return secret


@pytest.fixture
def sealed(vault: "Vault") -> "tuple[Vault, list[CustodianSecret]]":
    """Two identities, sealed to two custodians; then a third one comes."""
    both = [_custodian(vault, "first"), _custodian(vault, "second")]
    for _number in range(2):
        add_sealed_source(vault, SourceForm(), IDENTITY, today=TODAY)
    return vault, [*both, _custodian(vault, "third")]


def _bundle(vault: "Vault") -> Any:
    return json.loads(json.dumps(sealed_bundles.sealed_bundle(vault)))


def _answer(vault: "Vault", secret: "CustodianSecret", *to: "CustodianSecret", days: int | None = None) -> Any:
    answer, others = reseal(_bundle(vault), secret, [one.public_bytes() for one in to], days, TODAY)
    assert others == []
    return json.loads(json.dumps(answer))


def _entries(vault: "Vault") -> list[SealedEntry]:
    with vault.read() as session:
        return list(session.exec(select(SealedEntry)))


def test_a_key_of_nobody_whom_this_vault_knows_is_named(sealed: "tuple[Vault, list[CustodianSecret]]") -> None:
    vault, (first, _second, _third) = sealed
    stranger = custodian_keys.new_secret()
    answer = _answer(vault, first, stranger)
    done = take_resealed(vault, answer, TODAY)
    assert (done.keys_added, done.unknown) == (0, (custodian_keys.fingerprint(stranger.public_bytes()),))
    public = stranger.public_bytes()
    line, heard = custodian_keys.public_line(public), custodian_keys.fingerprint(public)
    custodians.add_custodian(vault, "fourth", line, heard)
    done = take_resealed(vault, answer, TODAY)
    assert (done.keys_added, done.unknown) == (2, ())


def test_a_contact_whose_day_a_custodian_moved_goes_with_its_tip_all_the_same(
    sealed: "tuple[Vault, list[CustodianSecret]]",
) -> None:
    vault, (first, _second, _third) = sealed
    ref = take_in_text(vault, "Танки", today=TODAY, kept_days=1)
    seal_contact(vault, ref, "@zvonar")
    assert contact_ends_before(vault, ref) is None
    keep_tip(vault, ref, today=TODAY, kept_days=3)
    assert contact_ends_before(vault, ref) == TODAY + timedelta(days=2), "who keeps the tip is told"
    assert take_resealed(vault, _answer(vault, first, days=300), TODAY).days_moved == 3
    assert contact_ends_before(vault, ref) is None
    assert expire_tips(vault, today=TODAY + timedelta(days=5)) == [ref]
    assert [(bool(one.wrapped_keys), bool(one.body)) for one in _entries(vault) if one.tip_id] == [(False, False)]
    assert [bool(one.wrapped_keys) for one in _entries(vault) if one.source_id] == [True, True]


def test_a_lost_key_is_replaced_and_then_opens_nothing_more(sealed: "tuple[Vault, list[CustodianSecret]]") -> None:
    vault, (first, second, third) = sealed
    with pytest.raises(Refused, match=r"sealed\.not_yours"):
        sealed_bundles.open_bundle(_bundle(vault), third)
    done = take_resealed(vault, _answer(vault, first, third), TODAY)
    assert (done.keys_added, done.days_moved, done.passed_over) == (2, 0, ())
    assert custodians.retire_custodian(vault, "second", forget=True) == (2, 0)
    for secret in (first, third):
        opened, others = sealed_bundles.open_bundle(_bundle(vault), secret)
        assert [one.identity for one in opened] == [IDENTITY] * 2
        assert others == []
    with pytest.raises(Refused, match=r"sealed\.not_yours"):
        sealed_bundles.open_bundle(_bundle(vault), second)
    assert check_vault(vault) == []


def test_nobody_is_forgotten_where_fewer_than_two_others_can_open(
    sealed: "tuple[Vault, list[CustodianSecret]]",
) -> None:
    vault, (first, second, _third) = sealed
    assert custodians.retire_custodian(vault, "second", forget=True) == (0, 2)
    for secret in (first, second):
        assert len(sealed_bundles.open_bundle(_bundle(vault), secret)[0]) == 2


def test_a_custodian_may_say_a_later_day_and_no_file_an_earlier_one(
    sealed: "tuple[Vault, list[CustodianSecret]]",
) -> None:
    vault, (first, *_others) = sealed
    assert take_resealed(vault, _answer(vault, first, days=1), TODAY).days_moved == 0
    assert take_resealed(vault, _answer(vault, first, days=300), TODAY).days_moved == 2
    assert {one.expires_on for one in _entries(vault)} == {TODAY + timedelta(days=300)}
    later = TODAY + timedelta(days=LONGEST_DAYS)  # a custodian whose clock is ahead
    far, _left = reseal(_bundle(vault), first, [], LONGEST_DAYS, later)
    assert take_resealed(vault, far, TODAY).days_moved == 0
    with pytest.raises(Refused, match=r"resealed\.too_long"):
        _answer(vault, first, days=LONGEST_DAYS + 1)
    with pytest.raises(Refused, match=r"resealed\.nothing"):
        _answer(vault, first)


def test_a_false_file_changes_nothing(sealed: "tuple[Vault, list[CustodianSecret]]") -> None:
    vault, (first, second, third) = sealed
    stranger = custodian_keys.new_secret()
    assert take_resealed(vault, _answer(vault, first, stranger), TODAY).keys_added == 0, "of nobody in this vault"
    honest = _answer(vault, first, third)
    for change in (
        lambda one: one["entries"][0].update(keys=honest["entries"][1]["keys"]),
        lambda one: one["entries"][1].update(until="2027-05-01"),
        lambda one: one["entries"][0].update(proof=honest["entries"][1]["proof"]),
        lambda one: one["entries"][1].update(proof="AAAA"),
        lambda one: one["entries"][1]["keys"].append({"custodian": "x", "key": "AAAA"}),
    ):
        altered = copy.deepcopy(honest)
        change(altered)  # type: ignore[no-untyped-call]
        with pytest.raises(Refused, match=r"resealed\.forged"):
            take_resealed(vault, altered, TODAY)
    with pytest.raises(Refused, match=r"sealed\.not_yours"):
        sealed_bundles.open_bundle(_bundle(vault), third)
    assert {one.expires_on for one in _entries(vault)} == {TODAY + timedelta(days=180)}
    for secret in (first, second):
        assert len(sealed_bundles.open_bundle(_bundle(vault), secret)[0]) == 2
    false: list[Any] = [{}, {"form": "x"}, {**honest, "entries": [{"entry": 1}]}, [], None]
    for bad in false:
        with pytest.raises(UnreadableInput, match=r"resealed\.form"):
            take_resealed(vault, bad, TODAY)
    with pytest.raises(Refused, match=r"resealed\.other_vault"):
        take_resealed(vault, {**honest, "vault": "0" * 32}, TODAY)
    gone = copy.deepcopy(honest)
    gone["entries"][1]["sum"] = "0" * 64
    assert take_resealed(vault, gone, TODAY).passed_over == (honest["entries"][1]["entry"],)


def test_who_holds_the_vault_and_no_custodians_key_cannot_renew(
    sealed: "tuple[Vault, list[CustodianSecret]]",
) -> None:
    """All that lies in the vault and on the way is known to them: it makes no signature that holds."""
    vault, (first, _second, third) = sealed
    forged = _answer(vault, first, third)
    own = Ed25519PrivateKey.generate()
    for entry in forged["entries"]:
        entry["keys"][0]["key"] = base64.b64encode(bytes(1200)).decode()
        entry["proof"] = base64.b64encode(own.sign(b"dossier/v1/renewed|")).decode()
    with pytest.raises(Refused, match=r"resealed\.forged"):
        take_resealed(vault, forged, TODAY)


def test_what_an_earlier_version_sealed_is_renewed_only_from_the_custodians_hand(
    sealed: "tuple[Vault, list[CustodianSecret]]",
) -> None:
    vault, (first, _second, third) = sealed
    with vault.write() as session:
        for entry in session.exec(select(SealedEntry)):
            entry.wrapped_keys = [{name: one[name] for name in ("custodian", "key")} for one in entry.wrapped_keys]
    answer = _answer(vault, first, third)
    refs = tuple(one["entry"] for one in answer["entries"])
    done = take_resealed(vault, answer, TODAY)
    assert (done.keys_added, done.unproved) == (0, refs)
    assert take_resealed(vault, answer, TODAY, with_unproved=True).keys_added == 2
    assert len(sealed_bundles.open_bundle(_bundle(vault), third)[0]) == 2


def test_what_was_sealed_to_others_is_named_and_not_renewed(sealed: "tuple[Vault, list[CustodianSecret]]") -> None:
    vault, (first, second, third) = sealed
    bundle = _bundle(vault)
    bundle["entries"][0]["keys"] = [
        one
        for one in bundle["entries"][0]["keys"]
        if one["custodian"] != custodian_keys.fingerprint(first.public_bytes())
    ]
    answer, others = reseal(bundle, first, [third.public_bytes()], None, TODAY)
    assert others == [bundle["entries"][0]["entry"]]
    assert len(answer["entries"]) == 1
    with pytest.raises(Refused, match=r"sealed\.not_yours"):
        reseal(bundle, third, [second.public_bytes()], None, TODAY)
