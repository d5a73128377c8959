"""A word in every column of text of every record, sought in everything on paper and in packs, under every profile."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from dossier.casework.assemble import assemble_dossier, assemble_pack
from dossier.casework.codes_of_persons import give_codes
from dossier.casework.release import CLASS_LIMIT
from dossier.export.pack import PackOptions, make_pack, making
from dossier.export.pdf.page import PackFacts
from dossier.export.pdf.workers import MemoryCache, Workers
from dossier.export.pdf.writing import write_dossier
from dossier.vault.tables import LegalCase
from tests.export.generating import canary
from tests.export.planting import (
    AGREED,
    AGREED_NAME,
    RECIPIENT,
    SILENT,
    SILENT_NAME,
    TODAY,
    class_of,
    found,
    text_of,
)

if TYPE_CHECKING:
    from dossier.vault import Vault

AT = datetime(2026, 11, 26, tzinfo=UTC)
_LAID = MemoryCache()


@pytest.mark.parametrize("profile", ["sealed", "confidential", "public"])
@pytest.mark.parametrize("mark", [SILENT, AGREED])
def test_no_pdf_holds_a_word_that_it_may_not(
    planted: "Vault", profile: str, mark: str, tmp_path: Path, layout: Workers
) -> None:
    with planted.read() as session:
        view = assemble_dossier(
            session, _case(planted, mark), profile=profile, lang="en", on=TODAY, recipient=RECIPIENT
        )
    path = tmp_path / "dossier.pdf"
    write_dossier(view, path, profile=profile, built_at=AT, lang="en", pool=layout)
    text = text_of(path)
    seen = found(text, mark)
    if profile != "public":
        assert seen  # an empty page would pass the rest
    assert {place for place in seen if class_of(*place) > CLASS_LIMIT[profile]} == set()
    if profile != "sealed":
        assert SILENT_NAME not in text
    if profile == "public":
        assert AGREED_NAME not in text


def _case(vault: "Vault", mark: str) -> str:
    with vault.read() as session:
        title = canary("legal_case", "title", mark)
        query = sa.select(LegalCase.ref).where(LegalCase.title == title)  # type: ignore[call-overload]
        return str(session.execute(query).scalar_one())


def _everything_in(pack: Path) -> str:
    """Names and contents of all files of a pack, of paper its text, its files inside and its metadata."""
    files = [path for path in sorted(pack.rglob("*")) if path.is_file()]
    read = (text_of(path) if path.suffix == ".pdf" else path.read_bytes().decode("utf-8", "replace") for path in files)
    return "\n".join([*(str(path.relative_to(pack)) for path in files), *read])


@pytest.mark.parametrize(
    ("profile", "mark"), [("sealed", AGREED), ("confidential", SILENT), ("confidential", AGREED), ("public", AGREED)]
)
def test_no_pack_holds_a_word_that_it_may_not(
    planted: "Vault", profile: str, mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words in place of facts fail many assertions; the pack is written all the same, to look into it."""
    monkeypatch.setattr(making, "_required", lambda report: report)
    ref = _case(planted, mark)
    give_codes(planted, ref)
    forms = ("wgad", "wgeid", "special_procedures") if profile == "sealed" else ()
    with planted.read() as session:
        data = assemble_pack(session, ref, profile=profile, langs=["en"], on=TODAY, recipient=RECIPIENT, forms=forms)
    options = PackOptions(profile, facts=PackFacts("", AT, contact="desk@example.org", basis="EXAMPLE"))
    make_pack(data, tmp_path / "pack", options, built_at=AT, cache=_LAID)
    text = _everything_in(tmp_path / "pack")
    seen = found(text, mark)
    assert seen or profile == "public"
    assert {place for place in seen if class_of(*place) > CLASS_LIMIT[profile]} == set()
    other = AGREED if mark == SILENT else SILENT
    assert found(text, other) == set()
    if profile != "sealed":
        assert SILENT_NAME not in text
    if profile == "public":
        assert AGREED_NAME not in text
