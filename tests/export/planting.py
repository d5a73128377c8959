"""A vault with a word in every column, and where those words may turn up.

One person agreed to nothing: no word of hers may be anywhere. The other agreed to every recipient, but not to be named
in public: of her only words may be found whose class fits the profile. The third is an official, who needs not be
asked: of him too only words of that class. The words are made from the description of the tables, so a new column is
watched without being asked.
"""

import itertools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from dossier.export.csv_layouts import csv_layouts
from dossier.vault.bulk import let_be_found
from dossier.vault.packaging import package_tables
from dossier.vault.queries import lists
from tests.export.generating import canary, fill_every_table
from tests.export.own_days import STAYING, fill_what_stays, values_of, with_own_values

if TYPE_CHECKING:
    from dossier.vault import Vault

TODAY = date(2026, 11, 26)
SILENT, AGREED, OFFICIAL = "МАЎЧ", "ЗГОД", "СЛУЖ"
SILENT_NAME, AGREED_NAME, OFFICIAL_NAME = "Зязюлька", "Вавёрчык", "Дамавічок"
"""Names have words of their own: the guard of names would hide every word that begins like a name."""
EVERYTHING = (SILENT, AGREED, SILENT_NAME, AGREED_NAME)
RECIPIENT = "Example NGO"
SCOPES = ("C4_NGO", "C5_UN", "C7_ICC", "C8_STATE", "C9_PUBLIC_ANON")
GENERALISED = {("person", "occupation_group_code"), ("person", "residence_region_code")}
"""What a row without a name may say of its person: her group of occupations and her region."""
NOT_TOLD = {"custody_event", "organisation"}
"""Tables whose rows never change, and names of bodies, which are read as such."""
AUTHORS = {"created_by", "updated_by", "decided_by"}
SHORTEST = 5
NEVER = 4
"""The class of what leaves under no profile."""


def words_of(mark: str) -> dict[str, tuple[str, str]]:
    """Word -> table and column; columns too short for a word of their own are left out."""
    tables = [*package_tables(), *STAYING]
    places = [(name, column) for name in tables for column in SQLModel.metadata.tables[name].columns.keys()]
    found = {canary(name, column, mark): (name, column) for name, column in places}
    return {word: place for word, place in found.items() if len(word) >= SHORTEST} | values_of(mark, tables)


def class_of(table: str, column: str) -> int:
    """The protection class of a column; who works in the house is of the highest, and what stays is above all."""
    if table in STAYING:
        return NEVER
    if column in AUTHORS:
        return 3
    info = SQLModel.metadata.tables[table].c[column].info
    return int(info.get("protection", 3))


def fill(vault: "Vault") -> None:
    """Plant both persons."""
    with vault.write() as session:
        silent = fill_every_table(session, SILENT, with_own_values(SILENT), **_named(SILENT_NAME))
        fill_what_stays(session, SILENT, silent)
        let_be_found(session, {"person": [silent["person"]["id"]]})
        open_to_all: dict[str, Any] = {
            "exhibit": {"tlp": "GREEN"},
            "legal_case": {"tlp": "GREEN"},
            "consent": {"valid_until_on": None, "withdrawn_on": None},
            "consent_scope": {"scope_code": SCOPES[0], "recipient": "", "decision": "yes"},
            "deadline": {"done_on": None},
        }
        named = _named(AGREED_NAME)
        named["person"]["tlp"] = "GREEN"
        made = fill_every_table(session, AGREED, with_own_values(AGREED), **open_to_all, **named)
        fill_what_stays(session, AGREED, made)
        _agree(session, made["consent"]["id"], made["person"]["id"])
        named = _named(OFFICIAL_NAME)
        named["person"] |= {"tlp": "GREEN", "is_public_official": True}
        fill_every_table(session, OFFICIAL, with_own_values(OFFICIAL), **open_to_all, **named)


def tell_of_the_silent(vault: "Vault") -> None:
    """Let every text, code and address that leaves name the person who agreed to nothing, beside its own word."""
    columns = {
        place
        for layout in csv_layouts().values() if layout.form != "entities"
        for one in layout.columns if one.free_text or one.codes
        for query in lists._queries(layout.name)
        for place in _texts_in(query.columns.get(one.name))
    }  # fmt: skip
    with vault.write() as session:
        for (table, column), mark in itertools.product(sorted(columns), (AGREED, OFFICIAL)):
            words = f"UPDATE {table} SET {column} = ? || {column} WHERE {column} LIKE '{mark}%'"
            session.connection().exec_driver_sql(words, ("https://example.org/ziaziulka?Зязюльку ",))


def _texts_in(expression: Any) -> Iterator[tuple[str, str]]:
    """The columns of text that a column of a list is made of."""
    for one in [] if expression is None else sa.sql.visitors.iterate(expression):
        if isinstance(one, sa.Column) and isinstance(one.type, AutoString):
            table = getattr(one.table, "element", one.table)
            yield from [(table.name, one.name)] if table.name not in NOT_TOLD else []


def _named(name: str) -> dict[str, dict[str, Any]]:
    parts = dict.fromkeys(("as_written", "family", "given", "patronymic"), name)
    return {"person": {"label": name}, "person_name": parts}


def _agree(session: Any, consent_id: Any, person_id: Any) -> None:
    from dossier.vault.tables import Consent, ConsentScope

    assert session.get_one(Consent, consent_id).person_id == person_id
    session.add_all(ConsentScope(consent_id=consent_id, scope_code=one, decision="yes") for one in SCOPES[1:])


def content(folder: Path) -> str:
    """Everything in a folder as text: names of files, and bytes in the letters that hide nothing."""
    found = []
    for path in sorted(folder.rglob("*")):
        found.append(path.name)
        if path.is_file():
            found.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(found)


def found(text: str, mark: str) -> set[tuple[str, str]]:
    """Table and column of every word of a person that stands in a text."""
    words = words_of(mark)
    seen = set(re.findall("|".join(sorted(words, key=len, reverse=True)), text)) if text else set()
    return {words[word] for word in seen}


def text_of(path: Path) -> str:
    """The text of the pages, of the files inside and of the metadata."""
    import pikepdf
    import pypdfium2

    found = []
    with pikepdf.open(path) as pdf:
        found += [file.get_file().read_bytes().decode("utf-8", "replace") for file in pdf.attachments.values()]
        found.append(str(pdf.docinfo))
        if "/Metadata" in pdf.Root:
            found.append(bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8", "replace"))
    document = pypdfium2.PdfDocument(path)
    found += [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(found)
