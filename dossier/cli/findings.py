"""``dossier findings``: what contradicts itself in a record, and what should be looked at again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.checks import Found

WITH_FINDINGS = 1


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier findings``."""
    parser.add_argument("ref", nargs="?", metavar=_("REF"), help=_("a person or a case; without it, the whole vault"))
    parser.add_argument("--hard", action="store_true", help=_("contradictions only"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document instead of words"))


def run(arguments: "Namespace") -> int:
    """Say what was found, each with what to do; 1 with findings."""
    from dossier.casework.checks import all_findings, findings_of

    with chosen_vault(arguments) as vault:
        every = findings_of(vault, arguments.ref) if arguments.ref else list(all_findings(vault))
    found = [one for one in every if one.finding.severity == "hard" or not arguments.hard]
    if arguments.json:
        show_json({"findings": [one.as_json() for one in found]})
    else:
        say_findings(found)
        if not found:
            show(_("Nothing was found."))
    return WITH_FINDINGS if found else 0


def say_findings(found: "Iterable[Found]") -> None:
    """Each finding on a line, under the person in whose record it is."""
    from dossier.casework.checks import severity_word

    person = ""
    for one in found:
        if one.person_ref != person:
            person = one.person_ref
            show(f"{person}  {one.label}")
        where = f"{one.finding.ref} {one.finding.field}"
        show(f"  {severity_word(one.finding)} · {one.finding.code} · {where}: {one.finding.text} {one.finding.fix}")
