"""``dossier reckon`` on the command line."""

import argparse
import json
from typing import Any

import pytest

from dossier.cli import reckon
from dossier.errors import InputProblem

TWO_YEARS = ["2 года", "--regime", "общий", "--custody", "2020-11-15/2021-04-23", "--in-force", "23.04.2021"]


def call(*words: str) -> int:
    """The exit status of one call."""
    parser = argparse.ArgumentParser()
    reckon.add_arguments(parser)
    return reckon.run(parser.parse_args(list(words)))


def document(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """The JSON document of one call."""
    call(*words, "--json")
    read: dict[str, Any] = json.loads(capsys.readouterr().out)
    return read


def test_the_words_end_with_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*TWO_YEARS) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "Computed end: 28 August 2022 (rule imprisonment_general_enhanced, ± 1 d, verified)"
    assert any("159" in line and "238" in line for line in lines)


def test_the_document_names_rule_certainty_tolerance_and_steps(capsys: pytest.CaptureFixture[str]) -> None:
    read = document(capsys, *TWO_YEARS)
    assert (read["release_computed"], read["rule"]) == ("2022-08-28", "imprisonment_general_enhanced")
    assert (read["certainty"], read["tolerance_days"], read["credit_days"]) == ("verified", 1, 238)
    assert read["steps"][0]["code"] == "reckon.step.from_in_force"


def test_the_rule_is_that_of_the_day_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert document(capsys, *TWO_YEARS, "--as-of", "2021-06-01")["release_computed"] == "2022-11-15"


def test_the_rules_of_another_country_are_asked_for_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert document(capsys, *TWO_YEARS, "--country", "ru")["rule"] == "ru_general_educational"


def test_an_arrest_ends_at_its_hour(capsys: pytest.CaptureFixture[str]) -> None:
    read = document(capsys, "15 суток", "--branch", "administrative", "--detained", "07.11.2021 13:40")
    assert read["release_computed"] == "2021-11-22T13:40:00+03:00"


def test_an_arrest_may_be_given_as_custody(capsys: pytest.CaptureFixture[str]) -> None:
    read = document(capsys, "15 суток", "--custody", "2021-11-07/")
    assert read["release_computed"] == "2021-11-22"


def test_a_missing_regime_is_a_question_and_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("2 года", "--penalty", "impr", "--in-force", "2021-04-23") == 1
    said = capsys.readouterr().out
    assert "Which regime" in said
    assert "No date" in said
    assert document(capsys, "2 года", "--in-force", "2021-04-23")["release_computed"] is None


def test_a_stated_end_is_said_first_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    call(*TWO_YEARS, "--stated", "2022-09-02")
    assert capsys.readouterr().out.splitlines()[-1] == "Stated end: 2 September 2022"


@pytest.mark.parametrize(
    ("words", "beginning"),
    [
        (["2 года", "--regime", "prison", "--verdict", "2021-03-01"], "Computed end, at the earliest: 1 March 2023"),
        (["2 года", "--regime", "strict", "--in-force", "2021-03-01"], "Computed end, unchecked: 1 March 2023"),
        (
            ["2 года", "--regime", "general", "--in-force", "2021-03-01", "--home-arrest", "2021-01-01/2021-03-01"],
            "Computed end, at the latest: 1 March 2023",
        ),
        (["2 года", "--regime", "general", "--in-force", "03.2021"], "Computed end: 1 March 2023 – 31 March 2023"),
        (["10 лет", "--regime", "general", "--in-absentia"], "No date: this punishment has no last day"),
        (["life"], "No date: this punishment has no last day"),
        (["3 года", "--penalty", "RF_HOME", "--started", "2021-11-01"], "Computed end: 1 November 2024"),
    ],
)
def test_the_last_line_says_how_far_the_date_may_be_trusted(
    capsys: pytest.CaptureFixture[str], words: list[str], beginning: str
) -> None:
    call(*words, "--as-of", "2024-01-01")
    assert capsys.readouterr().out.splitlines()[-1].startswith(beginning)


@pytest.mark.parametrize(
    "words",
    [
        ["15"],
        ["15 суток", "--branch", "criminal"],
        ["2 года", "--regime", "мягкий"],
        ["2 года", "--penalty", "NONE"],
        ["2 года", "--regime", "general", "--in-force", "2021-04-23", "--country", "ZZ"],
        ["2 года", "--regime", "general", "--in-force", "31.06.2021"],
        ["2 года", "--regime", "general", "--in-force", "2021-04-23", "--custody", "2021-04-01"],
        ["2 года", "--regime", "general", "--in-force", "2021-04-23", "--custody", "2021-01-01/2021-05-01"],
        ["2 года", "--regime", "general", "--in-force", "2021-04-23", "--custody", "/2021-05-01"],
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(words: list[str]) -> None:
    with pytest.raises(InputProblem) as caught:
        call(*words)
    assert caught.value.exit_status == 2
    assert caught.value.message != caught.value.code
