"""Soft findings of a form: what can be and rarely is. The person looks once more and saves, and that is recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dossier.casework.forms.declaration import RecordForm
from dossier.casework.forms.moments import Date, Day
from dossier.domain.dates import PartialDate
from dossier.errors import MESSAGES, InputProblem, add_messages
from dossier.i18n import N_, _

add_messages(
    {
        "record.doubts": N_("Look at the fields marked “?”. F2 again saves as it is; the journal says so."),
        "doubt.future": N_("This day lies in the future."),
        "doubt.order": N_("This lies before “{earlier}”."),
        "doubt.age": N_("More than 110 years ago."),
    }
)

_PAIRS = (
    ("started", "ended"),
    ("opened", "decided"),
    ("decided", "in_force"),
    ("imposed", "in_force"),
    ("act", "charged"),
    ("born", "died"),
    ("given", "ended"),
    ("listed", "removed"),
    ("from_on", "to_on"),
    ("sent_on", "answered_on"),
    ("obtained_on", "valid_until_on"),
    ("obtained_on", "withdrawn_on"),
)
"""Fields of one record, of which the second does not come before the first."""
_MAY_BE_AHEAD = frozenset(("due_on", "valid_until_on", "expires_on", "release_stated", "ended", "to_on", "starts"))
_OLDEST_YEARS = 110


@dataclass(frozen=True)
class Doubt:
    """One doubt about one field."""

    field: str
    code: str
    earlier: str = ""
    """The label of the field that should come first."""

    @property
    def sentence(self) -> str:
        """For the person, in the language in force."""
        return _(MESSAGES[self.code]).format(earlier=_(self.earlier))


class Doubts(InputProblem):
    """A record that can be saved once somebody has looked at it again."""

    def __init__(self, doubts: "tuple[Doubt, ...]") -> None:
        super().__init__("record.doubts", field=doubts[0].field)
        self.doubts = doubts

    @property
    def reason(self) -> str:
        """For the journal, without values: which doubts were accepted."""
        return "accepted: " + ", ".join(f"{one.code} {one.field}" for one in self.doubts)[:280]


def doubts_of(form: RecordForm, fields: Mapping[str, str], today: date) -> tuple[Doubt, ...]:
    """What is doubtful about the dates of a form; fields that cannot be read are not doubtful but wrong."""
    dates = {spec.name: _read(fields.get(spec.name, "")) for spec in form.fields if isinstance(spec.type, Date | Day)}
    known = {name: value for name, value in dates.items() if value is not None}
    return (*_ahead(known, today), *_disordered(form, known))


def _read(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text.strip() else None
    except InputProblem:
        return None


def _ahead(known: Mapping[str, PartialDate], today: date) -> Iterable[Doubt]:
    for name, value in known.items():
        if name not in _MAY_BE_AHEAD and value.lower is not None and value.lower > today:
            yield Doubt(name, "doubt.future")
    born = known.get("born")
    if born is not None and born.upper is not None and today.year - born.upper.year > _OLDEST_YEARS:
        yield Doubt("born", "doubt.age")


def _disordered(form: RecordForm, known: Mapping[str, PartialDate]) -> Iterable[Doubt]:
    for first, second in _PAIRS:
        if first in known and second in known and known[second].is_before(known[first]) and not known[first].qualifier:
            yield Doubt(second, "doubt.order", form.field(first).label)
