"""``dossier name``: a name in Latin letters by each published table, and in the cases that a motion needs."""

from typing import TYPE_CHECKING

from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json
from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.name_forms import NameForms


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier name``."""
    parser.add_argument("name", nargs="+", metavar=_("NAME"), help=_("as written in Cyrillic, or a person's reference"))
    parser.add_argument(
        "--language", choices=("be", "ru", "uk"), default="", help=_("of the name, where its letters do not tell it")
    )
    parser.add_argument("--gender", choices=("m", "f"), default="", help=_("where the name does not tell it"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Print the forms; a vault is opened only for a reference."""
    from dossier.domain.reckoning_words import CERTAINTIES

    found = _forms(arguments)
    if arguments.json:
        show_json([_as_json(one) for one in found])
        return 0
    for one in found:
        show(one.name)
        show("  " + _("In Latin letters"))
        for form in one.latin:
            show(f"    {form.text}  · {form.label} · {_(CERTAINTIES[form.certainty])}")
        show("  " + _("In grammatical cases"))
        for form in one.cases:
            doubt = "" if form.certainty == "checked" else " · " + _("unchecked: read it before it goes out")
            show(f"    {form.text}  · {form.label}{doubt}")
    return 0


def _forms(arguments: "Namespace") -> "list[NameForms]":
    from dossier.casework.name_forms import forms_of, forms_of_person
    from dossier.domain.refs import looks_like_ref

    name = " ".join(arguments.name)
    if not looks_like_ref(name):
        return [forms_of(name, arguments.language, arguments.gender)]
    with chosen_vault(arguments) as vault:
        return forms_of_person(vault, name, arguments.language, arguments.gender)


def _as_json(one: "NameForms") -> dict[str, object]:
    forms = {"latin": one.latin, "cases": one.cases}
    return {"name": one.name, "language": one.language} | {
        what: [{"code": f.code, "text": f.text, "certainty": f.certainty, "source": f.source or None} for f in found]
        for what, found in forms.items()
    }
