"""Before what the passphrase is asked for once more, and before what it is not."""

from typing import Any

import pytest

from dossier.casework.forms import access_tasks as keys
from dossier.casework.forms.asked_anew import why_asked
from dossier.casework.forms.declaration import FormSpec
from dossier.casework.forms.output_tasks import BACKUP, LISTS_OUT, PAPER_OUT, VERIFY

ONE, MORE = ["P-7K2Q-9M4XC"], ["P-7K2Q-9M4XC", "P-749Y-551RB"]
CASES: list[tuple[FormSpec, dict[str, Any], bool]] = [
    (LISTS_OUT, {"profile": "public"}, False),
    (LISTS_OUT, {"profile": "ngo"}, True),
    (LISTS_OUT, {"profile": "internal"}, True),
    (PAPER_OUT, {"profile": "public", "paper": "pdf", "ref": ONE}, False),
    (PAPER_OUT, {"profile": "public", "paper": "pack", "ref": MORE}, False),
    (PAPER_OUT, {"profile": "confidential", "paper": "pdf", "ref": ONE}, False),
    (PAPER_OUT, {"profile": "confidential", "paper": "pdf", "ref": MORE}, True),
    (PAPER_OUT, {"profile": "confidential", "paper": "pack", "ref": ONE}, True),
    (PAPER_OUT, {"profile": "sealed", "paper": "pdf", "ref": ONE}, True),
    (BACKUP, {}, True),
    (VERIFY, {}, False),
    *((form, {}, True) for form in (keys.NEW_PERSON, keys.OWN_PASSPHRASE, keys.RECOVERY_KEY, keys.REMOVE_KEY)),
    *(
        (form, {}, True)
        for form in (keys.RENEW_MASTER, keys.NEW_CUSTODIAN, keys.RETIRE_CUSTODIAN, keys.RENEW_PAPER_KEY)
    ),
    *((form, {}, False) for form in (keys.SEALED_OUT, keys.RENEWED_IN, keys.RESTORE)),
]


@pytest.mark.parametrize(("form", "values", "is_asked"), CASES)
def test_what_weighs_most_is_asked_about_and_the_work_of_a_day_is_not(
    form: FormSpec, values: dict[str, Any], is_asked: bool
) -> None:
    assert bool(why_asked(form, values)) is is_asked
