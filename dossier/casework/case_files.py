"""Loads a case written as a YAML file (seeds/cases/) into the vault, in one transaction.

A file is a list of records: the kind, a key of its own, and its columns. ``@key`` names another record of the file.
``dates``, ``term`` and ``article`` are texts as a person writes them and go through the same parsers.
"""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.casework.partial_columns import date_columns
from dossier.domain.articles import ArticleRef
from dossier.domain.dates import PartialDate
from dossier.domain.terms import Term
from dossier.resources import shipped_yaml
from dossier.vault.tables import RECORDS

if TYPE_CHECKING:
    from uuid import UUID

    from dossier.vault import Vault

_CODES = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def load_case_file(vault: "Vault", *paths: Path) -> list[str]:
    """Put the records of case files into the vault; returns the references of their cases.

    Args:
        vault: Open.
        paths: Of seeds/cases; read one after the other: a later file may use the keys of an earlier one.

    Raises:
        InputProblem: a date, a term or an article of the file cannot be read.
    """
    entries = [one for path in paths for one in shipped_yaml(path)["records"]]
    ids: dict[str, UUID] = {}
    with vault.write(reason="case file") as session:
        cases = []
        for entry in entries:
            kind, columns = next(iter(entry.items()))
            record = RECORDS[kind](**_columns(kind, dict(columns), ids))
            ids[columns.get("key", "")] = record.id
            session.add(record)
            session.flush()
            cases += [record] if kind == "legal_case" else []
        return [case.ref or "" for case in cases]


def _columns(kind: str, columns: dict[str, Any], ids: "dict[str, UUID]") -> dict[str, Any]:
    columns.pop("key", None)
    values: dict[str, Any] = {}
    for name, text in (columns.pop("dates", None) or {}).items():
        values |= date_columns(name, PartialDate.parse(str(text)))
    if term := columns.pop("term", None):
        values |= _term(Term.parse(term))
    if article := columns.pop("article_text", None):
        values |= _article(article)
    if kind == "source" and "code" not in columns:
        values["code"] = "S-" + "".join(secrets.choice(_CODES) for _ in range(5))
    return values | {name: _resolved(value, ids) for name, value in columns.items()}


def _resolved(value: Any, ids: "dict[str, UUID]") -> Any:
    return ids[value[1:]] if isinstance(value, str) and value.startswith("@") else value


def _term(term: Term) -> dict[str, Any]:
    lengths = {name: getattr(term, name) or None for name in ("years", "months", "days", "hours")}
    return {"term_as_written": term.as_written, "term_kind": term.kind, **lengths, "amount": term.amount,
            "currency": term.currency}  # fmt: skip


def _article(text: str) -> dict[str, Any]:
    ref = ArticleRef.parse_all(text, default_code="UK_BY")[0]
    return {"article_as_written": text, "article_key": ref.key, "code": ref.code, "article": ref.article,
            "part": ref.part, "point": ref.point, "in_catalogue": True}  # fmt: skip
