"""The articles and terms of a person, short, in the language of the reader."""

import uuid
from typing import TYPE_CHECKING

from dossier.casework.term_words import amount_of
from dossier.casework.views import article_words
from dossier.domain.articles import unread_numbers
from dossier.vault.queries import records

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Charge

_MOST = 4


def charged_words(session: "VaultSession", person_id: uuid.UUID) -> str:
    """What a person is charged with and sentenced to, each once, from what was understood when it was recorded."""
    ids = [one.id for one in records.proceedings_of(session, person_id)]
    articles = [_article(one) for one in records.charges_of(session, ids)]
    penalties = records.penalties_of(session, [one.id for one in records.sentences_of(session, ids)])
    terms = [amount_of(one) for one in penalties if one.main_or_additional == "main"]
    return " · ".join([one for one in dict.fromkeys([*articles, *terms]) if one][:_MOST])


def _article(charge: "Charge") -> str:
    """As written where a number in it was not understood: it may be a part, or another article."""
    return charge.article_as_written if unread_numbers(charge.article_as_written) else article_words(charge)
