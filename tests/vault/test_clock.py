"""A clock that is turned back or forward: the order stays, the jump is told, nothing is taken for damage. Case R14."""

from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest
from sqlmodel import select

from dossier.vault import journal, open_vault
from dossier.vault.checking import check_vault
from dossier.vault.log import log_lines
from dossier.vault.tables import Person, base


def _turn(patch: pytest.MonkeyPatch, by: timedelta) -> None:
    """The clock of the machine goes wrong by so much, for the rows and for the journal."""

    class Turned(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            real = datetime.now(tz) + by
            return cls.fromisoformat(real.isoformat())

    patch.setattr(journal, "datetime", Turned)
    patch.setattr(base, "datetime", Turned)


def test_the_order_stays_and_the_jump_is_told(
    vault_folder: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = ("today", "three years ago", "in ten years", "today again")
    for label, days in zip(labels, (0, -3 * 365, 3650, 0), strict=True):
        with monkeypatch.context() as patch:
            _turn(patch, timedelta(days=days))
            with open_vault(vault_folder, passphrase) as vault, vault.write() as session:
                session.add(Person(label=label))
    with open_vault(vault_folder, passphrase) as vault:
        assert check_vault(vault) == []
        with vault.read() as session:
            lines = [line for line in reversed(log_lines(session, limit=100)) if line.action == "insert"]
            told = [line.number for line in log_lines(session, limit=100) if line.clock_went_back]
            people = session.exec(select(Person).order_by(Person.label)).all()
    assert [line.number for line in lines] == sorted(line.number for line in lines)
    years = [line.at.year for line in lines]
    assert (years[1] - years[0], years[2] - years[0]) == (-3, 10), "what the clock said is kept, and not mended"
    assert len(told) == 2, "once to three years ago and once from ten years ahead"
    assert {person.created_at.year for person in people} == set(years)
