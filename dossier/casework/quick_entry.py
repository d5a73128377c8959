"""Which verb saves which form."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dossier.casework.case_kinds import read_case_kind
from dossier.casework.case_states import read_state
from dossier.casework.cases import open_case
from dossier.casework.entry import Entered, enter_person, enter_proceeding
from dossier.casework.forms.declaration import FormSpec
from dossier.casework.forms.quick import CASE_FORM, CHARGE_FORM, Target
from dossier.domain.safe_text import require_storable

if TYPE_CHECKING:
    from dossier.casework.drafts import DraftKey
    from dossier.vault import Vault


def save_form(vault: "Vault", form: FormSpec, target: Target, fields: Mapping[str, str], key: "DraftKey") -> Entered:
    """Save what was typed; the draft goes with it.

    Raises:
        InputProblem: what cannot be saved; nothing was written.
        StoreProblem: the disk did not take it.
    """
    if form is CASE_FORM:
        return _save_case(vault, fields, key)
    if form is CHARGE_FORM:
        return enter_proceeding(vault, target.ref, fields, draft=key)
    return enter_person(vault, fields, case_ref=target.ref, draft=key)


def _save_case(vault: "Vault", fields: Mapping[str, str], key: "DraftKey") -> Entered:
    for text in fields.values():
        require_storable(text)
    kind = read_case_kind(fields.get("case_kind", ""))
    state = read_state(fields.get("state", ""))
    title, number = fields.get("title", ""), fields.get("case_number", "")
    ref = open_case(vault, title, kind=kind, case_number=number, state=state, draft=key)
    return Entered(ref, title.strip(), ref)
