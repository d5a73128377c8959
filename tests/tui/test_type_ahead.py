"""Words typed faster than the screen follows land in their fields, through a real terminal."""

from pathlib import Path

import pytest

from dossier.casework.drafts import DraftKey, drafts_of_author
from dossier.casework.views import all_person_ids, found_lines, person_view
from tests.tui.driving import CTRL_YERU, F2, F3, F7, Terminal, opened, screens_on

WORDS: tuple[str, ...] = (
    "Ёлкина",
    "Анна",
    "Петровна",
    "1991",
    "учитель",
    "",
    "слова клерка",
    "ч. 1 ст. 342",
    "9.08.2020",
    "1-17",
)
WORDS += ("Суд Вымышленного района", "Судья И. О.", "12.05.2021", "3 года", "лишение свободы")


def _burst(save: bytes, separator: bytes = b"\r") -> bytes:
    return F3 + separator.join(word.encode() for word in WORDS) + save


def _saved(terminal: Terminal, place: Path) -> None:
    terminal.wait_for("Saved")
    with opened(place) as vault:
        (line,) = found_lines(vault, "Ёлкина")
        person = person_view(vault, line.ref)
    assert person.label == "Ёлкина Анна Петровна"
    assert (person.born, person.occupation, person.remarks) == ("1991", "учитель", "слова клерка")
    (proceeding,) = person.proceedings
    assert (proceeding.court, proceeding.judge, proceeding.case_number) == (WORDS[10], WORDS[11], "1-17")
    assert proceeding.branch_code == "criminal"
    assert "3 years" in proceeding.sentences[0].punishments[0]


@pytest.mark.parametrize("pause_s", [0.0, 0.005, 0.02])
def test_every_word_of_a_record_is_in_its_field(place: Path, pause_s: float) -> None:
    with screens_on(place) as terminal:
        terminal.send(_burst(F2), pause_s)
        _saved(terminal, place)


@pytest.mark.parametrize("separator", [b"\t", b"\x1b[B"])
def test_tab_and_arrow_lead_on_like_enter(place: Path, separator: bytes) -> None:
    with screens_on(place) as terminal:
        terminal.send(_burst(F2, separator))
        _saved(terminal, place)


def test_ctrl_s_saves_under_a_russian_layout(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(_burst(CTRL_YERU))
        _saved(terminal, place)


def test_two_records_in_one_burst_are_two_persons(place: Path) -> None:
    with screens_on(place) as terminal:
        terminal.send(_burst(F2) + "Вымыслов\rПётр".encode() + F2)
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
