"""A day of work with the program from the making of a vault to a journey, run as one process by ``test_a_day``.

Usage: a_day.py FOLDER, in which ``work`` has what the person brings; ``out`` gets what leaves, ``elsewhere`` the media.
"""

import io
import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

from dossier.casework.entry import enter_person
from dossier.cli.main import run
from dossier.vault import create_vault, custodian_keys, custodians, open_vault
from dossier.vault.keys import Kdf

VICTIM, SOURCE, CONTACT = "Канарэйчыкава", "Крыніцавіч", "+375 29 555 77 31"
CHEAP = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
TIP, LETTER = "Зялёнаптушка", "Папяровыптах"
ROOT = Path(sys.argv[1]) if sys.argv[1:] else Path()
VAULT, WORK, OUT, ELSEWHERE = (ROOT / name for name in ("vault", "work", "out", "elsewhere"))


def do(*words: object, typed: str = "", status: int = 0) -> str:
    """Run one command; what it wrote to stdout, which is kept for the test too."""
    said, stdin = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(typed)
    with redirect_stdout(said):
        found = run([str(word) for word in words])
    sys.stdin = stdin
    assert found == status, (words, found)
    sys.stdout.write(f"$ {words[0]}\n{said.getvalue()}\n")
    return said.getvalue().strip()


def passphrase() -> str:
    """That of the vault."""
    return Path(os.environ["DOSSIER_PASSPHRASE_FILE"]).read_text(encoding="utf-8").strip()


def morning() -> str:
    """A vault, two custodians, a case with a person; its reference."""
    create_vault(VAULT, passphrase=passphrase(), author="A", kdf=CHEAP, seed=None).close()
    with open_vault(VAULT, passphrase()) as vault:
        enter_person(vault, {"family": VICTIM, "given": "Ян", "case": "Справа", "remarks": f"маці {VICTIM}"})
        for name in ("one", "two"):
            public = custodian_keys.new_secret().public_bytes()
            line, heard = custodian_keys.public_line(public), custodian_keys.fingerprint(public)
            custodians.add_custodian(vault, name, line, heard)
    found: str = json.loads(do("search", "Справа", "--json"))[0]["ref"]
    return found


def taking_in(case: str) -> None:
    """Evidence, a source, tips."""
    do("exhibit", "add", WORK / "letter.txt", "--case", case)
    do("source", "add", typed=json.dumps({"name": SOURCE, "contact": CONTACT}))
    tip = do("tip", "add", "-", typed=TIP)
    do("tip", "triage", tip, "--happened", "1 марта 2022", "--place", "Мазыр")
    do("tip", "seal", tip, typed=CONTACT)
    do("tip", "list")
    do("tip", "show", tip)
    do("tip", "refuse", do("tip", "add", "-", typed="other words"), "--why", "no place")


def looking(case: str) -> None:
    """Everything that shows something."""
    person = json.loads(do("search", VICTIM, "--json"))[0]["ref"]
    for words in ((SOURCE,), (CONTACT,), (TIP,), ("Крыніца",)):
        do("search", *words)
    every: tuple[tuple[str, ...], ...] = (
        ("show", case), ("show", person), ("show", person, "--json"), ("source", "list"), ("stats",), ("log", "list"),
        ("log", "list", "--json"), ("log", "history", person), ("custodian", "list"), ("due",), ("duplicates",),
        ("exhibit", "list", "--case", case), ("keys", "list"), ("doctor",),
    )  # fmt: skip
    for one in every:
        do(*one)
    do("verify", "--deep")


def leaving(case: str) -> None:
    """Everything that writes files."""
    do("export", "--profile", "confidential", "--recipient", "Example NGO", "-o", OUT / "lists")
    do("export", "package", "-o", OUT / "package")
    do("pdf", case, "-o", OUT / "case.pdf", "--languages", "be")
    do("custodian", "export", "-o", OUT / "sealed.json")
    do("exposed")
    public = do("backup", "--new-identity", ELSEWHERE / "identity").splitlines()[0]
    do("backup", "-o", ELSEWHERE / "disk", "--to", public)
    do("restore", ELSEWHERE / "disk", "--to", ELSEWHERE / "restored", "--identity", ELSEWHERE / "identity")
    do("travel", "pack", case, "-o", ELSEWHERE / "away", "--passphrase-file", WORK / "on-the-way", "--evidence")
    do("travel", "back", ELSEWHERE / "away", "--passphrase-file", WORK / "on-the-way")
    do("log", "checkpoint")
    do("verify", "--quick")


if __name__ == "__main__":
    reference = morning()
    taking_in(reference)
    looking(reference)
    leaving(reference)
    sys.stdout.write("the day is over\n")
