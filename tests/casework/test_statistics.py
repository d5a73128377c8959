"""Counts count what is recorded, and say what they leave out."""

from datetime import UTC, date, datetime
from typing import Any

from dossier.casework.forms.look import Look
from dossier.casework.statistics import Figure, figures_of
from dossier.casework.timeline import timeline_of
from dossier.domain.dates import PartialDate
from dossier.vault import Vault
from dossier.vault.tables import Charge, Episode, Penalty, Person, Placement, Proceeding, Sentence

TODAY = date(2022, 12, 31)


def dated(name: str, text: str) -> dict[str, Any]:
    read = PartialDate.parse(text)
    return {name: read.stored, f"{name}_lower": read.lower, f"{name}_upper": read.upper, f"{name}_as_written": text}


def record(vault: Vault) -> None:
    with vault.write() as session:
        for started, region in (("09.08.2020", "BY-HM"), ("август 2020", "BY-HM"), ("10.2020", None), ("2021", None)):
            person = Person(label="Ёлкина Анна")
            session.add(person)
            session.flush()
            session.add(Episode(person_id=person.id, region_code=region, **dated("started", started)))
            proceeding = Proceeding(person_id=person.id, branch="criminal")
            session.add(proceeding)
            session.flush()
            for part in ("1", "1", "2"):
                session.add(
                    Charge(
                        proceeding_id=proceeding.id, code="UK_BY", article="342", part=part, article_as_written="342"
                    )
                )
        session.add(Charge(proceeding_id=proceeding.id, article_as_written="неизвестная"))
        sentence = Sentence(proceeding_id=proceeding.id)
        session.add(sentence)
        session.flush()
        session.add(Penalty(sentence_id=sentence.id, kind_code="IMPR", term_kind="time", years=2))


def by_code(vault: Vault) -> dict[str, Figure]:
    return {one.code: one for one in figures_of(vault)}


def test_a_month_counts_only_what_is_known_to_the_month_and_empty_months_are_seen(vault: Vault) -> None:
    record(vault)
    detentions = by_code(vault)["detentions"]
    assert detentions.rows == (("2020-08", 2), ("2020-09", 0), ("2020-10", 1))
    assert detentions.unplaced == 1


def test_an_article_counts_persons_and_not_charges(vault: Vault) -> None:
    record(vault)
    articles = by_code(vault)["articles"]
    assert [count for _label, count in articles.rows] == [4, 4]
    assert articles.unplaced == 1
    assert "342" in articles.rows[0][0]


def test_regions_and_punishments_have_their_names(seeded_vault: Vault) -> None:
    record(seeded_vault)
    found = by_code(seeded_vault)
    assert [count for _label, count in found["regions"].rows] == [2]
    assert found["regions"].unplaced == 2
    assert found["punishments"].rows[0][1] == 1
    assert found["punishments"].rows[0][0] != "IMPR"


def test_an_empty_vault_has_no_figures(vault: Vault) -> None:
    assert figures_of(vault) == ()


def test_the_lines_of_a_figure_keep_to_their_width_and_print_the_count() -> None:
    figure = Figure("x", "X", (("ст. 342 УК", 120), ("очень длинное название статьи кодекса с частями", 3)), 2)
    first, second, third = figure.lines(60)
    assert first.split("  ")[0].strip() == "ст. 342 УК"
    assert " 120  ████" in first
    assert "…    3  ▌" in second
    assert max(len(line) for line in (first, second)) <= 60
    assert third.endswith(": 2")


def test_a_stay_without_a_recorded_end_is_dotted_until_today_and_never_full(vault: Vault) -> None:
    with vault.write() as session:
        person = Person(label="Иванов")
        session.add(person)
        session.flush()
        episode = Episode(person_id=person.id, **dated("started", "01.01.2021"))
        session.add(episode)
        session.flush()
        for start, end, basis in (("01.01.2021", "31.12.2021", "remand"), ("01.01.2022", "", "sentence")):
            ended = dated("ended", end) if end else {}
            session.add(Placement(episode_id=episode.id, basis=basis, **dated("started", start), **ended))
    with vault.read() as session:
        lines = [line.text for line in timeline_of(Look(session), person.id, TODAY)]
    assert (set(lines[0]), set(lines[2].strip())) == ({"█"}, {"░"})
    assert len(lines[2]) == 56
    assert lines[-1] == "2021".ljust(28) + "2022"


def test_a_detention_without_stays_is_one_bar_and_one_without_a_beginning_is_none(vault: Vault) -> None:
    with vault.write() as session:
        person = Person(label="Иванов")
        session.add(person)
        session.flush()
        session.add(Episode(person_id=person.id))
        session.add(Episode(person_id=person.id, **dated("started", "2021"), **dated("ended", "2022")))
    with vault.read() as session:
        lines = timeline_of(Look(session), person.id, datetime(2023, 1, 1, tzinfo=UTC).date())
    assert len(lines) == 3
    assert lines[0].text.strip("░") == "█"


def test_many_months_are_shown_by_year_and_the_title_says_so(vault: Vault) -> None:
    with vault.write() as session:
        person = Person(label="Иванов")
        session.add(person)
        session.flush()
        for started in ("05.2020", "06.2020", "05.2023"):
            session.add(Episode(person_id=person.id, **dated("started", started)))
    figure = by_code(vault)["detentions"]
    assert (figure.title, figure.rows) == ("Detentions by year", (("2020", 2), ("2021", 0), ("2022", 0), ("2023", 1)))


def test_articles_with_long_names_are_told_apart_before_their_bars() -> None:
    """In English the code stands at the end, and forty letters of each were the same."""
    labels = ("Part 1 of Article 342 of the Criminal Code", "Part 1 of Article 342 of the Civil Code")
    first, other = Figure("articles", "", ((labels[0], 17), (labels[1], 9))).lines(76)
    assert first.startswith(labels[0])
    assert other.startswith(labels[1])
    assert len(first) == 76
