"""Records made straight in the tables, for tests of what reads them."""

import uuid
from datetime import datetime
from typing import Any

from dossier.casework.partial_columns import date_columns
from dossier.domain.dates import PartialDate
from dossier.vault import Vault
from dossier.vault.tables import (
    Charge,
    Episode,
    LegalCase,
    Milestone,
    Party,
    Penalty,
    Person,
    Placement,
    Proceeding,
    Sentence,
)


def days(**written: str | None) -> dict[str, Any]:
    """The columns of partial dates from texts."""
    columns: dict[str, Any] = {}
    for name, text in written.items():
        columns |= date_columns(name, PartialDate.parse(text) if text else None)
    return columns


class Recorder:
    """Adds rows to one vault, each in its own transaction, and gives them back with their references."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault

    def add(self, row: Any) -> Any:
        """The row, stored."""
        with self.vault.write() as session:
            session.add(row)
            session.flush()
            session.refresh(row)
            session.expunge(row)
        return row

    def person(self, label: str = "Ганна Прыклад", **written: str) -> Any:
        """A person."""
        return self.add(Person(label=label, **days(**written)))

    def case(self, state_code: str = "BLR", *people: Any) -> Any:
        """A case with these persons as victims."""
        made = self.add(LegalCase(title="Прыклад", state_code=state_code))
        for one in people:
            self.add(Party(case_id=made.id, person_id=one.id, role="victim"))
        return made

    def proceeding(self, person: Any, branch: str = "criminal", case: Any = None, **written: str) -> Any:
        """A proceeding against a person."""
        case_id = case.id if case is not None else None
        return self.add(Proceeding(person_id=person.id, branch=branch, case_id=case_id, **days(**written)))

    def milestone(self, proceeding: Any, code: str, happened: str | None, at: datetime | None = None) -> Any:
        """A step of a proceeding."""
        return self.add(
            Milestone(proceeding_id=proceeding.id, kind_code=code, happened_at=at, **days(happened=happened))
        )

    def charge(self, proceeding: Any, article: str, part: str | None = None, code: str = "UK_BY", **more: Any) -> Any:
        """A charge; ``act`` and ``charged`` are texts."""
        written = days(**{name: more.pop(name) for name in ("act", "charged") if name in more})
        return self.add(
            Charge(
                proceeding_id=proceeding.id, code=code, article=article, part=part,
                article_as_written=f"ст. {article}", **written, **more,
            )
        )  # fmt: skip

    def sentence(self, proceeding: Any, instance: str = "first", **written: str) -> Any:
        """A decision."""
        return self.add(Sentence(proceeding_id=proceeding.id, instance=instance, **days(**written)))

    def penalty(self, sentence: Any, kind: str, *, starts: str | None = None, **more: Any) -> Any:
        """A punishment in time unless it says otherwise."""
        more.setdefault("term_kind", "time")
        return self.add(Penalty(sentence_id=sentence.id, kind_code=kind, **days(starts=starts), **more))

    def episode(self, person: Any, proceeding: Any = None, **more: Any) -> Any:
        """A deprivation of liberty; ``started`` and ``ended`` are texts."""
        written = days(**{name: more.pop(name) for name in ("started", "ended") if name in more})
        procedure: uuid.UUID | None = proceeding.id if proceeding is not None else None
        return self.add(Episode(person_id=person.id, proceeding_id=procedure, **written, **more))

    def stay(self, episode: Any, basis: str = "remand", place: str = "СИЗО-1", **written: str) -> Any:
        """A stay in one place."""
        return self.add(Placement(episode_id=episode.id, basis=basis, facility_as_written=place, **days(**written)))
