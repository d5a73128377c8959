"""One tip as lines: its text as received, what in it looks like an identity, how it stands among the others."""

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from dossier.casework import dossier_words as said
from dossier.casework.dossier_words import word
from dossier.domain.dates import PartialDate
from dossier.domain.identity_marks import KIND_NAMES
from dossier.domain.safe_text import safe_text
from dossier.i18n import _, language, ngettext
from dossier.tui.widgets.sheet import SheetLine, wrapped

if TYPE_CHECKING:
    from dossier.casework.tip_sources import Corroboration
    from dossier.casework.tips import TipView

_FIRST_LETTERS = 200


def first_words(view: "TipView") -> str:
    """The beginning of the text in one line."""
    return " ".join(view.text[:_FIRST_LETTERS].split()) or view.note


def tip_lines(view: "TipView", standing: "Corroboration | None", width: int) -> list[SheetLine]:
    """The whole tip, broken to the width."""
    return [*_facts(view, standing, width), SheetLine(""), *_text(view, width)]


def _text(view: "TipView", width: int) -> Iterator[SheetLine]:
    for paragraph in view.text.splitlines():
        for line in wrap(safe_text(paragraph), max(width - 2, 20)) or [""]:
            yield SheetLine(f"  {line}")


def _facts(view: "TipView", standing: "Corroboration | None", width: int) -> Iterator[SheetLine]:
    yield SheetLine(f"  {view.ref} · {word(said.TIP_STATES, view.state)} · {view.handle}", is_heading=True)
    marks = ", ".join(f"{view.text[one.start : one.end]} ({_(KIND_NAMES[one.kind])})" for one in view.marks)
    for name, value in (
        (_("Sent, as written"), view.sent_as_written),
        (_("Happened"), view.happened),
        (_("Place"), view.place),
        (_("Passed on"), _("yes, from another chat") if view.is_forwarded else ""),
        (_("Files"), str(view.file_count) if view.file_count else ""),
        (_("Corroboration"), _standing_words(standing) if standing is not None else ""),
        (_("Event"), view.event_ref),
        (_("Note"), view.note),
        (_("Kept until"), PartialDate.of_day(view.expires_on).format(language()) if view.expires_on else ""),
        (_("An identity?"), marks),
    ):
        yield from wrapped(name, value, width)


def _standing_words(standing: "Corroboration") -> str:
    """What speaks for it and what only seems to, in one sentence a point."""
    found = []
    if standing.independent:
        words = ngettext(
            "{count} source stands behind this event.",
            "{count} independent sources stand behind this event.",
            standing.independent,
        )
        found.append(words.format(count=standing.independent))
    if standing.same_words:
        words = _("The same words also came as {refs}: passed on, not a second source.")
        found.append(words.format(refs=", ".join(standing.same_words[:5])))
    if standing.same_writer:
        words = ngettext(
            "{count} other tip has the same writer.", "{count} other tips have the same writer.", standing.same_writer
        )
        found.append(words.format(count=standing.same_writer))
    return " ".join(found) or _("nothing else says so yet")
