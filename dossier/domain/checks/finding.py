"""A finding: a stable code, hard or soft, where it is, what is wrong and what to do, in four languages.

Hard means that the record contradicts itself; soft, that it may be right and should be looked at. A finding is made
only where every day that the recorded dates can mean leads to it.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from dossier.domain.reckoning_words import Step
from dossier.errors import add_messages
from dossier.i18n import N_, _

Severity = Literal["hard", "soft"]


class Check(NamedTuple):
    """One check: how grave it is, what it says, and how it is mended."""

    severity: Severity
    text: str
    fix: str


CHECKS: dict[str, Check] = {
    # the person
    "mixed_alphabets": Check(
        "soft",
        N_("The word “{word}” of the name has letters of two alphabets that look alike."),
        N_("Type the word again in one alphabet, unless it stands so in the document."),
    ),
    "born_after_died": Check(
        "hard", N_("The birth ({born}) is after the death ({died})."), N_("Correct one of the two days.")
    ),
    "facts_before_birth": Check(
        "hard",
        N_("The facts ({facts}) are before the person was born ({born})."),
        N_("Check both days, and whether this is the right person."),
    ),
    "impossible_age": Check(
        "hard",
        N_("On this day ({day}) the person would be older than {years} years."),
        N_("Check the day of birth: the century may be wrong."),
    ),
    "below_age": Check(
        "soft",
        N_("On the day of the facts ({facts}) the person was under {years}: too young for any charge."),
        N_("Check the day of birth; if it is right, record the charge as a violation."),
    ),
    "minor": Check(
        "soft",
        N_("On the day of the facts ({facts}) the person was a minor."),
        N_("Other rules and protections hold for minors; see that they are recorded."),
    ),
    "after_death": Check(
        "soft", N_("This day ({day}) is after the person's death ({died})."), N_("Check both days.")
    ),
    "in_future": Check(
        "hard",
        N_("This day ({day}) has not come yet."),
        N_("Correct the day; what is planned is recorded as a deadline."),
    ),
    # the procedure
    "charge_before_facts": Check(
        "hard", N_("The charge ({charged}) is before the facts ({facts})."), N_("Correct one of the two days.")
    ),
    "verdict_before_facts": Check(
        "soft",
        N_("Every decision ({imposed}) is before the facts of this charge ({facts})."),
        N_("Correct one of the days; a charge that is not decided yet is marked as pending."),
    ),
    "verdict_before_charge": Check(
        "soft",
        N_("Every decision ({imposed}) is before this charge ({charged})."),
        N_("Correct one of the days; a charge that is not decided yet is marked as pending."),
    ),
    "in_force_before_verdict": Check(
        "hard",
        N_("The decision entered into force ({in_force}) before it was given ({imposed})."),
        N_("Correct one of the two days."),
    ),
    "appeal_before_verdict": Check(
        "soft",
        N_("The decision of the higher court ({later}) is before that of the first ({first})."),
        N_("Check the days and the instances."),
    ),
    "steps_out_of_order": Check(
        "soft",
        N_("This step ({day}) is before one that it follows, {other} ({other_day})."),
        N_("Check the days of both steps."),
    ),
    "release_before_verdict": Check(
        "soft",
        N_("The stated release ({release}) is before the decision ({imposed})."),
        N_("Check the day; if the term was served already, say so in the remarks."),
    ),
    "punishment_without_charge": Check(
        "soft", N_("A punishment is recorded, and no charge."), N_("Enter the articles of the decision.")
    ),
    "conviction_without_decision": Check(
        "soft", N_("A conviction is recorded, and no decision."), N_("Enter the decision with its punishment.")
    ),
    "decision_without_punishment": Check(
        "soft", N_("The person is convicted, and the decision has no punishment."), N_("Enter what was imposed.")
    ),
    "punished_for_acquittal": Check(
        "hard",
        N_("This punishment is for a charge that ended without conviction."),
        N_("Correct the result of the charge, or the charge of the punishment."),
    ),
    # custody
    "release_before_detention": Check(
        "hard", N_("The release ({ended}) is before the detention ({started})."), N_("Correct one of the two days.")
    ),
    "stay_backwards": Check(
        "hard", N_("This stay ends ({ended}) before it begins ({started})."), N_("Correct one of the two days.")
    ),
    "stay_outside_episode": Check(
        "soft",
        N_("This stay ({started}) lies outside of the detention to which it belongs."),
        N_("Check the days of the stay and of the detention."),
    ),
    "stays_overlap": Check(
        "hard",
        N_("Two stays overlap: this one begins ({started}) before another ends ({ended})."),
        N_("Correct the days of the transfer."),
    ),
    "stays_gap": Check(
        "soft",
        N_("Where the person was held from {start} to {end} is not recorded."),
        N_("Enter the place; if nobody knows it, enter a stay with the place not known."),
    ),
    "episodes_overlap": Check(
        "soft",
        N_("Two detentions overlap: this one begins ({started}) before another ends ({ended})."),
        N_("Check the days; one of them may be a part of the other."),
    ),
    "limit_exceeded": Check(
        "soft",
        N_("A statutory limit was exceeded by at least {hours} hours ({basis})."),
        N_("Check the hours; if they are right, record the violation."),
    ),
    # punishments
    "punishment_above_article": Check(
        "soft",
        N_("{term} is more than the article threatens (limit: {limit}; certainty: {certainty})."),
        N_("Check the number, the unit, the part of the article, and whether sentences were put together."),
    ),
    "punishment_below_article": Check(
        "soft",
        N_("{term} is less than the article threatens (at least {limit}; certainty: {certainty})."),
        N_("Check the number, the unit and the part of the article; a milder sentence is possible."),
    ),
    "arrest_above_article": Check(
        "soft",
        N_("{term} of arrest is more than the article allows ({limit}; certainty: {certainty})."),
        N_("Check the number of days and the part; several arrests are entered one by one."),
    ),
    "punishment_above_kind": Check(
        "soft",
        N_("{term} is more than this punishment can last ({limit}; certainty: {certainty})."),
        N_("Check the number and the unit: days or years is the whole question."),
    ),
    "wrong_unit": Check(
        "hard",
        N_("{term}: this kind of punishment is not counted like that."),
        N_("Check the kind and the unit: days or years is the whole question."),
    ),
    "wrong_branch": Check(
        "soft",
        N_("This kind of punishment does not belong to the branch of the proceeding."),
        N_("Check the kind of punishment and the branch, administrative or criminal."),
    ),
    "regime_without_colony": Check(
        "soft",
        N_("A regime is recorded with a punishment that is not served in a colony or prison."),
        N_("Check the kind of punishment, or take the regime out."),
    ),
    # articles
    "article_not_in_force": Check(
        "soft",
        N_("The article was not in force on the day of the facts ({facts})."),
        N_("Check the day of the facts and the number; if both are right, this is a ground of appeal."),
    ),
    "article_of_other_branch": Check(
        "soft",
        N_("The article is of a code of another branch than the proceeding."),
        N_("Check the code and the branch, administrative or criminal."),
    ),
    # entered twice
    "double_charge": Check(
        "soft", N_("The same charge is recorded twice in this proceeding."), N_("Delete one or correct its day.")
    ),
    "double_decision": Check(
        "soft", N_("The same decision is recorded twice in this proceeding."), N_("Delete one, or correct its day.")
    ),
    "double_punishment": Check(
        "soft", N_("The same punishment is recorded twice in this decision."), N_("Delete one, or name its charge.")
    ),
    "double_proceeding": Check(
        "soft",
        N_("Two proceedings of this person have the same number, or the same articles and day of decision."),
        N_("Compare them; if they are one, delete one."),
    ),
    "double_episode": Check(
        "soft",
        N_("Two detentions of this person begin on the same day ({started})."),
        N_("Compare them; if they are one, delete one."),
    ),
}  # fmt: skip

add_messages({f"check.{code}": check.text for code, check in CHECKS.items()})
add_messages({f"check.{code}.fix": check.fix for code, check in CHECKS.items()})


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, in which record and field."""

    code: str
    ref: str
    field: str
    facts: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, ref: str, field: str, **facts: object) -> "Finding":
        """A finding with the facts of its sentence by name."""
        return cls(code, ref, field, tuple(facts.items()))

    @property
    def severity(self) -> Severity:
        """ "hard" where the record contradicts itself, else "soft"."""
        return CHECKS[self.code].severity

    @property
    def text(self) -> str:
        """What is wrong, in the language in force."""
        return Step(f"check.{self.code}", self.facts).sentence

    @property
    def fix(self) -> str:
        """What to do, in the language in force."""
        return _(CHECKS[self.code].fix)

    def as_json(self) -> dict[str, object]:
        """The finding as a document."""
        facts = dict(Step(f"check.{self.code}", self.facts).as_json())
        facts.pop("code")
        facts.pop("text")
        return {
            "code": self.code, "severity": self.severity, "ref": self.ref, "field": self.field,
            "text": self.text, "fix": self.fix, "facts": facts,
        }  # fmt: skip
