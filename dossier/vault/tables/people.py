"""Persons with their names, bodies with their posts, and places."""

from dossier.domain.codes import NAME_KINDS, SCRIPTS, SEXES, TLP_LABELS
from dossier.vault.tables.base import (
    Row,
    column,
    date,
    json_list,
    link,
    needed,
    one_of,
    ordered,
    rules,
    sa,
    uuid,
)


class Person(Row, table=True):
    """A human being; victim, official, witness, lawyer are roles elsewhere."""

    __tablename__ = "person"
    __table_args__ = rules(
        one_of("sex", SEXES),
        one_of("tlp", TLP_LABELS),
        ordered("born"),
        ordered("died"),
        sa.CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_merged_into_itself"),
        sa.CheckConstraint("minor_children IS NULL OR minor_children >= 0", name="minor_children_not_negative"),
        sa.Index(None, "born_lower", "born_upper"),
        sa.Index(None, "citizenship_codes", sqlite_where=sa.text("citizenship_codes <> '[]'")),
    )
    label: str = needed(protection=1, max_length=400, index=True)
    """The name shown in lists: the current name as written."""
    code: str | None = column(protection=0, max_length=20, unique=True)
    """Random pseudonym for packs, for example A-12; never derived from the person."""
    sex: str = column("unknown", protection=1, max_length=10)
    born: str | None = column(protection=1, max_length=60)
    born_lower: date | None = column(protection=1)
    born_upper: date | None = column(protection=1)
    born_as_written: str | None = column(protection=1, max_length=200)
    birth_place_as_written: str | None = column(protection=1, max_length=400)
    died: str | None = column(protection=1, max_length=60)
    died_lower: date | None = column(protection=1)
    died_upper: date | None = column(protection=1)
    died_as_written: str | None = column(protection=1, max_length=200)
    deceased: bool = column(False, protection=1, nullable=False)
    citizenship_codes: list[str] = json_list(protection=1)
    """ISO 3166 alpha-3."""
    occupation: str | None = column(protection=1, max_length=400)
    occupation_group_code: str | None = column(protection=1, max_length=40)
    affiliation: str | None = column(protection=2, max_length=1000)
    ethnicity: str | None = column(protection=2, max_length=100)
    health: str | None = column(protection=2)
    health_risk: str | None = column(protection=2, max_length=10)
    minor_children: int | None = column(protection=2)
    residence_region_code: str | None = column(protection=1, max_length=10)
    whereabouts_code: str | None = column(protection=3, max_length=40)
    is_public_official: bool = column(False, protection=0, nullable=False)
    """Named in an official capacity: the name may be printed without the person's consent."""
    remarks: str | None = column(protection=2)
    tlp: str = column("AMBER", protection=0, max_length=12)
    merged_into_id: uuid.UUID | None = link("person")

    @property
    def is_dead(self) -> bool:
        """Whether a death is recorded, with or without its day."""
        return bool(self.deceased or self.died or self.died_as_written)


class PersonName(Row, table=True):
    """One written form of a name: as written, its parts, its script and language."""

    __tablename__ = "person_name"
    __table_args__ = rules(one_of("kind", NAME_KINDS), one_of("script", SCRIPTS))
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE")
    as_written: str = needed(protection=1, max_length=400, min_length=1)
    family: str | None = column(protection=1, max_length=200)
    given: str | None = column(protection=1, max_length=200)
    patronymic: str | None = column(protection=1, max_length=200)
    script: str = column("Zyyy", max_length=4)
    language: str | None = column(max_length=12)
    kind: str = column("current", max_length=20)
    is_preferred: bool = column(False, nullable=False)


class PersonDetail(Row, table=True):
    """What endangers if it is shown: address, telephone, messenger, identity document."""

    __tablename__ = "person_detail"
    __table_args__ = rules(
        one_of("kind", ("address", "telephone", "email", "messenger", "id_document", "bank", "other"))
    )
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE", protection=3)
    kind: str = needed(protection=3, max_length=20)
    value: str = needed(protection=3, max_length=1000)
    remarks: str | None = column(protection=3)


class Relationship(Row, table=True):
    """How two persons are related; HURIDOCS biographic details."""

    __tablename__ = "relationship"
    __table_args__ = rules(
        ordered("started"), ordered("ended"), sa.CheckConstraint("person_id <> related_id", name="two_persons")
    )
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE", protection=3)
    related_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE", protection=3)
    kind_code: str = needed(protection=3, max_length=40)
    started: str | None = column(protection=2, max_length=60)
    started_lower: date | None = column(protection=2)
    started_upper: date | None = column(protection=2)
    started_as_written: str | None = column(protection=2, max_length=200)
    ended: str | None = column(protection=2, max_length=60)
    ended_lower: date | None = column(protection=2)
    ended_upper: date | None = column(protection=2)
    ended_as_written: str | None = column(protection=2, max_length=200)
    remarks: str | None = column(protection=3)


class Place(Row, table=True):
    """A gazetteer entry or a free place."""

    __tablename__ = "place"
    __table_args__ = rules(
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_range"),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_range"),
    )
    label: str = needed(max_length=300, index=True)
    name_en: str | None = column(max_length=300)
    name_be: str | None = column(max_length=300)
    name_ru: str | None = column(max_length=300)
    gazetteer_code: str | None = column(max_length=40, unique=True)
    region_code: str | None = column(max_length=10)
    """ISO 3166-2, for example BY-HM."""
    country_code: str | None = column(max_length=3)
    latitude: float | None = column(protection=1)
    longitude: float | None = column(protection=1)
    parent_id: uuid.UUID | None = link("place")


class Organisation(Row, table=True):
    """Agency, court, facility, NGO or unit, in its hierarchy."""

    __tablename__ = "organisation"
    __table_args__ = rules()
    label: str = needed(max_length=400, index=True)
    name_en: str | None = column(max_length=400)
    name_be: str | None = column(max_length=400)
    name_ru: str | None = column(max_length=400)
    kind_code: str = column("other", max_length=40, index=True)
    vocabulary_code: str | None = column(max_length=40, unique=True)
    """Stable code of a seeded agency or facility, for example IK-1 or GUBOPIK."""
    certainty: str | None = column(max_length=10)
    place_id: uuid.UUID | None = link("place")
    parent_id: uuid.UUID | None = link("organisation")
    remarks: str | None = column(protection=1)


class Position(Row, table=True):
    """Who held which post from when to when."""

    __tablename__ = "position"
    __table_args__ = rules(ordered("started"), ordered("ended"))
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE")
    organisation_id: uuid.UUID | None = link("organisation")
    title: str = needed(max_length=2000)
    rank: str | None = column(max_length=200)
    started: str | None = column(max_length=60)
    started_lower: date | None = column()
    started_upper: date | None = column()
    started_as_written: str | None = column(max_length=200)
    ended: str | None = column(max_length=60)
    ended_lower: date | None = column()
    ended_upper: date | None = column()
    ended_as_written: str | None = column(max_length=200)
