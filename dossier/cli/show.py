"""``dossier show``: one record, whole."""

from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier show``."""
    parser.add_argument("ref", metavar=_("REF"), help=_("the reference of a record, for example P-7K2Q-9M4XC"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Print the columns of the record that have a value, and what the checks find in a person or a case."""
    from uuid import UUID

    from dossier.casework.checks import findings_on
    from dossier.vault.queries.whole import whole_record

    with chosen_vault(arguments) as vault, vault.read() as session:
        kind, values = whole_record(session, arguments.ref)
        found = findings_on(session, kind, UUID(str(values["id"])))
    if arguments.json:
        show_json({"kind": kind, **values, **({"findings": [one.as_json() for one in found]} if found else {})})
        return 0
    show(kind)
    for name, value in values.items():
        show(f"  {name}: {value}")
    if found:
        from dossier.cli.findings import say_findings

        show(_("To check"))
        say_findings(found)
    return 0
