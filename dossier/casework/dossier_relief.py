"""What is asked for, and before whom it can be asked."""

from collections.abc import Sequence
from typing import Any

from dossier.casework.desk import Desk, known_date
from dossier.casework.dossier_values import Statement
from dossier.casework.dossier_view import ForumView
from dossier.casework.dossier_words import CERTAINTIES, word
from dossier.casework.forums import Asked, ForumLine, country_named, forum_lines
from dossier.domain.dates import PartialDate
from dossier.domain.forums import is_addressed
from dossier.domain.law_rows import rows
from dossier.errors import MESSAGES, Misread
from dossier.i18n import _


def relief_of(desk: Desk) -> tuple[Statement, ...]:
    """The relief that the preparer asks for; where nothing is recorded that is said, and nothing is asked for."""
    asked = [one for case in desk.rows.cases for one in desk.statements(desk.text(case, "relief"), case)]
    if asked:
        return tuple(asked)
    return (Statement(_("The preparer has recorded no relief sought. This dossier by itself asks for nothing.")),)


def forums_of(desk: Desk, recipient: str, forms: Sequence[str]) -> tuple[ForumView, ...]:
    """Which bodies take a complaint on this State for the facts of the dossier, if it is sent on the day of the paper.

    Args:
        desk: Of the dossier.
        recipient: Of the paper, as named.
        forms: Names of the forms that are filled in it.

    Source: the rules of ``domain.forums``. Of a State whose rules are not here nothing is said.
    """
    state = desk.rows.cases[0].state_code if desk.rows.cases else ""
    try:
        country = country_named(state)
    except Misread:
        return ()
    days = [known_date(one, "happened") for one in desk.rows.events]
    days += [known_date(one, "started") for one in desk.rows.episodes]
    facts = tuple({one.edtf: one for one in days if one is not None}.values())
    codes = [one.upper() for one in forms]
    lines = forum_lines(Asked(country, facts), PartialDate.of_day(desk.on))
    return tuple(_forum(one, is_addressed(one.answer.forum, recipient, codes)) for one in lines)


def _forum(line: ForumLine, goes_there: bool) -> ForumView:
    answer = line.answer
    state = _(MESSAGES[f"forum.{answer.answer}"])
    sentences = [one.sentence for one in (*answer.steps, *answer.conditions)]
    said = " ".join(one for one in sentences if one != state)
    certainty = word(CERTAINTIES, answer.rule.certainty) if answer.rule is not None else ""
    return ForumView(line.name, answer.answer, state, said, certainty, answer.forum, goes_there)


def criteria_of(desk: Desk) -> tuple[Statement, ...]:
    """The criteria of political imprisonment that a body's decision in this dossier names."""
    named = {one.criteria_code for one in desk.rows.recognitions if one.criteria_code}
    return tuple(Statement(f"{row['criterion']}. {row['text_in_our_words']}") for row in _criteria(named))


def _criteria(named: set[Any]) -> list[dict[str, str]]:
    is_named = any("1900" in str(one) or "PACE" in str(one) for one in named)
    return list(rows("pace_1900_criteria.csv")) if is_named else []
