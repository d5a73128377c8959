"""A sound vault is called sound; a changed entry of the journal is named."""

from typing import TYPE_CHECKING

from dossier.vault.checking import check_vault
from dossier.vault.tables import Person

if TYPE_CHECKING:
    from dossier.vault import Vault


def _three_persons(vault: "Vault") -> None:
    for label in ("Адзін", "Два", "Тры"):
        with vault.write() as session:
            session.add(Person(label=label))


def test_a_sound_vault_has_no_damage(vault: "Vault") -> None:
    _three_persons(vault)
    assert check_vault(vault) == []


def test_an_edited_journal_entry_is_named(vault: "Vault") -> None:
    _three_persons(vault)
    with vault.connection() as driver:
        driver.execute("DROP TRIGGER change_is_never_updated")
        driver.execute("UPDATE change SET author = 'somebody else' WHERE number = 2")
    assert ("journal", "2", "entry") in {(one.part, one.place, one.what) for one in check_vault(vault)}
