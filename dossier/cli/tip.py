"""``dossier tip``: what was received and is not yet believed."""

from datetime import date
from typing import TYPE_CHECKING

from dossier.cli.arguments import Action
from dossier.cli.bulk import note_bulk
from dossier.cli.passphrase import ask_line
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.cli.tip_intake import ADD
from dossier.cli.tip_options import json_option, kept_days_option, ref_argument
from dossier.domain.codes import TIP_STATES
from dossier.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.tips import TipView

FIRST_WORDS = 70


def _list_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument(
        "--state",
        action="append",
        choices=TIP_STATES,
        help=_("only tips in this state; received and triaged by default"),
    )
    json_option(parser)


def _list(arguments: "Namespace") -> int:
    from dossier.casework import dossier_words as said
    from dossier.casework.dossier_words import word
    from dossier.casework.tips import OPEN_STATES, open_tips

    with chosen_vault(arguments) as vault:
        views = open_tips(vault, arguments.state or OPEN_STATES)
        note_bulk(vault, "tip list", len(views))
    if arguments.json:
        show_json([_as_json(view) for view in views])
        return 0
    for view in views:
        words = " ".join(view.text.split())
        short = words if len(words) <= FIRST_WORDS else words[: FIRST_WORDS - 1] + "…"
        show(f"{view.ref}  {view.received_at:%Y-%m-%d}  {word(said.TIP_STATES, view.state)}  {short}")
    if not views:
        tell(_("No tip waits."))
    return 0


def _show_arguments(parser: "ArgumentParser") -> None:
    ref_argument(parser)
    json_option(parser)


def _show(arguments: "Namespace") -> int:
    from dossier.casework import dossier_words as said
    from dossier.casework.dossier_words import word
    from dossier.casework.tips import tip_view

    with chosen_vault(arguments) as vault:
        view = tip_view(vault, arguments.ref)
    if arguments.json:
        show_json(_as_json(view))
        return 0
    show(f"{view.ref}  {word(said.TIP_STATES, view.state)}")
    show(view.text)
    for label, value in _facts(view):
        show(f"  {label}: {value}")
    return 0


def _facts(view: "TipView") -> list[tuple[str, str]]:
    from dossier.domain.identity_marks import KIND_NAMES

    marks = ", ".join(f"{view.text[mark.start : mark.end]} ({_(KIND_NAMES[mark.kind])})" for mark in view.marks)
    pairs = [
        (_("Received"), f"{view.received_at:%Y-%m-%d %H:%M} UTC"),
        (_("Sent, as written"), view.sent_as_written),
        (_("Happened"), view.happened),
        (_("Place"), view.place),
        (_("Passed on from another chat"), _("yes") if view.is_forwarded else ""),
        (_("Independence group"), view.independence_group),
        (_("Looks like an identity"), marks),
        (_("Kept until"), view.expires_on.isoformat() if view.expires_on else ""),
        (_("Files"), str(view.file_count) if view.file_count else ""),
        (_("Event"), view.event_ref),
        (_("Note"), view.note),
    ]
    return [(label, value) for label, value in pairs if value]


def _as_json(view: "TipView") -> dict[str, object]:
    fields = {name: getattr(view, name) for name in view.__dataclass_fields__ if name != "marks"}
    marks = [{"kind": mark.kind, "start": mark.start, "end": mark.end} for mark in view.marks]
    times = {"received_at": view.received_at.isoformat(), "expires_on": str(view.expires_on or "") or None}
    return fields | times | {"marks": marks}


def _triage_arguments(parser: "ArgumentParser") -> None:
    ref_argument(parser)
    parser.add_argument("--happened", default="", metavar=_("DATE"), help=_("when it happened, as precise as known"))
    parser.add_argument("--place", default="", metavar=_("PLACE"), help=_("where it happened"))
    parser.add_argument("--note", default="", metavar=_("WORDS"), help=_("what you make of it"))


def _triage(arguments: "Namespace") -> int:
    from dossier.casework.tip_decisions import triage_tip

    with chosen_vault(arguments) as vault:
        triage_tip(vault, arguments.ref, happened=arguments.happened, place=arguments.place, note=arguments.note)
    return 0


def _promote_arguments(parser: "ArgumentParser") -> None:
    ref_argument(parser)
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--event", default="", metavar=_("REF"), help=_("the event that it tells of"))
    target.add_argument("--title", default="", metavar=_("WORDS"), help=_("the title of a new event"))
    target.add_argument("--exhibit", action="store_true", help=_("its files, or its text, become exhibits of --case"))
    parser.add_argument("--case", default="", metavar=_("REF"), help=_("the case of the new event or of the exhibits"))


def _promote(arguments: "Namespace") -> int:
    from dossier.casework.tip_decisions import promote_to_event
    from dossier.casework.tip_sources import independent_sources
    from dossier.intake.tip_exhibits import promote_to_exhibits

    if arguments.exhibit:
        with chosen_vault(arguments) as vault:
            for ref in promote_to_exhibits(vault, arguments.ref, arguments.case):
                show(ref)
        return 0
    with chosen_vault(arguments) as vault:
        event_ref = promote_to_event(
            vault, arguments.ref, event_ref=arguments.event, title=arguments.title, case_ref=arguments.case
        )
        count = independent_sources(vault, event_ref)
    show(event_ref)
    words = ngettext(
        "{count} source stands behind this event.", "{count} independent sources stand behind this event.", count
    )
    tell(words.format(count=count))
    return 0


def _seal(arguments: "Namespace") -> int:
    from dossier.casework.tip_decisions import require_sealable, seal_contact

    with chosen_vault(arguments) as vault:
        require_sealable(vault, arguments.ref)
        contact = ask_line(_("Contact: "))
        last_day = seal_contact(vault, arguments.ref, contact)
    tell(_("Sealed. Nobody can read it on this computer; from {day} on nobody at all.").format(day=last_day))
    return 0


def _refuse_arguments(parser: "ArgumentParser") -> None:
    ref_argument(parser)
    parser.add_argument("--why", required=True, metavar=_("WORDS"), help=_("the reason; it stays when the tip is gone"))


def _refuse(arguments: "Namespace") -> int:
    from dossier.casework.tip_decisions import refuse_tip

    with chosen_vault(arguments) as vault:
        refuse_tip(vault, arguments.ref, arguments.why)
    return 0


def _expire(arguments: "Namespace") -> int:
    from dossier.casework.tip_expiry import expire_tips

    with chosen_vault(arguments) as vault:
        refs = expire_tips(vault, today=date.today())
    if arguments.json:
        show_json(refs)
        return 0
    for ref in refs:
        show(ref)
    words = ngettext(
        "{count} tip ran out; its content is gone.", "{count} tips ran out; their content is gone.", len(refs)
    )
    tell(words.format(count=len(refs)))
    return 0


def _keep_arguments(parser: "ArgumentParser") -> None:
    ref_argument(parser)
    kept_days_option(parser)


def _keep(arguments: "Namespace") -> int:
    from dossier.casework.tip_decisions import CONTACT_ENDS, contact_ends_before, keep_tip

    with chosen_vault(arguments) as vault:
        last_day = keep_tip(vault, arguments.ref, today=date.today(), kept_days=arguments.kept_days)
        contact_ends = contact_ends_before(vault, arguments.ref)
    show(last_day.isoformat())
    if contact_ends is not None:
        tell(_(CONTACT_ENDS).format(day=contact_ends))
    return 0


ACTIONS = (
    ADD,
    Action("list", N_("the tips that wait for a decision"), _list_arguments, _list),
    Action("show", N_("one tip, whole, with what in it looks like an identity"), _show_arguments, _show),
    Action("triage", N_("note when and where it happened"), _triage_arguments, _triage),
    Action("promote", N_("let a tip stand behind an event, or become exhibits"), _promote_arguments, _promote),
    Action("seal", N_("seal how whoever reported can be reached, typed or on stdin"), ref_argument, _seal),
    Action("refuse", N_("refuse a tip, with the reason"), _refuse_arguments, _refuse),
    Action("keep", N_("keep a tip longer"), _keep_arguments, _keep),
    Action("expire", N_("destroy the content of tips that nobody used until their last day"), json_option, _expire),
)
