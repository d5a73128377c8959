"""What the first page shows: what is due, who is released soon, what was done last; and lists of any kind of record."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dossier.casework.due import DueItem, due_items
from dossier.casework.forms.look import Look, label_of
from dossier.casework.forms.registry import FORMS
from dossier.casework.page_parts import PageLine
from dossier.casework.partial_columns import date_words
from dossier.casework.views import ListLine
from dossier.domain.refs import read_ref
from dossier.i18n import _, language, ngettext
from dossier.vault.backup_state import BackupState, backup_state
from dossier.vault.queries import any_record, home, records

if TYPE_CHECKING:
    from dossier.vault import Vault

LOOK_AHEAD_DAYS = 14
RELEASES_AHEAD_DAYS = 30
LOOK_BACK_DAYS = 7
RECKONED_PERSONS = 5000
"""Above so many persons the page shows recorded deadlines only: what is computed takes the command ``due``."""
_MOST = 12
_LATELY = ("person", "legal_case", "event", "proceeding", "episode", "exhibit", "source", "tip", "allegation")


@dataclass(frozen=True)
class HomeView:
    """The parts of the first page, each a few lines."""

    due: tuple[PageLine, ...]
    released: tuple[PageLine, ...]
    lately: tuple[PageLine, ...]
    backup: BackupState


def home_view(vault: "Vault", today: date) -> HomeView:
    """Read the first page of a vault, as of a day."""
    reckoned, backup = _reckoned(vault, today), backup_state(vault)
    with vault.read() as session:
        look = Look(session)
        due, released = reckoned or (_due(look, today), _released(look, today))
        return HomeView(
            due=due,
            released=released,
            lately=tuple(
                PageLine(f"{_(FORMS[kind].heading)} · {label_of(kind, row, look)}", target=(kind, row.ref))
                for kind, row in any_record.lately_changed(session, _LATELY, 8)
            ),
            backup=backup,
        )


def _reckoned(vault: "Vault", today: date) -> tuple[tuple[PageLine, ...], tuple[PageLine, ...]] | None:
    """What is due and who is released soon, computed deadlines included; None where the vault is too large for it."""
    with vault.read() as session:
        if records.count_persons(session) > RECKONED_PERSONS:
            return None
    found = due_items(vault, today, RELEASES_AHEAD_DAYS)
    until = today + timedelta(days=LOOK_AHEAD_DAYS)
    due = [one for one in found if one.kind != "release" and one.first <= until]
    return _lines(due, today), _lines([one for one in found if one.kind == "release"], today)


def _lines(items: Sequence[DueItem], today: date) -> tuple[PageLine, ...]:
    shown = [PageLine(due_words(one, today), target=target_of(one)) for one in items[:_MOST]]
    if len(items) > _MOST:
        shown.append(PageLine(_("and {count} more: dossier due").format(count=len(items) - _MOST)))
    return tuple(shown)


def target_of(item: DueItem) -> tuple[str, str]:
    """The person or the case; the deadline itself where it names neither."""
    ref = item.ref or item.record
    return read_ref(ref)[0], ref


def due_words(item: DueItem, today: date) -> str:
    """How far it is, whom it is about, what it is."""
    doubt = f"({_('unchecked')})" if item.unchecked else ""
    return " · ".join(filter(None, (when(item.first, today), item.label or item.ref, item.text, doubt)))


def _due(look: Look, today: date) -> tuple[PageLine, ...]:
    found = home.open_deadlines(look.session, today + timedelta(days=LOOK_AHEAD_DAYS), _MOST)
    return tuple(
        PageLine(
            " · ".join(filter(None, (when(row.due_on, today), row.what, look.label("person", row.person_id)))),
            target=("deadline", row.ref or ""),
        )
        for row in found
    )


def _released(look: Look, today: date) -> tuple[PageLine, ...]:
    since, until = today - timedelta(days=LOOK_BACK_DAYS), today + timedelta(days=RELEASES_AHEAD_DAYS)
    return tuple(
        PageLine(
            f"{date_words(one.release_stated, one.release_stated_as_written, language())} · {person.label}",
            target=("person", person.ref or ""),
        )
        for one, person in home.stated_releases(look.session, since, until, _MOST)
    )


def when(day: date, today: date) -> str:
    """How far a day is from today, in words."""
    days = (day - today).days
    if days < 0:
        return ngettext("{count} day late", "{count} days late", -days).format(count=-days)
    if days == 0:
        return _("today")
    return ngettext("in {count} day", "in {count} days", days).format(count=days)


def ids_of(vault: "Vault", kind: str) -> bytes:
    """The ids of all records of a kind, the last recorded first; sixteen bytes each."""
    with vault.read() as session:
        return any_record.packed_ids(session, kind)


def lines_of(vault: "Vault", kind: str, ids: Sequence[uuid.UUID]) -> list[ListLine]:
    """Lines of some records of a kind, in the order of the ids."""
    with vault.read() as session:
        look = Look(session)
        rows = any_record.by_ids(session, kind, ids)
        return [ListLine(row.ref, label_of(kind, row, look), "", kind) for row in rows]


def matching(vault: "Vault", kind: str, words: str, limit: int = 500) -> list[ListLine]:
    """The records of a kind under these words, at most so many."""
    with vault.read() as session:
        found = Look(session).like(kind, words, limit)
    return [ListLine(ref, label, "", kind) for ref, label in found]
