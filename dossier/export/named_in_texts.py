"""Free texts of lists, in which a person may be named who is not to be named to this recipient.

Every surname of the vault is looked for, in each of its written forms and cases. A word with a capital is taken for a
name; for persons under protection any word is, so that nothing hangs on how it was typed.
"""

from typing import Any, Final

from dossier.domain.names.in_texts import WordOfText, is_form_of, words_of_text
from dossier.export.policy import ReleasePolicy
from dossier.vault.queries.bearers import Bearers, protected_persons
from dossier.vault.queries.list_parts import LIST_SEPARATOR
from dossier.vault.queries.list_standings import standings
from dossier.vault.queries.vocabularies import codes_of

_MOST_REMEMBERED: Final = 50_000
_ADDRESS: Final = "://"


class NamedInTexts:
    """Tells for one export whether a text names somebody who is not to be named.

    Args:
        session: Of ``vault.read()``.
        policy: Knows the recipient, the profile and the day.
    """

    def __init__(self, session: Any, policy: ReleasePolicy) -> None:
        self._session, self._policy = session, policy
        self._bearers = Bearers(session)
        self._protected = protected_persons(session, policy.today, policy.profile.tlp_held_back)
        self._words: dict[WordOfText, bool] = {}
        self._codes: dict[str, frozenset[str]] = {}

    def is_of_codes(self, text: str, vocabulary: str) -> bool:
        """Whether nothing but codes of a vocabulary stand there."""
        codes = self._codes.get(vocabulary)
        if codes is None:
            codes = self._codes[vocabulary] = codes_of(self._session, vocabulary)
        return text in codes or codes.issuperset(text.split(LIST_SEPARATOR))

    def __call__(self, text: str) -> bool:
        """Whether somebody is named."""
        words = words_of_text(text)
        if _ADDRESS in text:  # an address has no capitals
            words = (word._replace(is_capital=True) for word in words)
        wanted = (word for word in words if word.is_capital or self._protected)
        return any(map(self._names_somebody, wanted))

    def _names_somebody(self, word: WordOfText) -> bool:
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _MOST_REMEMBERED:
                self._words.clear()
            found = self._words[word] = self._is_withheld(word)
        return found

    def _is_withheld(self, word: WordOfText) -> bool:
        like = {key for one in word.keys for key in self._bearers.keys_like(one) if is_form_of(one, key)}
        for persons in self._bearers.of(like):
            if not self._protected.isdisjoint(persons):
                return True
            if word.is_capital and not all(
                map(self._policy.persons.may_be_named, standings(self._session, persons).of.values())
            ):
                return True
        return False
