"""What the commands write: data and words apart, nothing that acts, progress that is short in a log."""

import json

import pytest

from dossier.cli import say
from dossier.errors import DossierError


def test_data_and_words_go_different_ways(capsys: pytest.CaptureFixture[str]) -> None:
    say.show("data")
    say.tell("words")
    assert tuple(capsys.readouterr()) == ("data\n", "words\n")


class _Said(DossierError):
    """A sentence of an error."""

    def __init__(self, text: str) -> None:
        super().__init__("said")
        self._text = text

    @property
    def message(self) -> str:
        """As it was given."""
        return self._text


def test_hostile_data_is_inert(capsys: pytest.CaptureFixture[str]) -> None:
    for speak in (say.show, say.tell, lambda text: say.complain(_Said(text))):
        speak("Ivan\x1b[2J\nsecond line")
        said = capsys.readouterr()
        assert (said.out + said.err).endswith("Ivan␛[2J\nsecond line\n")


def test_json_keeps_letters_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    document = {"name": "Ціханоўская\u202e\x9b", "terms": [15, None]}
    say.show_json(document)
    written = capsys.readouterr().out
    assert "Ціханоўская" in written
    assert json.loads(written) == document


def test_progress_without_a_terminal_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with say.progress("Rows", 1000) as at:
        for row in range(1001):
            at(row)
    assert capsys.readouterr().err == f"Rows {'█' * 24} 1000 of 1000\n"


def test_progress_tells_how_far_it_came_when_it_is_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    def import_five_rows() -> None:
        with say.progress("Rows", 10) as at:
            at(5)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_five_rows()
    assert "5 of 10" in capsys.readouterr().err


def test_progress_without_a_known_end_counts(capsys: pytest.CaptureFixture[str]) -> None:
    with say.progress("Rows") as at:
        at(7)
    assert capsys.readouterr().err == "Rows: 7\n"
