"""Pairs on the screen: both records side by side, joined, kept apart and taken back by keys alone."""

from pathlib import Path

from textual.pilot import Pilot

from dossier.casework.entry import enter_person
from dossier.casework.judgements import judge
from dossier.casework.possible_pairs import possible_pairs
from dossier.casework.views import person_view
from dossier.tui.app import DossierApp
from dossier.tui.screens.duplicates import DuplicatesScreen
from tests.tui.driving import news, opened, unlock, until

ANNA = {"family": "Ёлкина", "given": "Анна", "born": "03.05.1991", "occupation": "врач", "article": "ч. 1 ст. 342"}
HANNA = {"family": "Ёлкіна", "given": "Ганна", "born": "1991", "occupation": "лекарка"}


def _fill(place: Path, *people: dict[str, str]) -> list[str]:
    with opened(place) as vault:
        return [enter_person(vault, person).ref for person in people]


async def _to_pairs(app: DossierApp, pilot: Pilot[int]) -> DuplicatesScreen:
    await unlock(pilot)
    await pilot.press("f8")
    await until(pilot, lambda: isinstance(app.screen, DuplicatesScreen) and app.screen.is_running)
    await until(pilot, lambda: "Pair" in news(app) or "No two" in news(app))
    screen = app.screen
    assert isinstance(screen, DuplicatesScreen)
    return screen


async def test_a_pair_is_shown_side_by_side_with_its_reasons(app: DossierApp, place: Path) -> None:
    one, other = _fill(place, ANNA, HANNA)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _to_pairs(app, pilot)
        text = " ".join(screen.sheet.text.split())
        assert all(word in text for word in (one, other, "Ёлкина", "Ганна", "342", "≠", "the dates of birth fit"))
        assert "1 of 1" in news(app)


async def test_a_pair_that_other_decisions_contradict_is_seen_whole_and_not_joined(
    app: DossierApp, place: Path
) -> None:
    """Once it was one line of refs, cut off at the edge, and nobody saw whom it was about."""
    one, other, third = _fill(place, ANNA, HANNA, HANNA | {"patronymic": "Пятроўна"})
    with opened(place) as vault:
        judge(vault, one, third, "different")
        judge(vault, other, third, "same")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _to_pairs(app, pilot)
        await until(pilot, lambda: bool(screen.sheet.text))
        if "contradiction" not in screen.sheet.text:
            await pilot.press("pagedown")
        text = " ".join(screen.sheet.text.split())
        assert all(word in text for word in ("! contradiction:", one, other, third, "врач", "лекарка")), text
        await pilot.press("f2", "f2")
        await until(pilot, lambda: "contradict" in news(app))
        assert app.desk is not None
        assert person_view(app.desk.vault, other).ref == other


async def test_f2_twice_joins_and_f9_takes_it_back(app: DossierApp, place: Path) -> None:
    one, other = _fill(place, ANNA, HANNA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _to_pairs(app, pilot)
        await pilot.press("f2")
        assert app.desk is not None
        assert person_view(app.desk.vault, other).ref == other
        await pilot.press("f2")
        await pilot.pause()
        assert person_view(app.desk.vault, other).ref == one
        assert screen.sheet.text == ""
        await pilot.press("f9")
        await until(pilot, lambda: "1 of 1" in news(app))
        assert person_view(app.desk.vault, other).ref == other


async def test_another_key_between_the_two_presses_joins_nobody(app: DossierApp, place: Path) -> None:
    _one, other = _fill(place, ANNA, HANNA)
    async with app.run_test(size=(80, 24)) as pilot:
        await _to_pairs(app, pilot)
        await pilot.press("f2", "f4", "f2", "pagedown", "f2")
        await pilot.pause()
        assert app.desk is not None
        assert person_view(app.desk.vault, other).ref == other


async def test_the_other_record_stays_and_the_other_value_is_kept(app: DossierApp, place: Path) -> None:
    one, other = _fill(place, ANNA, HANNA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _to_pairs(app, pilot)
        await pilot.press("f4")
        while screen.sheet.target != ("field", "occupation"):
            await pilot.press("down")
        await pilot.press("f5", "f2", "f2")
        await pilot.pause()
        assert app.desk is not None
        joined = person_view(app.desk.vault, one)
        assert (joined.ref, joined.occupation) == (other, "врач")


async def test_two_people_are_proposed_no_more(app: DossierApp, place: Path) -> None:
    _fill(place, ANNA, HANNA)
    async with app.run_test(size=(80, 24)) as pilot:
        await _to_pairs(app, pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert app.desk is not None
        assert possible_pairs(app.desk.vault).pairs == ()
        await pilot.press("f9")
        await until(pilot, lambda: "1 of 1" in news(app))


async def test_each_decision_can_be_taken_back_the_last_one_first(app: DossierApp, place: Path) -> None:
    _one, other, third = _fill(place, ANNA, HANNA, ANNA)
    async with app.run_test(size=(80, 24)) as pilot:
        await _to_pairs(app, pilot)
        pairs = len(possible_pairs(app.desk.vault).pairs) if app.desk is not None else 0
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("f2", "f2")
        await pilot.pause()
        assert app.desk is not None
        assert len(possible_pairs(app.desk.vault).pairs) < pairs - 1
        await pilot.press("f9")
        await until(pilot, lambda: f"1 of {pairs - 1}" in news(app))
        assert {person_view(app.desk.vault, ref).ref for ref in (other, third)} == {other, third}
        await pilot.press("f9")
        await until(pilot, lambda: f"1 of {pairs}" in news(app))


async def test_a_vault_without_pairs_says_so_and_no_key_does_harm(app: DossierApp, place: Path) -> None:
    _fill(place, ANNA)
    async with app.run_test(size=(80, 24)) as pilot:
        await _to_pairs(app, pilot)
        await pilot.press("f2", "f3", "f4", "f5", "f9", "down", "up", "pagedown", "pageup")
        await pilot.pause()
        assert isinstance(app.screen, DuplicatesScreen)
