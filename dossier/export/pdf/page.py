"""The HTML of a dossier: our own templates from exports/dossier, data only through autoescape and the text gate."""

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dossier.domain.safe_text import safe_text
from dossier.export.pdf.drawing import Bars, timeline
from dossier.i18n import _, language, ngettext
from dossier.resources import export_path

if TYPE_CHECKING:
    from dossier.casework.dossier_view import DetentionView, DossierView

_NO_BREAK = {0x2010: "-", 0x2011: "-"}
"""PT Serif has no sign for these two hyphens."""


def dossier_html(view: "DossierView", *, pack_id: str, built_at: datetime) -> str:
    """The whole document in the language in force; every text of the view has passed the gate of safe_text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from dossier.casework.dossier_view import map_texts

    environment = Environment(
        loader=FileSystemLoader(export_path("dossier")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    facts: dict[str, Any] = {
        "v": map_texts(view, paper_text), "pack_id": pack_id, "built": f"{built_at:%Y-%m-%d %H:%M} UTC",
        "lang": language(), "css": export_path("dossier", "dossier.css").read_text(encoding="utf-8"), "bars": _bars,
    }  # fmt: skip
    return environment.get_template("dossier.html.j2").render(facts)


def paper_text(text: str) -> str:
    """A text as it may be printed: composed (NFC), visible characters only, lines kept."""
    plain = unicodedata.normalize("NFC", safe_text(text, keep_lines=True))
    return plain.translate(_NO_BREAK)


def _bars(detention: "DetentionView") -> Bars | None:
    return timeline([stay for episode in detention.episodes for stay in episode.stays])
