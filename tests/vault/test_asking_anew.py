"""The passphrase asked for once more on an open vault: whose it must be, and what stays of a wrong one."""

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from dossier.casework.opening_words import words_on_failed_tries
from dossier.errors import VaultProblem
from dossier.vault import keyring, open_vault
from dossier.vault.asking_anew import require_passphrase
from dossier.vault.tables import Change

if TYPE_CHECKING:
    from pathlib import Path

    from dossier.vault import Vault
    from dossier.vault.keys import Kdf

WRONG, OTHER = "зусім іншая фраза з пяці слоў", "granite velvet onion trapeze muffin seldom"


def _failed(vault: "Vault") -> list[object]:
    with vault.read() as session:
        return [one.after["count"] for one in session.exec(select(Change)) if one.action == "failed" and one.after]


def test_the_passphrase_of_whoever_has_the_vault_open_is_taken(any_vault: "Vault", passphrase: str) -> None:
    require_passphrase(any_vault, passphrase)
    assert _failed(any_vault) == []


def test_a_wrong_one_is_refused_and_stands_in_the_journal_at_once(any_vault: "Vault") -> None:
    for _try in range(2):
        with pytest.raises(VaultProblem, match=r"vault\.passphrase\Z"):
            require_passphrase(any_vault, WRONG)
    assert _failed(any_vault) == [1, 1]
    with any_vault.read() as session:
        assert all(WRONG not in str((one.after, one.before, one.reason)) for one in session.exec(select(Change)))


def test_that_of_somebody_else_is_called_so_and_refused_too(vault: "Vault", cheap_kdf: "Kdf") -> None:
    keyring.add_person(vault, "Борис", OTHER, cheap_kdf)
    with pytest.raises(VaultProblem, match=r"vault\.passphrase_of_other") as refused:
        require_passphrase(vault, OTHER)
    assert "somebody else" in refused.value.message
    assert _failed(vault) == [1]


def test_a_passphrase_that_was_changed_meanwhile_is_the_one_that_is_asked_for(
    vault: "Vault", passphrase: str, cheap_kdf: "Kdf"
) -> None:
    keyring.change_passphrase(vault, OTHER, cheap_kdf)
    require_passphrase(vault, OTHER)
    with pytest.raises(VaultProblem, match=r"vault\.passphrase\Z"):
        require_passphrase(vault, passphrase)


def test_a_recovery_key_that_opened_the_vault_is_asked_for_itself(vault_folder: "Path", passphrase: str) -> None:
    key, written = keyring.make_recovery_key()
    with open_vault(vault_folder, passphrase) as vault:
        keyring.add_recovery(vault, key)
    with open_vault(vault_folder, written) as vault:
        require_passphrase(vault, written)
        with pytest.raises(VaultProblem, match=r"vault\.passphrase_of_other"):
            require_passphrase(vault, passphrase)


def test_everybody_is_told_of_it_at_their_next_opening_and_only_then(
    vault_folder: "Path", passphrase: str, cheap_kdf: "Kdf"
) -> None:
    with open_vault(vault_folder, passphrase) as vault:
        keyring.add_person(vault, "Борис", OTHER, cheap_kdf)
    open_vault(vault_folder, OTHER).close()
    with open_vault(vault_folder, passphrase) as vault:
        for _try in range(2):
            with pytest.raises(VaultProblem):
                require_passphrase(vault, WRONG)

    def told(typed: str) -> str:
        with open_vault(vault_folder, typed) as opened:
            return words_on_failed_tries(opened)

    assert ["2 times" in told(typed) for typed in (passphrase, OTHER)] == [True, True]
    assert [told(passphrase), told(OTHER)] == ["", ""]


def test_a_full_disk_does_not_turn_a_wrong_one_into_a_right_one(
    vault: "Vault", monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier.errors import StoreProblem

    def full(*_words: object, **_more: object) -> None:
        raise StoreProblem("store.full")

    monkeypatch.setattr(type(vault), "write", full)
    with pytest.raises(VaultProblem, match=r"vault\.passphrase\Z"):
        require_passphrase(vault, WRONG)
