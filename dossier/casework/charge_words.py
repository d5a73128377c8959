"""The articles and terms of a person, short, in the language of the reader."""

import uuid
from typing import TYPE_CHECKING

from dossier.domain.articles import ArticleRef, format_all
from dossier.domain.terms import Term
from dossier.errors import InputProblem
from dossier.i18n import language
from dossier.vault.queries import records

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

_MOST = 4


def charged_words(session: "VaultSession", person_id: uuid.UUID) -> str:
    """What a person is charged with and sentenced to, each once; as written where it cannot be read."""
    articles = [_article(line.article_as_written or "") for line in records.charged_with(session, [person_id])]
    terms = [_term(line.term_as_written or "") for line in records.sentenced_to(session, [person_id])]
    return " · ".join([one for one in dict.fromkeys([*articles, *terms]) if one][:_MOST])


def _article(text: str) -> str:
    try:
        return format_all(ArticleRef.parse_all(text), language()) if text else ""
    except InputProblem:
        return text


def _term(text: str) -> str:
    try:
        return Term.parse(text).format(language()) if text else ""
    except InputProblem:
        return text
