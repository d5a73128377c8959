"""What can be wrong with a row of seeds/: a code, where it is, and a sentence that says what to do."""

from dataclasses import dataclass

from dossier.errors import MESSAGES, add_messages
from dossier.i18n import N_, _

add_messages(
    {
        "seeds.table": N_("tables.yaml does not know this table. Describe it there: key, source, references."),
        "seeds.columns": N_("The columns differ from those of the same table elsewhere: {what}."),
        "seeds.shape": N_("This row has more or fewer cells than the header, or spaces around a cell."),
        "seeds.key": N_("The key {what} is empty or stands twice. Two rows must be told apart."),
        "seeds.editions": N_("Two editions of {what} are in force on the same day. Bound one of them."),
        "seeds.backwards": N_("This edition ends before it begins."),
        "seeds.date": N_("{what} is no date. Write a year, a month or a day: 2021, 2021-06, 2021-06-19."),
        "seeds.certainty": N_("The certainty “{what}” is not known. Use one of certainty_levels.csv."),
        "seeds.source": N_("No source is named. Say where this was read, or “memory”."),
        "seeds.file_source": N_("SOURCES.md does not name this file. Say what it holds and where it is from."),
        "seeds.reference": N_("{what} is not in the table that this column points to."),
        "seeds.value": N_("{what} is not one of the values of this column."),
        "seeds.range": N_("The lowest value is above the highest: {what}."),
        "seeds.number": N_("{what} is no number above zero."),
        "seeds.pattern": N_("{what} is no pattern. Check its brackets."),
        "seeds.unit": N_("This punishment cannot have such a unit or limit: {what}."),
        "seeds.label": N_("There is no label in {what}."),
        "seeds.script": N_("The label in {what} is written with letters that this language does not have."),
        "seeds.same_label": N_("Another code has the same label: {what}. Was a line copied?"),
        "seeds.other_label": N_("This is the label of another code in another language: {what}. Were two swapped?"),
        "seeds.meaning": N_("The English label and the one in {what} do not mean the same. Were two swapped?"),
        "seeds.country": N_("A country's folder needs one country.csv with its two letters; one of all is home."),
        "seeds.two_meanings": N_("{what} stands for two different things."),
        "seeds.exception": N_("This exception excuses nothing any more. Take it out of exceptions.csv."),
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """One finding: in which file below seeds/, at which line (0 is the file), of which key, and what."""

    file: str
    line: int
    code: str
    key: str = ""
    what: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the language in force."""
        return _(MESSAGES[self.code]).format(what=self.what)
