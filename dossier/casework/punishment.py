"""Which punishment a typed term is: as named, or the only one that the law leaves; otherwise the person is asked.

Nothing is guessed. Days of arrest exist in one kind only; fifteen years can only be imprisonment, because every other
kind ends earlier; two years can be several things, and then the form asks.
"""

import re
from contextlib import suppress
from decimal import Decimal
from typing import Final

from dossier.domain.catalogue import longest_arrest_days
from dossier.domain.law_rows import FACT_CERTAINTIES, home_country
from dossier.domain.penalties import PenaltyKind, penalty_kinds, regime_named, regimes
from dossier.domain.terms import Term, check_unit
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import LANGUAGES, N_, _, in_language, language

add_messages(
    {
        "entry.kind_needed": N_("Several punishments can have this term. Which one? F5 lists them."),
        "entry.kind_unknown": N_("This punishment is not in the list. F5 lists them."),
        "entry.kind_several": N_("Several punishments are called so. Which one? F5 lists them."),
        "entry.kind_alone": N_("This punishment has a length or an amount: type it under “Sentence”."),
        "entry.regime_unknown": N_("This regime is not in the list. F5 lists them."),
    }
)

_DOUBT = 4


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е").strip()


def read_kind(text: str, branch: str = "") -> PenaltyKind | None:
    """The kind of punishment as named: its code, the beginning of its name in any language, or the slang word.

    Args:
        text: As typed.
        branch: Of the procedure, which decides between kinds of one name; empty where it is not known.

    Raises:
        Misread: "entry.kind_unknown" where none fits, "entry.kind_several" where more than one does.
    """
    kinds = penalty_kinds(home_country())
    if not (typed := _plain(text)):
        return None
    if text.strip().upper() in kinds:
        return kinds[text.strip().upper()]
    exact = [kind for kind in kinds.values() if typed in _names_of(kind)]
    of_branch = [kind for kind in exact if kind.branch == branch]
    fitting = of_branch or exact or [kind for kind in kinds.values() if _is_called(kind, typed)]
    if len(fitting) != 1:
        raise Misread("entry.kind_several" if fitting else "entry.kind_unknown", field="kind")
    return fitting[0]


def kind_name(kind: PenaltyKind) -> str:
    """The name of a punishment in the language in force, in Russian where the list has no such name.

    A fine and community work are in both codes, under one name: there the code stands behind it.
    """
    name = _name(kind)
    others = (one for one in penalty_kinds(home_country()).values() if one.code != kind.code)
    if not any(_name(one) == name for one in others):
        return name
    return _(_OF_BRANCH.get(kind.branch, "{name}")).format(name=name)


_OF_BRANCH: Final = {"administrative": N_("{name} (administrative)"), "criminal": N_("{name} (criminal)")}


def _name(kind: PenaltyKind) -> str:
    return kind.names.get(language()) or kind.names.get("ru") or kind.names["en"]


def _names_of(kind: PenaltyKind) -> frozenset[str]:
    """Every name of a kind, with its code behind it too, as it is compared."""
    names = {_plain(one) for one in kind.names.values()}
    for code in LANGUAGES:
        with in_language(code):
            names.add(_plain(kind_name(kind)))
    return frozenset(names)


def slang_name(kind: PenaltyKind) -> str:
    """The slang word in the language in force: written in the list as "khimiya (химия / хімія)"; empty for none.

    Ukrainian has no word of its own for a punishment of another State and shows the Russian one.
    """
    parts = [one.strip() for one in re.split(r"[(/)]", kind.slang)]
    return parts[{"be": 2, "ru": 1, "uk": 1}.get(language(), 0)] if len(parts) > 2 else kind.slang


def _is_called(kind: PenaltyKind, start: str) -> bool:
    """By the beginning of a name; slang («химия», «домашняя химия») only by the beginning of the whole expression."""
    slang = (_plain(one) for one in re.split(r"[(/)]", kind.slang))
    return any(one.startswith(start) for one in (*map(_plain, kind.names.values()), *filter(None, slang)))


def read_regime(text: str) -> str | None:
    """The code of a regime: its code, its word in court ("общий", "строгого"), or the beginning of its name.

    Raises:
        Misread: "entry.regime_unknown".
    """
    if not (start := _plain(text)):
        return None
    with suppress(Misread):
        return regime_named(text)
    found = [one.code for one in regimes().values() if any(_plain(n).startswith(start) for n in one.names.values())]
    if len(found) != 1:
        raise Misread("entry.regime_unknown", field="regime")
    return found[0]


def possible_kinds(term: Term, branch: str = "") -> list[PenaltyKind]:
    """The punishments that can have this term: of that branch if any is, else of all.

    Source: units and limits of penalty_kinds.csv of the home country.
    """
    found = [
        kind for kind in penalty_kinds(home_country()).values() if kind.branch != "measure" and _can_be(kind, term)
    ]
    return [kind for kind in found if branch in ("", kind.branch)] or found


def _can_be(kind: PenaltyKind, term: Term) -> bool:
    if term.kind in ("life", "death"):
        return kind.code == term.kind.upper()
    try:
        check_unit(term, kind.unit)
    except Refused:
        return False
    return not _is_above(kind, term)


def _is_above(kind: PenaltyKind, term: Term) -> bool:
    """Whether the term is beyond the limit; a limit that is not certain counts only when it is far exceeded."""
    if kind.unit not in ("day", "month"):
        return False
    if kind.maximum is None:
        return True  # no limit is known, so a length alone does not say that it is this one
    if kind.unit == "day":
        return Decimal(term.days) > max(kind.maximum, Decimal(longest_arrest_days(home_country())))
    margin = 1 if kind.certainty in FACT_CERTAINTIES else _DOUBT
    return Decimal(term.total_months) > kind.maximum * margin


def settle_kind(term: Term | None, named: PenaltyKind | None, branch: str) -> PenaltyKind | None:
    """The kind of punishment: as named, else the only possible one.

    Raises:
        Refused: "entry.kind_needed", "entry.kind_alone"; the codes of ``check_unit`` where unit and kind contradict.
    """
    if named is not None:
        if term is not None:
            check_unit(term, named.unit)
        elif named.unit:
            raise Refused("entry.kind_alone", field="sentence")
        return named
    if term is None:
        return None
    possible = possible_kinds(term, branch)
    if len(possible) != 1:
        raise Refused("entry.kind_needed", field="kind")
    return possible[0]
