"""The words of the lists that came empty before, for vaults that were made without them.

A new vault gets its lists when it is made; there, nothing is to do here.
"""

from alembic import op
from sqlalchemy import select

from dossier.vault.seeding import vocabulary_entries
from dossier.vault.tables import VocabularyEntry

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_KEY = ("vocabulary", "code")


def upgrade() -> None:
    """Words that a vault lacks are added, those that it has get the languages that they lacked; no code goes."""
    words, bind = VocabularyEntry.metadata.tables["vocabulary_entry"], op.get_bind()
    known = {tuple(row) for row in bind.execute(select(words.c.vocabulary, words.c.code))}
    if not known:
        return
    for entry in vocabulary_entries():
        values = entry.model_dump()
        key = tuple(values[name] for name in _KEY)
        if key in known:
            is_it = (words.c.vocabulary == key[0]) & (words.c.code == key[1])
            bind.execute(words.update().where(is_it).values(**values))
        else:
            bind.execute(words.insert().values(**values))
