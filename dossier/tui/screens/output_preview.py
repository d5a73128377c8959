"""What would leave, before anything is written: counts of what is in it, and of what stays back with the reasons."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from dossier.i18n import _, language, ngettext
from dossier.tui.widgets.sheet import SheetLine, led, wrapped

if TYPE_CHECKING:
    from dossier.vault import Vault

Values = Mapping[str, Any]


def lists_preview_lines(vault: "Vault", values: Values, today: date, width: int) -> list[SheetLine]:
    """Rows of each list, persons, and why others stay.

    Raises:
        WrongUse, Refused: of the profile, the recipient, the lists and the licence.
    """
    from dossier.casework.held_back_words import reason_words
    from dossier.export.csv_export import require_licence_fits
    from dossier.export.released_lists import preview_lists

    require_licence_fits(values.get("licence", ""), values["profile"])
    names = values.get("lists", "").replace(",", " ").split()
    found = preview_lists(vault, names, profile=values["profile"], recipient=values.get("recipient", ""), today=today)
    rows = [
        (file, ngettext("{count} row", "{count} rows", count).format(count=count))
        for file, count in found.rows.items()
        if count
    ]
    held = [(reason_words(reason), str(count)) for reason, count in found.held_back.items()]
    return list(_lines(rows, held, found.persons, found.by_name, width))


def paper_preview_lines(vault: "Vault", values: Values, today: date, width: int) -> list[SheetLine]:
    """What the dossier counts on its cover, persons, and what this profile holds back.

    Raises:
        NotFound, Refused: of the reference and the profile.
    """
    from dossier.casework.assemble import assemble_with_persons

    with vault.read() as session:
        view, persons = assemble_with_persons(
            session,
            values["ref"],
            profile=values["profile"],
            lang=language(),
            on=today,
            recipient=values.get("recipient", ""),
            forms=tuple(values.get("form", ())),
        )
    counts = [(one.label, str(one.number)) for one in view.counts if one.number]
    held = [(one.label, str(one.number)) for one in view.held_back if one.number]
    return list(_lines(counts, held, len(persons), sum(one.with_name for one in persons.values()), width))


def _lines(
    counts: list[tuple[str, str]], held: list[tuple[str, str]], persons: int, by_name: int, width: int
) -> Iterator[SheetLine]:
    yield SheetLine("  " + _("Would leave"), is_heading=True)
    yield from _persons_line(persons, by_name, width)
    yield from _table(counts, width)
    yield SheetLine("  " + _("Would stay back, and why"), is_heading=True)
    yield from _table(held, width) if held else [SheetLine("  " + _("nothing"))]


def _persons_line(persons: int, by_name: int, width: int) -> Iterator[SheetLine]:
    everybody = ngettext("{count} person", "{count} persons", persons).format(count=persons)
    named = ngettext("{count} by name", "{count} by name", by_name).format(count=by_name)
    yield from wrapped(_("Persons"), f"{everybody}, {named}", width)


def _table(rows: list[tuple[str, str]], width: int) -> Iterator[SheetLine]:
    """Each with its number, which stands first so that long words are never cut from it."""
    for words, number in rows:
        yield from led(f"{number:>8}  ", words, None, width)
