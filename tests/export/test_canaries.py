"""A word in every column of text of every record, sought in everything that leaves, under every profile.

One person agreed to nothing: no word of hers may be anywhere. The other agreed to every recipient, but not to be named
in public: of her only words may be found whose class fits the profile. The words are made from the description of the
tables, so a new column is watched without being asked.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from dossier.export.csv_export import export_lists
from dossier.export.profiles import profiles
from dossier.vault.bulk import let_be_found
from dossier.vault.packaging import package_tables
from dossier.vault.tables import Receipt
from tests.export.conftest import Another
from tests.export.generating import canary, fill_every_table

if TYPE_CHECKING:
    from dossier.vault import Vault

TODAY = date(2026, 11, 26)
SILENT, AGREED = "МАЎЧ", "ЗГОД"
SILENT_NAME, AGREED_NAME = "Зязюлька", "Вавёрчык"
"""Names have words of their own: the guard of names would hide every word that begins like a name."""
EVERYTHING = (SILENT, AGREED, SILENT_NAME, AGREED_NAME)
RECIPIENT = "Example NGO"
SCOPES = ("C4_NGO", "C5_UN", "C7_ICC", "C8_STATE", "C9_PUBLIC_ANON")
GENERALISED = {("person", "occupation_group_code"), ("person", "residence_region_code")}
"""What a row without a name may say of its person: her group of occupations and her region."""
AUTHORS = {"created_by", "updated_by", "decided_by"}
SHORTEST = 5


def _words(mark: str) -> dict[str, tuple[str, str]]:
    """Word -> table and column; columns too short for a word of their own are left out."""
    places = [(name, column) for name in package_tables() for column in SQLModel.metadata.tables[name].columns.keys()]
    found = {canary(name, column, mark): (name, column) for name, column in places}
    return {word: place for word, place in found.items() if len(word) >= SHORTEST}


def _class_of(table: str, column: str) -> int:
    """The protection class of a column; who works in the house is of the highest."""
    if column in AUTHORS:
        return 3
    info = SQLModel.metadata.tables[table].c[column].info
    return int(info.get("protection", 3))


def _fill(vault: "Vault") -> None:
    with vault.write() as session:
        silent = fill_every_table(session, SILENT, **_named(SILENT_NAME))
        let_be_found(session, {"person": [silent["person"]["id"]]})
        open_to_all: dict[str, Any] = {
            "exhibit": {"tlp": "GREEN"},
            "legal_case": {"tlp": "GREEN"},
            "consent": {"valid_until_on": None, "withdrawn_on": None},
            "consent_scope": {"scope_code": SCOPES[0], "recipient": "", "decision": "yes"},
        }
        named = _named(AGREED_NAME)
        named["person"]["tlp"] = "GREEN"
        made = fill_every_table(session, AGREED, **open_to_all, **named)
        _agree(session, made["consent"]["id"], made["person"]["id"])


def _named(name: str) -> dict[str, dict[str, Any]]:
    parts = dict.fromkeys(("as_written", "family", "given", "patronymic"), name)
    return {"person": {"label": name}, "person_name": parts}


def _agree(session: Any, consent_id: Any, person_id: Any) -> None:
    from dossier.vault.tables import Consent, ConsentScope

    assert session.get_one(Consent, consent_id).person_id == person_id
    session.add_all(ConsentScope(consent_id=consent_id, scope_code=one, decision="yes") for one in SCOPES[1:])


@pytest.fixture(scope="module")
def planted(another: Another) -> "Iterator[Vault]":
    """A vault with a word in every column."""
    with another() as vault:
        _fill(vault)
        yield vault


def _content(folder: Path) -> str:
    """Everything in a folder as text: names of files, and bytes in the letters that hide nothing."""
    found = []
    for path in sorted(folder.rglob("*")):
        found.append(path.name)
        if path.is_file():
            found.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(found)


def _found(text: str, mark: str) -> set[tuple[str, str]]:
    words = _words(mark)
    seen = set(re.findall("|".join(sorted(words, key=len, reverse=True)), text)) if text else set()
    return {words[word] for word in seen}


@pytest.mark.parametrize("profile", [name for name, one in profiles().items() if one.scopes])
def test_no_list_holds_a_word_that_it_may_not(planted: "Vault", profile: str, tmp_path: Path) -> None:
    report = export_lists(
        planted, (), tmp_path / "out", profile=profile, recipient=RECIPIENT, today=TODAY,
        built_at=datetime(2026, 11, 26, tzinfo=UTC),
    )  # fmt: skip
    text = _content(tmp_path / "out")
    assert _found(text, SILENT) == set()
    assert [word for word in (SILENT, SILENT_NAME) if word in text] == []
    limit = profiles()[profile].highest_class
    assert AGREED_NAME not in text or limit > 0
    too_much = {place for place in _found(text, AGREED) if _class_of(*place) > limit}
    assert too_much - GENERALISED == set()
    assert sum(report.rows.values()) > 0


def test_what_a_person_agreed_to_does_leave(planted: "Vault", tmp_path: Path) -> None:
    """Or else the test above would be content with empty files."""
    for profile in ("confidential", "ngo_trusted", "tribunal", "state", "public"):
        folder = tmp_path / profile
        export_lists(planted, (), folder, profile=profile, recipient=RECIPIENT, today=TODAY, built_at=datetime.now(UTC))
        assert AGREED in _content(folder), profile
    confidential = _found(_content(tmp_path / "confidential"), AGREED)
    assert {("charge", "alleged_act"), ("episode", "stated_reason")} <= confidential
    assert AGREED_NAME in _content(tmp_path / "confidential")
    assert AGREED_NAME not in _content(tmp_path / "public")


def test_the_internal_lists_hold_everybody_and_no_author(planted: "Vault", tmp_path: Path) -> None:
    export_lists(planted, (), tmp_path / "out", profile="internal", today=TODAY, built_at=datetime.now(UTC))
    text = _content(tmp_path / "out")
    assert SILENT_NAME in text
    for mark in (SILENT, AGREED):
        found = _found(text, mark)
        assert ("person_detail", "value") in found
        assert {place for place in found if place[1] in AUTHORS} == set()


def test_receipts_hold_no_word_of_a_person(planted: "Vault", tmp_path: Path) -> None:
    export_lists(planted, (), tmp_path / "out", profile="internal", today=TODAY, built_at=datetime.now(UTC))
    with planted.read() as session:
        receipts = session.execute(sa.select(Receipt).where(Receipt.kind == "csv")).scalars().all()  # type: ignore[arg-type]
        text = "\n".join(str(one.model_dump()) for one in receipts)
    assert receipts
    assert [mark for mark in EVERYTHING if mark in text] == []


def test_the_vault_on_the_disk_holds_no_word_in_clear(planted: "Vault") -> None:
    """The database with its log and its search index: encrypted, or else a word would be there."""
    assert planted.path is not None
    assert planted.search(SILENT_NAME) != []
    raw = b"".join(path.read_bytes() for path in planted.path.rglob("*") if path.is_file())
    assert [mark for mark in EVERYTHING if mark.encode() in raw or mark.encode("utf-16-le") in raw] == []


_WATCHED = """
import os, sys
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        opened.append(os.path.abspath(arguments[0]))
sys.addaudithook(watch)
from dossier.__main__ import main
sys.argv = ["dossier", *sys.argv[1:]]
try:
    status = main()
finally:
    sys.stderr.write("\\nOPENED " + "\\x00".join(opened) + "\\n")
sys.exit(status)
"""


def test_the_command_writes_nothing_beside_its_folder_and_says_no_name(
    vault_folder: Path, passphrase: str, tmp_path: Path
) -> None:
    from dossier.vault import open_vault

    with open_vault(vault_folder, passphrase) as vault:
        _fill(vault)
    home = tmp_path / "home"
    home.mkdir()
    (home / "passphrase").write_text(passphrase)
    environment = os.environ | {
        "DOSSIER_PASSPHRASE_FILE": str(home / "passphrase"), "HOME": str(home), "TMPDIR": str(home),
        "XDG_STATE_HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_DATA_HOME": str(home),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, "--vault", str(vault_folder), "export", "-o", str(tmp_path / "out"),
         "--profile", "public"],
        env=environment, capture_output=True, text=True, check=False, cwd=home,
    )  # fmt: skip
    said, _mark, opened = done.stderr.partition("OPENED ")
    assert done.returncode == 0, said
    assert [mark for mark in EVERYTHING if mark in done.stdout + said] == []
    allowed = (str(vault_folder), str(tmp_path / "out"), str(tmp_path / ".out."), "/dev/")
    assert [path for path in opened.strip().split("\0") if path and not path.startswith(allowed)] == []
    assert [path.name for path in home.rglob("*")] == ["passphrase"]


@pytest.mark.parametrize("profile", ["sealed", "confidential", "public"])
@pytest.mark.parametrize("mark", [SILENT, AGREED])
def test_no_pdf_holds_a_word_that_it_may_not(planted: "Vault", profile: str, mark: str, tmp_path: Path) -> None:
    from dossier.casework.assemble import assemble_dossier
    from dossier.casework.release import CLASS_LIMIT
    from dossier.export.pdf import write_dossier
    from dossier.vault.tables import LegalCase

    with planted.read() as session:
        title = canary("legal_case", "title", mark)
        ref = session.execute(sa.select(LegalCase.ref).where(LegalCase.title == title)).scalar_one()  # type: ignore[call-overload]
        view = assemble_dossier(session, ref, profile=profile, lang="en", on=TODAY, recipient=RECIPIENT)
    path = tmp_path / "dossier.pdf"
    write_dossier(view, path, profile=profile, built_at=datetime(2026, 11, 26, tzinfo=UTC), lang="en")
    text = _text_of(path)
    found = _found(text, mark)
    if profile != "public":
        assert found  # an empty page would pass the rest
    assert {place for place in found if _class_of(*place) > CLASS_LIMIT[profile]} == set()
    if profile != "sealed":
        assert SILENT_NAME not in text
    if profile == "public":
        assert AGREED_NAME not in text


def _text_of(path: Path) -> str:
    """The text of the pages, of the files inside and of the metadata."""
    import pikepdf
    import pypdfium2

    found = []
    with pikepdf.open(path) as pdf:
        found += [file.get_file().read_bytes().decode("utf-8", "replace") for file in pdf.attachments.values()]
        found.append(str(pdf.docinfo))
        found.append(bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8", "replace"))
    document = pypdfium2.PdfDocument(path)
    found += [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(found)
