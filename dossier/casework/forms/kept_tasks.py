"""The tasks whose half-done forms are kept; what is sealed is in none of them."""

from typing import Final

from dossier.casework.forms.tasks import EXHIBIT_FILE, TRANSFER, UNDER_SEAL
from dossier.casework.forms.tip_tasks import NEW_TIP, TIP_PROMOTE, TIP_REFUSE, TIP_TRIAGE

KEPT_AS_DRAFTS: Final = {
    form.name: form for form in (EXHIBIT_FILE, TRANSFER, UNDER_SEAL, NEW_TIP, TIP_TRIAGE, TIP_PROMOTE, TIP_REFUSE)
}
"""Name of the form -> the form."""
