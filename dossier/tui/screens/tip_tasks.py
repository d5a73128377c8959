"""What is decided about a tip, a form each; and how a tip comes in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.tip_tasks import (
    NEW_TIP,
    TIP_CONTACT,
    TIP_FILE,
    TIP_KEEP,
    TIP_PROMOTE,
    TIP_REFUSE,
    TIP_TRIAGE,
)
from dossier.casework.tips import KEPT_DAYS
from dossier.domain.dates import PartialDate
from dossier.errors import Refused
from dossier.i18n import _, language, ngettext
from dossier.tui.screens.task import JobScreen, QuickTask, option

if TYPE_CHECKING:
    from textual.screen import Screen

    from dossier.casework.page_parts import Page
    from dossier.tui.desk import Desk
    from dossier.vault import Vault

    Opens = Callable[[Desk, Page], Screen[Any]]

Values = Mapping[str, Any]
_DAYS = {"kept_days": str(KEPT_DAYS)}


def _today() -> date:
    return datetime.now().astimezone().date()


def new_screen(desk: "Desk") -> QuickTask:
    """Type in what was told or written."""

    def do(values: Values) -> str:
        from dossier.casework.tips import take_in_text

        ref = take_in_text(desk.vault, values["text"], today=_today(), kept_days=values["kept_days"])
        return _("Taken in as {ref}.").format(ref=ref)

    return QuickTask(desk, NEW_TIP, do, texts=_DAYS)


class TipFileScreen(JobScreen):
    """An exported chat, message by message, without who wrote it."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk, TIP_FILE, texts=_DAYS)

    def arguments(self, values: Values) -> Sequence[str]:
        """``tip add`` of the file."""
        strip = ["--strip"] if values.get("strip") else []
        options = option("ours", values.get("ours")) + option("kept-days", values["kept_days"])
        return ["tip", "add", *strip, *options, "--", values["file"]]


def triage_screen(desk: "Desk", page: "Page") -> QuickTask:
    """When and where it happened, and what to make of it."""
    from dossier.casework.tip_decisions import triage_tip
    from dossier.casework.tips import tip_view

    view = tip_view(desk.vault, page.ref)
    texts = {"happened": view.happened, "place": view.place, "note": view.note}

    def do(values: Values) -> str:
        written = {name: values.get(column, "") for name, column in _TRIAGED.items()}
        triage_tip(desk.vault, page.ref, **{name: text or "" for name, text in written.items()})
        return _("Noted: {ref}.").format(ref=page.ref)

    return QuickTask(desk, TIP_TRIAGE, do, record_id=page.record_id, texts=texts, label=page.ref)


_TRIAGED = {"happened": "happened_as_written", "place": "place", "note": "note"}


def promote_screen(desk: "Desk", page: "Page") -> QuickTask:
    """It stands behind an event, old or new, or its files become exhibits."""

    def do(values: Values) -> str:
        return promote(desk.vault, page.ref, values)

    return QuickTask(desk, TIP_PROMOTE, do, record_id=page.record_id, label=page.ref)


def promote(vault: "Vault", ref: str, values: Values) -> str:
    """Let a tip become what the form says; returns the sentence.

    Raises:
        Refused: "record.needed" for the field that this way needs; and as the verbs.
    """
    needed = {"event": "event", "new_event": "title", "exhibit": "case"}[values["becomes"]]
    if not values.get(needed):
        raise Refused("record.needed", field=needed)
    if values["becomes"] == "exhibit":
        from dossier.intake.tip_exhibits import promote_to_exhibits

        made = promote_to_exhibits(vault, ref, values["case"], title=values.get("title", ""))
        words = ngettext("Taken over as exhibit {refs}.", "Taken over as exhibits {refs}.", len(made))
        return words.format(refs=", ".join(made))
    return _to_event(vault, ref, values)


def _to_event(vault: "Vault", ref: str, values: Values) -> str:
    from dossier.casework.tip_decisions import promote_to_event
    from dossier.casework.tip_sources import independent_sources

    old = values["becomes"] == "event"
    given = {"event_ref": values["event"]} if old else {"title": values["title"], "case_ref": values.get("case", "")}
    event_ref = promote_to_event(vault, ref, **given)
    count = independent_sources(vault, event_ref)
    words = ngettext(
        "{count} source stands behind this event.", "{count} independent sources stand behind this event.", count
    )
    return f"{event_ref} · {words.format(count=count)}"


def refuse_screen(desk: "Desk", page: "Page") -> QuickTask:
    """Why it is refused."""

    def do(values: Values) -> str:
        from dossier.casework.tip_decisions import refuse_tip

        refuse_tip(desk.vault, page.ref, values["why"])
        return _("Refused: {ref}.").format(ref=page.ref)

    return QuickTask(desk, TIP_REFUSE, do, record_id=page.record_id, label=page.ref)


def keep_screen(desk: "Desk", page: "Page") -> QuickTask:
    """For how many days more."""

    def do(values: Values) -> str:
        from dossier.casework.tip_decisions import CONTACT_ENDS, contact_ends_before, keep_tip

        last = keep_tip(desk.vault, page.ref, today=_today(), kept_days=values["kept_days"])
        said, ends = [(_("Kept until {day}."), last)], contact_ends_before(desk.vault, page.ref)
        said += [(_(CONTACT_ENDS), ends)] if ends is not None else []
        return " ".join(words.format(day=PartialDate.of_day(day).format(language())) for words, day in said)

    return QuickTask(desk, TIP_KEEP, do, record_id=page.record_id, texts=_DAYS, label=page.ref)


def contact_screen(desk: "Desk", page: "Page") -> QuickTask:
    """How whoever reported can be reached, sealed."""
    from dossier.tui.screens.sealing import SealedTask

    def do(values: Values) -> str:
        from dossier.casework.tip_decisions import seal_contact

        last = seal_contact(desk.vault, page.ref, values["contact"])
        day = PartialDate.of_day(last).format(language())
        return _("Sealed. Nobody can read it on this computer; from {day} on nobody at all.").format(day=day)

    return SealedTask(desk, TIP_CONTACT, do, record_id=page.record_id, label=page.ref)
