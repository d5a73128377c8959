"""``dossier due``: what is due within so many days, in words or as one JSON document."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dossier.cli.bulk import note_bulk
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json
from dossier.errors import Misread, WrongUse
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

    from dossier.casework.due import DueItem

USUAL_DAYS = 30
MOST_DAYS = 3650


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier due``."""
    parser.add_argument(
        "--within", metavar=_("DAYS"), default=str(USUAL_DAYS), help=_("how many days to look ahead; 30 without it")
    )
    parser.add_argument("--as-of", metavar=_("DATE"), help=_("the day from which to look ahead; today without it"))
    parser.add_argument("--add", metavar=_("WHAT"), help=_("record that this must be done, with --for and --by"))
    parser.add_argument("--for", dest="whom", metavar=_("REF"), help=_("the person or the case of --add"))
    parser.add_argument("--by", metavar=_("DATE"), help=_("the last day of --add"))
    parser.add_argument("--done", metavar=_("REF"), help=_("record that this deadline was met"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document instead of words"))


def run(arguments: "Namespace") -> int:
    """List what is due and what is overdue, the first day first."""
    from dossier.casework.due import due_items

    within, on = _days(arguments.within), _on(arguments.as_of)
    if arguments.add or arguments.done:
        return _record(arguments, on)
    with chosen_vault(arguments) as vault:
        items = due_items(vault, on, within)
        note_bulk(vault, "due", len(items))
    if arguments.json:
        show_json({"as_of": on.isoformat(), "within_days": within, "due": [one.as_json(on) for one in items]})
        return 0
    for item in items:
        show(_line(item, on))
    if not items:
        show(_("Nothing is due in this time."))
    return 0


def _record(arguments: "Namespace", on: "date") -> int:
    from dossier.casework.deadlines import add_deadline, mark_done

    if arguments.add and not (arguments.whom and arguments.by):
        raise WrongUse("usage", what=_("--add needs --for REF and --by DATE."))
    with chosen_vault(arguments) as vault:
        if arguments.add:
            show(add_deadline(vault, arguments.whom, arguments.add, _on(arguments.by)))
        if arguments.done:
            mark_done(vault, arguments.done, on)
    return 0


def _days(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and int(written) <= MOST_DAYS):
        raise Misread("due.within", field="within")
    return int(written)


def _on(written: str | None) -> "date":
    from dossier.domain.credit import bounds
    from dossier.domain.dates import PartialDate

    return bounds(PartialDate.parse(written))[0] if written else datetime.now(UTC).astimezone().date()


def _line(item: "DueItem", on: "date") -> str:
    from dossier.domain.reckoning_words import shown

    marks = [
        _("overdue") if item.last < on and not item.at_the_earliest else "",
        _("at the earliest") if item.at_the_earliest else "",
        _("rule {rule}, {certainty}").format(rule=item.rule, certainty=item.certainty) if item.certainty else "",
        _("unchecked") if item.unchecked else "",
    ]
    about = " ".join(filter(None, (item.ref, item.label)))
    said = "; ".join(filter(None, marks))
    return f"{shown((item.first, item.last))}  {about} · {item.text}" + (f" ({said})" if said else "")
