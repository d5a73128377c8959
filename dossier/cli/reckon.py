"""``dossier reckon``: when a term ends, by which rule and how surely, in words or as one JSON document."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dossier.cli.say import show, show_json
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

    from dossier.domain.credit import Custody
    from dossier.domain.dates import PartialDate
    from dossier.domain.imposed import Imposed, Reckoned

WITH_QUESTIONS = 1


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier reckon``."""
    parser.add_argument("term", metavar=_("TERM"), help=_('the term as written: "15 суток", "2 г. 6 мес.", "life"'))
    parser.add_argument("--branch", choices=("administrative", "criminal"), help=_("the branch of law"))
    parser.add_argument("--penalty", metavar=_("CODE"), help=_("the kind of punishment: IMPR, RF_IUOT, A_ARREST …"))
    parser.add_argument("--regime", metavar=_("REGIME"), help=_("general, enhanced, strict, special or prison"))
    parser.add_argument(
        "--custody",
        metavar=_("FROM/TO"),
        action="append",
        default=[],
        help=_("custody before the verdict; an open end lasts until the verdict entered into force; may be repeated"),
    )
    parser.add_argument(
        "--home-arrest", metavar=_("FROM/TO"), action="append", default=[], help=_("home arrest before the verdict")
    )
    parser.add_argument("--in-force", metavar=_("DATE"), help=_("the day the verdict entered into force"))
    parser.add_argument("--verdict", metavar=_("DATE"), help=_("the day of the verdict, where the other is not known"))
    parser.add_argument("--started", metavar=_("DATE"), help=_("the day of registration, or the first day served"))
    parser.add_argument("--detained", metavar=_("DATE"), help=_("the actual detention, with its hour if it is known"))
    parser.add_argument("--stated", metavar=_("DATE"), help=_("the end stated by the court, the colony or the family"))
    parser.add_argument("--in-absentia", action="store_true", help=_("the sentence was given in absentia"))
    parser.add_argument(
        "--put-together", action="store_true", help=_("the court put this term together with the rest of another one")
    )
    parser.add_argument("--country", metavar=_("CODE"), default="", help=_("whose rules, by two letters; usually BY"))
    parser.add_argument("--as-of", metavar=_("DATE"), help=_("the day of the reckoning, which chooses the rule; today"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document instead of words"))


def run(arguments: "Namespace") -> int:
    """Reckon the term and say how; 1 where a question is left instead of a date."""
    from dossier.domain.reckoning import reckon

    reckoned = reckon(_imposed(arguments), _reckoned_on(arguments.as_of))
    if arguments.json:
        show_json(reckoned.as_json())
    else:
        _explain(reckoned)
    return WITH_QUESTIONS if reckoned.question else 0


def _imposed(arguments: "Namespace") -> "Imposed":
    from dossier.domain.imposed import Imposed
    from dossier.domain.penalties import regime_named
    from dossier.domain.terms import Term

    detained = _day(arguments.detained)
    return Imposed(
        Term.parse(arguments.term),
        branch=arguments.branch,
        penalty=arguments.penalty.upper() if arguments.penalty else None,
        regime=regime_named(arguments.regime) if arguments.regime else None,
        custody=(
            *(_custody(written, "CUSTODY") for written in arguments.custody),
            *(_custody(written, "HOUSE_ARREST") for written in arguments.home_arrest),
        ),
        in_force=_day(arguments.in_force),
        verdict=_day(arguments.verdict),
        started=_day(arguments.started),
        detained_at=_instant(detained),
        detained_on=detained,
        stated_end=_day(arguments.stated),
        in_absentia=arguments.in_absentia,
        put_together=arguments.put_together,
        country=_country(arguments.country),
    )


def _country(written: str) -> str:
    """The country whose rules are asked for; "" is the home country. One without kinds of punishment has no rules."""
    from dossier.domain.law_rows import countries, rows_of
    from dossier.errors import Refused

    known = [one for one in countries() if rows_of(one, "penalty_kinds.csv")]
    if written and written.upper() not in known:
        raise Refused("reckon.country", field="country", known=", ".join(known))
    return written.upper()


def _day(written: str | None) -> "PartialDate | None":
    from dossier.domain.dates import PartialDate

    return PartialDate.parse(written) if written else None


def _custody(written: str, measure: str) -> "Custody":
    from dossier.domain.credit import Custody
    from dossier.domain.dates import PartialDate
    from dossier.errors import Misread

    first, slash, last = written.partition("/")
    if not slash:
        raise Misread("reckon.custody_form", field="custody")
    return Custody(PartialDate.parse(first), PartialDate.parse(last) if last.strip(" .") else None, measure)


def _instant(detained: "PartialDate | None") -> datetime | None:
    """The hour of detention where the date names one; without a zone it is the country's own time."""
    if detained is None or detained.day is None or not detained.time:
        return None
    return datetime.fromisoformat(f"{detained.day.isoformat()}T{detained.time.upper()}")


def _reckoned_on(written: str | None) -> "date":
    from dossier.domain.credit import bounds

    day = _day(written)
    return bounds(day)[1] if day else datetime.now(UTC).astimezone().date()


def _explain(reckoned: "Reckoned") -> None:
    for step in (*reckoned.steps, *reckoned.notes):
        show(step.sentence)
    if reckoned.question:
        show(reckoned.question.sentence)
    show(_headline(reckoned))


def _headline(reckoned: "Reckoned") -> str:
    """The answer in one line: the stated end first, since it wins."""
    from dossier.domain.reckoning_words import CERTAINTIES, shown

    if reckoned.stated is not None:
        return _("Stated end: {day}").format(day=shown(reckoned.stated))
    if reckoned.status == "question":
        return _("No date: one answer is missing.")
    if reckoned.status == "no_end":
        return _("No date: this punishment has no last day that could be computed.")
    day = shown(reckoned.ends_at or (reckoned.earliest_on, reckoned.latest_on))
    certainty = _(CERTAINTIES[reckoned.certainty])
    facts = {"day": day, "rule": reckoned.rule_id, "days": reckoned.tolerance_days, "certainty": certainty}
    if reckoned.mark == "earliest":
        return _("Computed end, at the earliest: {day} (rule {rule}, ± {days} d, {certainty})").format(**facts)
    if reckoned.mark == "latest":
        return _("Computed end, at the latest: {day} (rule {rule}, ± {days} d, {certainty})").format(**facts)
    if reckoned.unchecked:
        return _("Computed end, unchecked: {day} (rule {rule}, ± {days} d, {certainty})").format(**facts)
    return _("Computed end: {day} (rule {rule}, ± {days} d, {certainty})").format(**facts)
