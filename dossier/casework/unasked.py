"""What is recorded where nothing is typed: it is said beside the empty field, so that nothing gets in by a guess."""

from typing import TYPE_CHECKING, Final

from dossier.casework.forms.lists import NOT_RECORDED
from dossier.casework.understanding import NOTHING, Understood
from dossier.vault.queries import any_record

if TYPE_CHECKING:
    from dossier.casework.forms.declaration import FieldSpec
    from dossier.casework.forms.look import Look

_FOLLOWS: Final = frozenset((("person_name", "script"),))
"""Kind and field that follow from what is typed elsewhere."""


def recorded_of_nothing(kind: str, spec: "FieldSpec", look: "Look | None") -> Understood:
    """What stands in the record where this field of a new or a saved one is left empty; nothing for most fields.

    Args:
        kind: Of the record, a key of FORMS.
        spec: The field.
        look: The vault, for fields whose words need it.
    """
    if spec.is_needed or (kind, spec.name) in _FOLLOWS or (look is None and spec.type.needs_vault):
        return NOTHING
    kept = any_record.nothing_in(kind, spec.type.columns(spec.name)).get(spec.name)
    if not isinstance(kept, str | bool) or kept in ("", False, NOT_RECORDED):
        return NOTHING
    return Understood("= " + spec.type.told(kept, spec.name, look))  # type: ignore[arg-type]
