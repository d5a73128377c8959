"""What is no page and is never opened as one: a sheet says why, and nothing is run for it."""

import io
from typing import Any

import pytest

from dossier.export.exhibits import rendering
from dossier.export.exhibits.sheets import REASONS
from dossier.vault.tables import Exhibit

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    b'<image xlink:href="http://203.0.113.1/seen.png"/><script>1</script></svg>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _rendered(mime_type: str, content: bytes, size_bytes: int = 0) -> rendering.Rendered:
    nobody: Any = None
    exhibit = Exhibit(mime_type=mime_type, size_bytes=size_bytes or len(content), title="a", document_kind_code="other")
    return rendering.rendered_pages(mime_type, io.BytesIO(content), nobody, exhibit)


@pytest.mark.parametrize(
    ("mime_type", "content", "why"),
    [
        ("image/svg+xml", SVG, "type"),
        ("application/zip", b"PK\x03\x04" + b"\0" * 40, "type"),
        ("application/vnd.rar", b"Rar!\x1a\x07", "type"),
        ("font/ttf", b"\0\1\0\0" + b"\xff" * 60, "type"),
        ("application/octet-stream", b"\0" * 60, "type"),
        ("audio/wav", b"RIFF\0\0\0\0WAVE", "media"),
    ],
    ids=["svg", "zip", "rar", "font", "unknown", "recording"],
)
def test_what_no_page_can_show_is_not_opened_and_its_sheet_says_why(
    monkeypatch: pytest.MonkeyPatch, mime_type: str, content: bytes, why: str
) -> None:
    def opened(*_arguments: object, **_more: object) -> None:
        raise AssertionError("nothing is run for it")

    monkeypatch.setattr(rendering, "run_worker", opened)
    monkeypatch.setattr(rendering, "run_program", opened)
    found = _rendered(mime_type, content)
    assert (found.slip_reason, found.page_count) == (why, 0)
    assert found.slip_reason in REASONS


def test_an_office_file_where_nothing_can_open_it_gets_a_sheet_that_names_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rendering, "can_run", lambda _name: False)
    found = _rendered(WORD, b"PK\x03\x04")
    assert found.slip_reason == "no_program"
    assert "LibreOffice" in REASONS[found.slip_reason]


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert _rendered("application/pdf", b"%PDF-", rendering.MOST_BYTES + 1).slip_reason == "too_large"
