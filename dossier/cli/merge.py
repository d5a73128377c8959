"""``dossier merge``: two records of one person become one, after a yes; and two again."""

from typing import TYPE_CHECKING

from dossier.cli.ask import agreed
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, show_json, tell
from dossier.errors import WrongUse
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.merging import FieldChoice, MergePlan

_NOT_AGREED_STATUS = 2


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier merge``."""
    parser.add_argument(
        "refs", nargs="*", metavar=_("REF"), help=_("two persons: the one that stays, the one that goes")
    )
    parser.add_argument(
        "--keep", action="append", default=[], metavar=_("FIELD=REF"), help=_("keep this field of that record")
    )
    parser.add_argument("--yes", action="store_true", help=_("a person has seen the plan and agrees; do not ask"))
    parser.add_argument("--undo", metavar=_("MERGE"), help=_("take a merge back; M- and nine letters"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """Show what would be joined, ask, join; or undo.

    Raises:
        WrongUse: not two references, or references together with --undo.
    """
    if bool(arguments.undo) == bool(arguments.refs) or len(arguments.refs) not in (0, 2):
        raise WrongUse("usage", what=_("Name two persons, or a merge with --undo."))
    return _undo(arguments) if arguments.undo else _merge(arguments)


def _undo(arguments: "Namespace") -> int:
    from dossier.casework.merging import undo_merge

    with chosen_vault(arguments) as vault:
        stays, back = undo_merge(vault, arguments.undo)
    if arguments.json:
        show_json({"undone": arguments.undo, "refs": [stays, back]})
    else:
        show(_("{one} and {other} are two records again, each as it was.").format(one=stays, other=back))
    return 0


def _merge(arguments: "Namespace") -> int:
    from dossier.casework.merging import merge, plan_merge

    survivor, merged = arguments.refs
    keep = _kept(arguments.keep)
    with chosen_vault(arguments) as vault:
        plan = plan_merge(vault, survivor, merged, keep)
        if not arguments.json:
            _show_plan(plan)
        if not (arguments.yes or agreed(_("Join these two records?"))):
            _refuse(arguments, plan)
            return _NOT_AGREED_STATUS
        ref = merge(vault, survivor, merged, keep)
    if arguments.json:
        show_json({"merge": ref} | _plan_json(plan))
    else:
        show(_("Joined as {ref}. To take it back: dossier merge --undo {ref}").format(ref=ref))
    return 0


def _refuse(arguments: "Namespace", plan: "MergePlan") -> None:
    if arguments.json:
        show_json({"merge": None} | _plan_json(plan))
    tell(_("Nothing was joined. A person has to say yes: at the terminal, or with --yes."))


def _kept(words: list[str]) -> dict[str, str]:
    found = {}
    for word in words:
        field, sign, ref = word.partition("=")
        if not (field and sign and ref):
            raise WrongUse("usage", what=_("Write --keep as FIELD=REF, for example --keep born=P-7K2Q-9M4XC."))
        found[field] = ref
    return found


def _plan_json(plan: "MergePlan") -> dict[str, object]:
    fields = [
        {"field": one.name, "value": one.value, "other": one.other, "kept_from": one.kept_from, "differs": one.is_open}
        for one in plan.fields
        if one.value or one.other
    ]
    return {
        "survivor": plan.survivor_ref,
        "merged": plan.merged_ref,
        "score": plan.score,
        "fields": fields,
        "moved": plan.moved,
    }


def _show_plan(plan: "MergePlan") -> None:
    from dossier.domain.linkage import words_of

    show(_("{one} stays, {other} leads to it.").format(one=plan.survivor_ref, other=plan.merged_ref))
    show(f"  {plan.score:.2f} · " + "; ".join(words_of(code) for code in plan.likeness_codes))
    for field in plan.fields:
        if field.value or field.other:
            show(_field_line(field))
    total = sum(plan.moved.values())
    if total:
        tables = ", ".join(f"{count} {table}" for table, count in plan.moved.items())
        show(ngettext("{count} record goes along: {what}", "{count} records go along: {what}", total).format(
            count=total, what=tables
        ))  # fmt: skip


def _field_line(field: "FieldChoice") -> str:
    line = f"  {field.name}: {field.value} ({field.kept_from})"
    if field.is_open:
        line = "!" + line[1:] + " — " + _("the other says: {other}").format(other=field.other)
    return line
