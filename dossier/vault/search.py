"""Finding: a reference, a name in any script or spelling, a title, a number, an article. Every hit says why.

Words become keys (``domain.names.search_keys``); each key has candidates that are equal, begin with it, sound alike or
are one typing error away; a record that has a candidate for every word is a hit. A query is never SQL.
"""

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from rapidfuzz.distance import OSA
from sqlmodel import col

from dossier.domain.articles import ArticleRef
from dossier.domain.names import TokenKeys, search_keys
from dossier.domain.refs import looks_like_ref, read_ref
from dossier.errors import InputProblem
from dossier.i18n import N_, _
from dossier.vault.search_index import DELETIONS, KEYS, deletions_of
from dossier.vault.tables import RECORDS, Charge, Person, Proceeding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

_LONGEST_QUERY = 400
_ROWS_A_WORD = 4000
_ALIKE = 0.7
_LABELS = ("label", "title", "what", "article_as_written", "code")
_HOW = {
    "same": N_("{field}: the same"),
    "begins": N_("{field}: begins so"),
    "sounds": N_("{field}: sounds alike"),
    "typo": N_("{field}: one letter differs"),
}
_FIELDS = {
    "name": N_("name"), "title": N_("title"), "case_number": N_("case number"), "court": N_("court"),
    "judge": N_("judge"), "prosecutor": N_("prosecutor"), "article": N_("article"), "ref": N_("reference"),
}  # fmt: skip
_WORTH = {"same": 1.0, "begins": 0.9, "sounds": 0.8, "typo": 0.7}


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found."""

    ref: str
    label: str
    kind: str
    """The table of the record, for example "person"."""
    why: str
    """In words, in the language in force."""
    score: float


@dataclass(slots=True)
class _Match:
    worth: float = 0.0
    why: list[str] = field(default_factory=list)


Matches = dict[tuple[str, uuid.UUID], _Match]


def search(session: "Session", words: str, limit: int = 10) -> list[Hit]:
    """What is found under these words, best first; see ``Vault.search``."""
    text = words.strip()[:_LONGEST_QUERY]
    if looks_like_ref(text):
        return _by_ref(session, *read_ref(text))
    matches = _by_article(session, text) or _by_keys(session, search_keys(text))
    return _hits(session, matches, max(limit, 0))


def _by_ref(session: "Session", kind: str, ref: str) -> list[Hit]:
    record = session.execute(sa.select(RECORDS[kind]).where(col(RECORDS[kind].ref) == ref)).scalar_one_or_none()
    why = _HOW["same"]
    return [Hit(ref, _label(record), kind, _(why).format(field=_(_FIELDS["ref"])), 1.0)] if record else []


def _by_article(session: "Session", text: str) -> Matches:
    """Persons charged with an article, where the words are one."""
    if not any(c.isdigit() for c in text):
        return {}
    try:
        refs = ArticleRef.parse_all(text)
    except InputProblem:
        return {}
    wanted = [sa.and_(col(Charge.article) == ref.article, *_part(ref)) for ref in refs]
    query = (
        sa.select(col(Proceeding.person_id))
        .join(Charge, col(Charge.proceeding_id) == col(Proceeding.id))
        .where(sa.or_(*wanted))
        .distinct()
        .limit(_ROWS_A_WORD)
    )
    why = _(_HOW["same"]).format(field=_(_FIELDS["article"]))
    return {("person", person_id): _Match(1.0, [why]) for (person_id,) in session.execute(query)}


def _part(ref: ArticleRef) -> list[Any]:
    return [col(Charge.part) == ref.part] if ref.part else []


def _by_keys(session: "Session", tokens: list[TokenKeys]) -> Matches:
    """Records that have a candidate for every word; initials only rank where there are whole words too."""
    whole = [token for token in tokens if len(token.fine) > 1] or tokens
    found: Matches | None = None
    for at, token in enumerate(whole):
        here = _of_token(session, token, is_last=at == len(whole) - 1)
        found = here if found is None else _both(found, here)
        if not found:
            break
    return found or {}


def _both(first: Matches, second: Matches) -> Matches:
    return {
        record: _Match(match.worth + second[record].worth, [*match.why, *second[record].why])
        for record, match in first.items()
        if record in second
    }


def _of_token(session: "Session", token: TokenKeys, *, is_last: bool) -> Matches:
    equal = {token.fine, *token.alternatives}
    matches: Matches = {}
    _collect(matches, session, "same", KEYS.c.key.in_(equal))
    if is_last or len(token.fine) > 2:
        _collect(matches, session, "begins", _begins(token.fine))
    if len(token.fine) > 2:
        _collect(matches, session, "sounds", KEYS.c.skeleton == token.skeleton, near=token.fine)
        _collect(matches, session, "typo", KEYS.c.key.in_(_one_error_away(session, equal)), near=token.fine)
    return matches


def _begins(key: str) -> Any:
    """A range, so that the index is used and no character of the key is a wildcard."""
    return sa.and_(KEYS.c.key > key, KEYS.c.key < key + "\x7f")


def _one_error_away(session: "Session", keys: "Iterable[str]") -> list[str]:
    shorter = {short for key in keys for short in deletions_of(key)}
    query = sa.select(DELETIONS.c.key).where(DELETIONS.c.deletion.in_(shorter)).distinct().limit(200)
    return [key for (key,) in session.execute(query)]


def _collect(matches: Matches, session: "Session", how: str, condition: Any, near: str = "") -> None:
    query = sa.select(KEYS.c.record_table, KEYS.c.record_id, KEYS.c.field, KEYS.c.key).where(condition)
    for table, record_id, field_name, key in session.execute(query.limit(_ROWS_A_WORD)):
        likeness = OSA.normalized_similarity(near, key) if near else 1.0
        worth = _WORTH[how] * likeness
        match = matches.setdefault((table, record_id), _Match())
        if worth > match.worth and likeness >= (0.34 if how == "sounds" else _ALIKE):
            match.worth, match.why = worth, [_(_HOW[how]).format(field=_(_FIELDS.get(field_name, field_name)))]
    for record in [record for record, match in matches.items() if not match.why]:
        del matches[record]


def _hits(session: "Session", matches: Matches, limit: int) -> list[Hit]:
    best = sorted(matches.items(), key=lambda item: (-item[1].worth, item[0][1].bytes))[: limit + 20]
    hits = []
    for (table, record_id), match in best:
        record = session.get(RECORDS[table], record_id)
        if record is not None and getattr(record, "merged_into_id", None) is None:
            why = "; ".join(dict.fromkeys(match.why))
            hits.append(Hit(record.ref or "", _label(record), table, why, match.worth))
    return hits[:limit]


def _label(record: Any) -> str:
    if isinstance(record, Person):
        return record.label
    values = (getattr(record, name, None) for name in _LABELS)
    return next((str(value) for value in values if value), record.ref or "")
