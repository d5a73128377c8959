"""What can be done with keys and custodians, by name."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dossier.casework.forms import access_tasks as forms
from dossier.tui.screens import custodian_tasks, key_tasks

if TYPE_CHECKING:
    from dossier.casework.forms.declaration import FormSpec
    from dossier.tui.desk import Desk
    from dossier.tui.screens.task import QuickTask

OPENS: "Mapping[str, tuple[FormSpec, Callable[[Desk, str], QuickTask]]]" = {
    "new_person": (forms.NEW_PERSON, key_tasks.new_person),
    "own_passphrase": (forms.OWN_PASSPHRASE, key_tasks.own_passphrase),
    "recovery_key": (forms.RECOVERY_KEY, key_tasks.recovery_key),
    "remove_key": (forms.REMOVE_KEY, key_tasks.remove_key),
    "renew_master": (forms.RENEW_MASTER, key_tasks.renew_master),
    "renew_paper_key": (forms.RENEW_PAPER_KEY, key_tasks.renew_paper_key),
    "new_custodian": (forms.NEW_CUSTODIAN, custodian_tasks.new_custodian),
    "retire": (forms.RETIRE_CUSTODIAN, custodian_tasks.retire),
    "sealed_out": (forms.SEALED_OUT, custodian_tasks.sealed_out),
    "renewed_in": (forms.RENEWED_IN, custodian_tasks.renewed_in),
}
"""Name -> the form of what is done, and its screen; that of a key or a custodian gets its number or name."""
