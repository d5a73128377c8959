"""``dossier forums``: which bodies are open for a complaint, until when and why."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json
from dossier.errors import WrongUse
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.forums import Asked, ForumLine
    from dossier.domain.dates import PartialDate


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier forums``."""
    parser.add_argument("ref", nargs="?", metavar=_("REF"), help=_("a person or a case; without it, --state and --on"))
    parser.add_argument("--state", metavar=_("CODE"), default="", help=_("the State complained of, by its letters"))
    parser.add_argument("--on", metavar=_("DATE"), help=_("the day of the facts"))
    parser.add_argument("--decided", metavar=_("DATE"), help=_("the day of the final decision at home"))
    parser.add_argument("--filed", metavar=_("DATE"), help=_("the day of filing; today without it"))
    parser.add_argument("--forum", metavar=_("CODE"), help=_("this body only, for example WGAD"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document instead of words"))


def run(arguments: "Namespace") -> int:
    """Say of each body whether it is open, why, and until when."""
    from dossier.casework.forums import forum_lines

    if arguments.ref and (arguments.state or arguments.on):
        raise WrongUse("usage", what=_("Name a record, or a State and a day, not both."))
    asked = _asked(arguments)
    lines = _chosen(forum_lines(asked, _day(arguments.filed) or _today()), arguments.forum)
    if arguments.json:
        show_json({"state": asked.country, "forums": [line.as_json() for line in lines]})
        return 0
    for line in lines:
        _say(line)
    return 0


def _chosen(lines: "list[ForumLine]", code: str | None) -> "list[ForumLine]":
    from dossier.errors import Misread

    chosen = [line for line in lines if code is None or line.answer.forum == code.strip().upper()]
    if not chosen:
        raise Misread("forum.code", field="forum", known=", ".join(line.answer.forum for line in lines))
    return chosen


def _asked(arguments: "Namespace") -> "Asked":
    from dataclasses import replace

    from dossier.casework.forums import Asked, asked_of, country_named

    decided, on = _day(arguments.decided), _day(arguments.on)
    if not arguments.ref:
        return Asked(country_named(arguments.state), (on,) if on else (), decided)
    with chosen_vault(arguments) as vault:
        asked = asked_of(vault, arguments.ref)
    return replace(asked, decided=decided or asked.decided)


def _day(written: str | None) -> "PartialDate | None":
    from dossier.domain.dates import PartialDate

    return PartialDate.parse(written) if written else None


def _today() -> "PartialDate":
    from dossier.domain.dates import PartialDate

    return PartialDate.of_day(datetime.now(UTC).astimezone().date())


def _say(line: "ForumLine") -> None:
    first, *further = line.answer.steps
    counted = ""
    if line.of_facts > 1 and line.holds_for < line.of_facts:
        counted = " " + _("(for {count} of {all} facts)").format(count=line.holds_for, all=line.of_facts)
    show(f"{line.answer.forum}  {line.name}: {first.sentence}{counted}")
    for step in (*further, *(line.answer.conditions if line.answer.answer not in ("closed", "late") else ())):
        show(f"    {step.sentence}")
    if line.answer.until is not None and line.answer.answer == "open":
        from dossier.domain.reckoning_words import shown

        show("    " + _("Open until: {day}.").format(day=shown(line.answer.until)))
    if line.answer.rule:
        rule = line.answer.rule
        show("    " + _("Source: {source} ({certainty}).").format(source=rule.source, certainty=rule.certainty))
