"""A word in every column of text of every record, sought where papers are ordered, in sets of persons, on journeys."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from dossier.casework.assemble import assemble_dossier
from dossier.casework.release import CLASS_LIMIT
from dossier.vault import open_vault, travel
from dossier.vault.tables import LegalCase, Person
from tests.export.generating import canary
from tests.export.planting import (
    AGREED,
    AGREED_NAME,
    EVERYTHING,
    RECIPIENT,
    SILENT,
    SILENT_NAME,
    TODAY,
    class_of,
    fill,
    found,
)
from tests.watching import run_watched

if TYPE_CHECKING:
    from dossier.vault import Vault
    from tests.export.conftest import Another

GAZETTEERS = {"organisation", "place"}
"""Tables of which every row with a code of the seeds comes along; in this vault all have one."""


def _persons(vault: "Vault", name: str) -> list[str]:
    with vault.read() as session:
        return list(session.execute(sa.select(Person.ref).where(Person.label == name)).scalars())  # type: ignore[call-overload]


def _case(vault: "Vault", mark: str) -> str:
    with vault.read() as session:
        query = sa.select(LegalCase.ref).where(LegalCase.title == canary("legal_case", "title", mark))  # type: ignore[call-overload]
        return str(session.execute(query).scalar_one())


@pytest.mark.parametrize("profile", ["sealed", "confidential", "public"])
def test_a_paper_on_a_set_of_persons_says_no_more_of_each_than_one_on_her(planted: "Vault", profile: str) -> None:
    refs = [one for name in (SILENT_NAME, AGREED_NAME) for one in _persons(planted, name)]
    with planted.read() as session:
        view = assemble_dossier(session, refs, profile=profile, on=TODAY, recipient=RECIPIENT)
    text = repr(asdict(view))
    for mark in (SILENT, AGREED):
        assert {place for place in found(text, mark) if class_of(*place) > CLASS_LIMIT[profile]} == set()
    assert (SILENT_NAME in text) == (profile == "sealed")
    assert AGREED_NAME not in text or profile != "public"


def test_a_vault_for_a_journey_holds_no_word_of_who_stays(planted: "Vault", another: "Another") -> None:
    """Neither in a table nor in clear on the disk; what was chosen is there, or empty tables would do."""
    with another() as away:
        travel.fill(planted, away, [*_persons(planted, AGREED_NAME), _case(planted, AGREED)])
        with away.reading_connection() as connection:
            rows = [connection.execute(f"SELECT * FROM {name}").fetchall() for name in SQLModel.metadata.tables]
        assert away.path is not None
        raw = b"".join(path.read_bytes() for path in away.path.rglob("*") if path.is_file())
    text = repr([list(row) for part in rows for row in part])
    assert {table for table, _column in found(text, SILENT)} <= GAZETTEERS
    assert SILENT_NAME not in text
    assert {("legal_case", "title"), ("charge", "alleged_act"), ("person_detail", "value")} <= found(text, AGREED)
    assert [mark for mark in EVERYTHING if mark.encode() in raw or mark.encode("utf-16-le") in raw] == []


def test_ordering_a_paper_or_a_pack_leaves_nothing_behind_and_says_no_name(
    vault_folder: Path, passphrase: str, tmp_path: Path
) -> None:
    """The paper is made; the pack is refused, since words stand in place of facts, and says so in words of its own."""
    with open_vault(vault_folder, passphrase) as vault:
        fill(vault)
        ref = _case(vault, AGREED)
    for command, name, status in (("pdf", "paper.pdf", 0), ("pack", "pack", 1)):
        home, out = tmp_path / f"home-{command}", str(tmp_path / name)
        done = run_watched(home, passphrase, "--vault", str(vault_folder), command, ref, "-o", out,
                           "--profile", "public")  # fmt: skip
        assert done.status == status, done.said
        said = done.answered + done.said
        assert [mark for mark in (SILENT, SILENT_NAME, AGREED_NAME) if mark in said] == []
        assert {place for place in found(said, AGREED) if class_of(*place) > CLASS_LIMIT["public"]} == set()
        assert done.beside(vault_folder, Path(out)) == []
        assert [path.name for path in home.rglob("*")] == ["passphrase"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith((".", "pa"))) == ["paper.pdf"]
