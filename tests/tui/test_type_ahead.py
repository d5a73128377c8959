"""Words typed faster than the screen follows land in their fields, through a real terminal."""

from pathlib import Path
from typing import NamedTuple

from dossier.casework.drafts import DraftKey, drafts_of_author
from dossier.casework.views import PersonView, all_person_ids, found_lines, person_view
from tests.tui.driving import CTRL_YERU, F2, F3, F7, opened, screens_on

WORDS: tuple[str, ...] = (
    "Анна",
    "Петровна",
    "1991",
    "учитель",
    "",
    "слова клерка",
    "ч. 1 ст. 342",
    "9.08.2020",
    "1-17",
    "Суд Вымышленного района",
    "Судья И. О.",
    "12.05.2021",
    "3 года",
    "лишение свободы",
)
"""What is typed after the surname, field by field."""


class Way(NamedTuple):
    """A surname, the key that leads on, the key that saves, and the pause between keys."""

    surname: str
    separator: bytes = b"\r"
    save: bytes = F2
    pause_s: float = 0.0


WAYS = (
    Way("Ёлкина"),
    Way("Вымыслова", pause_s=0.005),
    Way("Небывалова", pause_s=0.02),
    Way("Придуманова", separator=b"\t"),
    Way("Сказочная", separator=b"\x1b[B"),
    Way("Русалкина", save=CTRL_YERU),
)


def _burst(way: Way) -> bytes:
    return way.separator.join(word.encode() for word in (way.surname, *WORDS)) + way.save


_SURNAMES = {"Ёлкина": 0.0, "Сказочная": 0.005, "Небывалова": 0.02}
_MENDED = "\x7f\rнна\x1b[HА\x1b[Fя\x7f\rПетрвона\x1b[D\x1b[D\x7f\x7fов\r1991\x1b[D\x7f0\r\x7f\x7fучитель"
"""The end of a surname, a given name, a patronymic, a year and an occupation, with slips that are mended at once."""


def test_a_slip_that_is_mended_while_typing_ahead_is_mended_where_it_stands(place: Path) -> None:
    """Backspace, Home, End and the arrows overtake no letter and edit no other field."""
    with screens_on(place) as terminal:
        terminal.send(F3)
        for surname, pause_s in _SURNAMES.items():
            terminal.send(f"{surname}н{_MENDED}".encode() + F2, pause_s)
            terminal.wait_for(f"Saved: {surname}")
    with opened(place) as vault:
        for surname in _SURNAMES:
            (line,) = found_lines(vault, surname)
            person = person_view(vault, line.ref)
            assert (person.label, person.born) == (f"{surname} Анна Петровна", "1901")


def test_every_word_typed_ahead_is_in_its_field_at_every_pace_and_with_every_key(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(F3)
        for way in WAYS:
            terminal.send(_burst(way), way.pause_s)
            terminal.wait_for(f"Saved: {way.surname}")
    with opened(place) as vault:
        for way in WAYS:
            (line,) = found_lines(vault, way.surname)
            _assert_right(person_view(vault, line.ref), way.surname)


def _assert_right(person: PersonView, surname: str) -> None:
    assert person.label == f"{surname} Анна Петровна"
    assert (person.born, person.occupation, person.remarks) == ("1991", "учитель", "слова клерка")
    (proceeding,) = person.proceedings
    assert (proceeding.court, proceeding.judge, proceeding.case_number) == (WORDS[9], WORDS[10], "1-17")
    assert proceeding.branch_code == "criminal"
    assert "3 years" in proceeding.sentences[0].punishments[0]


def test_two_records_in_one_burst_are_two_persons(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(F3 + _burst(WAYS[0]) + "Вымыслов\rПётр".encode() + F2)
        terminal.wait_for("Вымыслов Пётр")
        with opened(place) as vault:
            assert len(all_person_ids(vault)) == 32


def test_a_name_typed_right_after_f7_is_searched_and_not_entered(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(F3 + "Ёлкина".encode() + F7 + "Вымыслов".encode())
        terminal.wait_for("Nothing found")
        with opened(place) as vault:
            assert drafts_of_author(vault)[DraftKey("person")].fields["family"] == "Ёлкина"


def test_kill_9_gives_the_words_back_in_the_field_that_was_left(place: Path) -> None:
    def is_kept() -> bool:
        with opened(place) as vault:
            kept = drafts_of_author(vault).get(DraftKey("person"))
        return bool(kept and kept.fields["given"] == "Анна" and kept.focused_field == "born")

    with screens_on(place) as terminal:
        terminal.send(F3 + "Ёлкина\rАнна\r\r".encode())
        terminal.wait_until(is_kept)
    with screens_on(place) as terminal:
        terminal.send(F3)
        terminal.wait_for("Restored")
        terminal.send(b"1991" + F2)
        terminal.wait_for("Saved")
        with opened(place) as vault:
            (line,) = found_lines(vault, "Ёлкина")
            person = person_view(vault, line.ref)
    assert (person.label, person.born) == ("Ёлкина Анна", "1991")
