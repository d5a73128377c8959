"""What is alleged, the elements of it, and what each piece of evidence does to each element."""

from dossier.domain.codes import (
    BEARINGS,
)
from dossier.vault.tables.base import (
    Row,
    column,
    json_list,
    link,
    needed,
    one_of,
    rules,
    sa,
    uuid,
)


class Allegation(Row, table=True):
    """An alleged crime or violation of a right, against a respondent or a State."""

    __tablename__ = "allegation"
    __table_args__ = rules()
    case_id: uuid.UUID = link("legal_case", needed=True, ondelete="CASCADE")
    respondent_id: uuid.UUID | None = link("person", protection=1)
    crime_code: str = needed(max_length=60)
    """A key of the list of crimes and rights in seeds/law."""
    liability_codes: list[str] = json_list()
    statement: str | None = column(protection=1)
    contrary_view: str | None = column(protection=1)


class AllegationElement(Row, table=True):
    """One legal element of an allegation, and how far it is shown."""

    __tablename__ = "allegation_element"
    __table_args__ = rules(sa.UniqueConstraint("allegation_id", "element_code"))
    allegation_id: uuid.UUID = link("allegation", needed=True, ondelete="CASCADE")
    element_code: str = needed(max_length=40)
    finding: str | None = column(protection=1)
    gap: str | None = column(protection=1)


class Weighing(Row, table=True):
    """What one fact or exhibit does to one element: supports, contradicts, both."""

    __tablename__ = "weighing"
    __table_args__ = rules(
        one_of("bearing", BEARINGS),
        sa.CheckConstraint(
            "exhibit_id IS NOT NULL OR event_id IS NOT NULL OR account_id IS NOT NULL", name="weighs_something"
        ),
    )
    element_id: uuid.UUID = link("allegation_element", needed=True, ondelete="CASCADE")
    exhibit_id: uuid.UUID | None = link("exhibit")
    event_id: uuid.UUID | None = link("event")
    account_id: uuid.UUID | None = link("account")
    bearing: str = needed(max_length=12)
    reasoning: str | None = column(protection=1)
    page: str | None = column(max_length=40)
