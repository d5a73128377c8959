"""Articles in cells: each citation a charge, the branch that the codes belong to, keys of our own lists."""

from functools import lru_cache
from typing import Any

from dossier.domain.articles import ArticleRef, Reading, read_articles
from dossier.domain.catalogue import knows
from dossier.domain.law_codes import branch_of
from dossier.errors import InputProblem
from dossier.intake.layouts import FieldRule
from dossier.intake.row_cells import Fill, Pieces, Row, parted, within

ARTICLE_TEXT_LIMIT = 2000


@lru_cache(maxsize=16_384)
def _read_articles(text: str, code: str | None) -> Reading | str:
    try:
        return read_articles(text, default_code=code)
    except InputProblem as problem:
        return problem.code


def _articles_of(text: str, code: str | None) -> tuple[ArticleRef, ...]:
    read = _read_articles(text, code)
    return () if isinstance(read, str) else read.refs


def read_branch(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The branch that the cited codes belong to; otherwise the one that the layout declares."""

    def fill(row: Row, values: dict[str, Any]) -> None:
        pieces = (piece for column in rule.columns for piece in _citations(row.cells[column], rule.code))
        refs = (ref for piece in pieces for ref in _articles_of(piece, rule.code))
        branches = {branch_of(ref.code) for ref in refs} & {"criminal", "administrative"}
        chosen = "criminal" if "criminal" in branches else next(iter(branches), rule.otherwise)
        if chosen is not None:
            values[target] = chosen
            row.branch = row.branch or chosen

    return fill


def _citations(text: str, code: str | None) -> list[str]:
    """The pieces of a cell that cite; the whole cell where a piece says nothing without the one before it."""
    pieces = _cited(text)
    if len(pieces) > 1 and not all(_articles_of(piece, code) for piece in pieces) and _articles_of(text, code):
        return [text]
    return pieces


def _cited(text: str) -> list[str]:
    return parted(text.replace("\n", ";").replace("|", ";"), ";")


def read_article_key(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The key of an article from its code, number and part; whether the catalogue knows it."""
    code, article, part = rule.columns

    def fill(row: Row, values: dict[str, Any]) -> None:
        if row.cells[code] and row.cells[article]:
            values[target] = "-".join(filter(None, (row.cells[code], row.cells[article], row.cells[part])))[:60]
            values["in_catalogue"] = knows(row.cells[code], row.cells[article])

    return fill


def article_pieces(rule: FieldRule, into: str | None, limit: int | None) -> Pieces:
    column = rule.columns[0]

    def read(row: Row) -> list[dict[str, Any]]:
        found = []
        for piece in _citations(row.cells[column], rule.code):
            within(row, column, piece, ARTICLE_TEXT_LIMIT)
            refs = _articles_of(piece, rule.code)
            if not refs:
                row.note("cell.articles", column)
            found += [_charge(ref, piece) for ref in refs] or [{"article_as_written": piece}]
        return found

    return read


def _charge(ref: ArticleRef, piece: str) -> dict[str, Any]:
    complicity = ref.complicity or ref.stage
    return {
        "article_key": ref.key[:60],
        "code": ref.code or None,
        "article": ref.article,
        "part": ref.part,
        "point": ref.point,
        "complicity": None if complicity is None else "-".join(filter(None, (complicity.article, complicity.part))),
        "article_as_written": piece,
        "in_catalogue": knows(ref.code, ref.article),
    }
