"""What stayed at home is on no surface of a vault for a journey: there is no such thing in it. Cases T4 to T12.

Groups that may not see each other's cases work in vaults of their own; this is how one is made of another.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from dossier.casework.entry import enter_person
from dossier.cli.main import run
from dossier.vault import create_vault, open_vault
from dossier.vault.queries.records import recent_cases
from dossier.vault.travel import fill
from tests.conftest import CHEAP, PASSPHRASE

HIDDEN, SHOWN = "Схаваная", "Бачная"
LETTER = "Ліст схаваны"


@dataclass(frozen=True)
class Journey:
    """A vault on the way, and the references of what stayed at home."""

    folder: Path
    person: str
    case: str
    exhibit: str
    shown_case: str


def _run(vault: Path, *words: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", os.environ.get("TMPDIR", "/tmp"))  # which the program moves into the memory
        secret = vault.parent / "secret"
        secret.write_text(PASSPHRASE, encoding="utf-8")
        secret.chmod(0o600)
        patch.setenv("DOSSIER_PASSPHRASE_FILE", str(secret))
        patch.setenv("DOSSIER_VAULT", str(vault))
        return run(list(words))


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """Two cases at home, of which one came along; the other has a person with a past, an exhibit and a double."""
    home, away = (tmp_path_factory.mktemp(name) / "vault" for name in ("home", "away"))
    letter = home.parent / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    refs = {}
    with create_vault(home, passphrase=PASSPHRASE, author="A", kdf=CHEAP, seed=lambda _session: None) as vault:
        for name in (HIDDEN, HIDDEN, SHOWN):
            made = enter_person(vault, {"family": name, "given": "Ян", "case": f"{name} справа", "remarks": name})
            refs[name] = made.ref
        with vault.read() as session:
            cases = {one.title: str(one.ref) for one in recent_cases(session, 9)}
    case, shown_case = cases[f"{HIDDEN} справа"], cases[f"{SHOWN} справа"]
    assert _run(home, "exhibit", "add", str(letter), "--case", case, "--title", LETTER) == 0
    with open_vault(home, PASSPHRASE) as vault:
        from dossier.casework.exhibits import exhibit_lines

        with vault.read() as session:
            exhibit = exhibit_lines(session, case)[0].ref
        with create_vault(away, passphrase=PASSPHRASE, author="A", kdf=CHEAP, seed=lambda _session: None) as far:
            fill(vault, far, [shown_case], with_evidence=True)
    return Journey(away, refs[HIDDEN], case, exhibit, shown_case)


SURFACES: dict[str, tuple[list[str], tuple[int, ...]]] = {
    "history of a record": (["log", "history", "{person}"], (2,)),
    "the journal": (["log", "list", "--json"], (0,)),
    "a state before": (["log", "restore", "{person}", "--before", "1"], (2,)),
    "search": (["search", HIDDEN], (0,)),
    "search by reference": (["search", "{person}"], (0,)),
    "counts": (["stats", "--json"], (0,)),
    "a list that leaves": (["export", "--profile", "confidential", "--recipient", "X", "-o", "{out}"], (0, 1)),
    "the whole package": (["export", "package", "-o", "{out}"], (0,)),
    "a merge": (["merge", "{person}", "{person}"], (2,)),
    "bytes of an exhibit": (["exhibit", "extract", "{exhibit}", "-o", "{out}", "--purpose", "x"], (2,)),
    "exhibits of a case": (["exhibit", "list", "--case", "{case}"], (2,)),
    "a record": (["show", "{person}", "--json"], (2,)),
    "what hangs on a case": (["show", "{case}"], (2,)),
    "paper": (["pdf", "{case}", "-o", "{out}"], (2,)),
    "duplicates": (["duplicates"], (0,)),
    "findings": (["findings"], (0,)),
    "what is due": (["due"], (0,)),
    "receipts": (["exposed"], (0,)),
}


@pytest.mark.parametrize("surface", SURFACES)
def test_what_stayed_at_home_is_on_no_surface(
    surface: str, journey: Journey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, statuses = SURFACES[surface]
    places = {**vars(journey), "out": str(tmp_path / "out")}
    status = _run(journey.folder, *(word.format(**places) for word in words))
    said = capsys.readouterr()
    assert status in statuses, said.err
    left = [path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    for trace in (HIDDEN, LETTER):
        assert trace not in (said.out + said.err).replace(f"«{trace}»", "")
        assert not [one for one in left if trace.encode() in one]


def test_what_came_along_is_on_the_same_surfaces(journey: Journey, capsys: pytest.CaptureFixture[str]) -> None:
    """Or else the test above would pass with an empty vault."""
    for words in (["search", SHOWN], ["show", journey.shown_case]):
        assert _run(journey.folder, *words) == 0
        assert SHOWN in capsys.readouterr().out
