"""Before what the passphrase is asked for once more on screens that are open, and why: what weighs most.

Asked is before the keys are changed, and before much leaves at once that is not meant for everybody. The paper of one
person or case that names only who consented is the work of every day, and is not asked about; nor is anything public.
"""

from collections.abc import Mapping
from typing import Any, Final

from dossier.casework.forms import access_tasks as keys
from dossier.casework.forms.declaration import FormSpec
from dossier.casework.forms.output_tasks import BACKUP, LISTS_OUT, PAPER_OUT
from dossier.i18n import N_, _

_OF_KEYS: Final = N_("Keys and custodians decide who can read this vault, also after today.")
_OF_BACKUP: Final = N_("A backup holds the whole vault.")
_OF_OUTPUT: Final = N_("Much of the vault leaves here at once, for more eyes than the public's.")
_KEYS: Final = frozenset(
    one.name
    for one in (
        keys.NEW_PERSON, keys.OWN_PASSPHRASE, keys.RECOVERY_KEY, keys.REMOVE_KEY, keys.RENEW_MASTER,
        keys.NEW_CUSTODIAN, keys.RETIRE_CUSTODIAN, keys.RENEW_PAPER_KEY,
    )
)  # fmt: skip


def why_asked(form: FormSpec, values: Mapping[str, Any]) -> str:
    """Why the passphrase is asked for once more, in the language in force; empty where it is not.

    Args:
        form: Of what is about to be done.
        values: What its fields say.
    """
    if form.name in _KEYS:
        return _(_OF_KEYS)
    if form.name == BACKUP.name:
        return _(_OF_BACKUP)
    return _(_OF_OUTPUT) if _is_much(form, values) else ""


def _is_much(form: FormSpec, values: Mapping[str, Any]) -> bool:
    profile = values.get("profile")
    if form.name == LISTS_OUT.name:
        return profile != "public"
    if form.name != PAPER_OUT.name or profile == "public":
        return False
    return profile == "sealed" or values.get("paper") == "pack" or len(values.get("ref", ())) > 1
