"""``dossier duplicates``: records that may be one person's, and what a person decides about them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dossier.cli.bulk import note_bulk
from dossier.cli.place import chosen_vault
from dossier.cli.say import progress, show, show_json, tell
from dossier.errors import WrongUse
from dossier.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.casework.possible_pairs import Found, PossiblePair

_DECIDED: Final = {
    "different": N_("It is remembered that these two are different people."),
    "same": N_("It is remembered that these two are one person. dossier merge joins the records."),
    "forget": N_("What was decided about these two is taken back."),
}


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier duplicates``."""
    parser.add_argument("--limit", type=int, default=100, metavar="N", help=_("at most so many pairs"))
    ref = _("REF")
    for option, words in (
        ("--pair", _("only these two, side by side")),
        ("--different", _("remember: these are different people")),
        ("--same", _("remember: these are one person (dossier merge joins the records)")),
        ("--forget", _("take back what was decided about these two")),
    ):
        parser.add_argument(option, nargs=2, metavar=(ref, ref), help=words)
    parser.add_argument("--reason", metavar=_("WORDS"), help=_("why, kept with the decision"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: "Namespace") -> int:
    """List the pairs, or remember a decision.

    Raises:
        WrongUse: several decisions at once.
    """
    decisions = [name for name in ("pair", "different", "same", "forget") if getattr(arguments, name)]
    if len(decisions) > 1:
        raise WrongUse("usage", what=_("Give one of --pair, --different, --same and --forget."))
    return _decide(arguments, decisions[0]) if decisions else _list(arguments)


def _decide(arguments: "Namespace", what: str) -> int:
    from dossier.casework import judgements

    one, other = getattr(arguments, what)
    with chosen_vault(arguments) as vault:
        if what == "forget":
            judgements.forget_judgement(vault, one, other)
        elif what != "pair":
            judgements.judge(vault, one, other, what, arguments.reason)
        pair = judgements.pair_of(vault, one, other)
    if arguments.json:
        show_json(pair.as_json())
    else:
        _show_decided(what, pair)
    return 0


def _list(arguments: "Namespace") -> int:
    from dossier.casework.possible_pairs import possible_pairs

    with chosen_vault(arguments) as vault, progress(_("Persons")) as at:
        found = possible_pairs(vault, arguments.limit, on_progress=at)
        note_bulk(vault, "duplicates", 2 * len(found.pairs))
    if arguments.json:
        show_json(_as_json(found))
        return 0
    for pair in found.pairs:
        _show_pair(pair)
    _tell_end(found)
    return 0


def _as_json(found: "Found") -> dict[str, object]:
    return {
        "person_count": found.person_count,
        "compared_count": found.compared_count,
        "crowded_keys": found.crowded_keys,
        "pairs": [pair.as_json() for pair in found.pairs],
    }


def _show_decided(what: str, pair: "PossiblePair") -> None:
    """What was decided, and the pair; that they are different people is no contradiction to that decision itself."""
    if what == "different":
        own = {pair.first.ref, pair.second.ref}
        pair = replace(pair, contradictions=tuple(one for one in pair.contradictions if set(one) != own))
    if what in _DECIDED:
        show(_(_DECIDED[what]))
    _show_pair(pair)


def _show_pair(pair: "PossiblePair") -> None:
    words = {"same": _("probably the same"), "ask": _("perhaps the same"), "no": _("probably not the same")}
    show(f"{words[pair.likeness.band]} · {pair.likeness.score:.2f} · {'; '.join(pair.likeness.reasons)}")
    for person in (pair.first, pair.second):
        known = person.described
        details = (person.born_as_written, "; ".join(known.names[1:]), ", ".join(sorted(known.articles)))
        show(f"  {person.ref:<14}{person.label}  " + " · ".join(filter(None, details)))
    for one, other in pair.contradictions:
        show("  ! " + _("contradiction: {one} and {other} were judged to be different").format(one=one, other=other))


def _tell_end(found: "Found") -> None:
    count = len(found.pairs)
    tell(ngettext("{count} pair to decide on.", "{count} pairs to decide on.", count).format(count=count))
    if found.crowded_keys:
        tell(_("Very common names were compared only where the date of birth or more of the name agrees."))
    if count:
        tell(_("dossier merge REF REF joins two; dossier duplicates --different REF REF remembers that they are two."))
