"""Punishments in a cell: what kind, how long, under which regime; the text itself is always kept.

A length without a unit stops the whole row: whether "15" means days or years is the question nobody may guess.
"""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from dossier.domain.terms import Term
from dossier.errors import InputProblem
from dossier.resources import seed_path, shipped_yaml

UNKNOWN_KIND = "unknown"
_APART = re.compile(r"\s*[;\n]\s*")
_AND_ALSO = re.compile(r"\s*(?:,|\bи\b|\bі\b|\band\b|\bплюс\b|\+)\s+(?=\D*\d)")
_REASON = re.compile(r"\s*\(|\s+(?:for|under|за|паводле|по (?:ч|ст)|па (?:ч|арт))\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


class Penalties(NamedTuple):
    """The punishments of a cell, and the codes of what a person should look at."""

    rows: tuple[dict[str, Any], ...]
    findings: tuple[str, ...]


class _Words(NamedTuple):
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    regimes: tuple[tuple[str, re.Pattern[str]], ...]
    administrative: dict[str, str]


@cache
def _words() -> _Words:
    data = shipped_yaml(seed_path("layouts", "words", "penalty_words.yaml"))
    kinds, regimes = (
        tuple((code, re.compile("|".join(forms))) for code, forms in data[name]) for name in ("kinds", "regimes")
    )
    return _Words(kinds, regimes, data["administrative"])


@lru_cache(maxsize=4096)
def penalties_in(decision: str, kind_cell: str = "", branch: str = "") -> Penalties:
    """Read the punishments of a decision.

    Args:
        decision: The text that holds the length, for example "2 года 6 месяцев лишения свободы".
        kind_cell: Another cell that names the kind, for example «хатняя хімія»; may be the one with the length.
        branch: "administrative" or "criminal" where it is known: it tells a day's arrest from a month's.

    Raises:
        Misread: "term.unit": a bare number.
    """
    with_length = next((text for text in (decision, kind_cell) if _DIGIT.search(text)), decision or kind_cell)
    other = "" if with_length == kind_cell else kind_cell
    rows: list[dict[str, Any]] = []
    findings: list[str] = []
    for piece in _pieces(with_length):
        rows.append(_penalty(piece, other if not rows else "", branch, findings))
    for row in rows[1:]:
        row["main_or_additional"] = "additional"
    return Penalties(tuple(rows), tuple(dict.fromkeys(findings)))


def _pieces(text: str) -> list[str]:
    found = []
    for piece in filter(None, (part.strip() for part in _APART.split(text))):
        parts = [part.strip() for part in _AND_ALSO.split(piece)]
        found += parts if len(parts) > 1 and all(_is_whole(part) for part in parts) else [piece]
    return found


def _is_whole(text: str) -> bool:
    """Whether it can stand alone as a punishment: it has a kind and a length, so "2 года и 6 месяцев" stays one."""
    try:
        return _kind(text.casefold()) != "" and _length(text) is not None
    except InputProblem:
        return False


def _penalty(piece: str, kind_text: str, branch: str, findings: list[str]) -> dict[str, Any]:
    plain = f"{piece} {kind_text}".casefold().replace("ё", "е")
    row: dict[str, Any] = {"term_as_written": piece, "kind_code": _kind(plain)}
    if branch == "administrative":
        row["kind_code"] = _words().administrative.get(row["kind_code"], row["kind_code"])
    if regime := next((code for code, form in _words().regimes if form.search(plain)), None):
        row["regime_code"] = regime
    try:
        term = _length(piece)
    except InputProblem as problem:
        if problem.code in {"term.unit", "term.fine_unit"}:
            raise
        findings.append("cell.penalty_unclear" if problem.code == "term.several" else problem.code)
        term = None
    row |= _term_fields(term)
    if not row["kind_code"]:
        row["kind_code"] = UNKNOWN_KIND
        findings.append("cell.penalty_kind")
    return row


def _kind(plain: str) -> str:
    return next((code for code, form in _words().kinds if form.search(plain)), "")


def _length(text: str) -> Term | None:
    """The length said in a text; what follows "for", "за" or a bracket tells why, not how long."""
    if not _DIGIT.search(text) and not _says_length(text):
        return None
    try:
        return Term.parse(text)
    except InputProblem as problem:
        shorter = _REASON.split(text)[0].strip()
        if problem.code in {"term.unit", "term.fine_unit"} or not shorter or shorter == text:
            raise
        return Term.parse(shorter)


def _says_length(text: str) -> bool:
    try:
        Term.parse(text)
    except InputProblem:
        return False
    return True


def _term_fields(term: Term | None) -> dict[str, Any]:
    if term is None:
        return {}
    fields: dict[str, Any] = {"term_kind": term.kind}
    if term.kind == "time":
        return fields | {name: getattr(term, name) or None for name in ("years", "months", "days", "hours")}
    if term.amount is not None:
        fields |= {"amount": term.amount, "currency": _iso_currency(term.currency)}
    return fields


def _iso_currency(currency: str) -> str | None:
    return currency if len(currency) == 3 else None
