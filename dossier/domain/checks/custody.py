"""Checks of custody: days that run backwards, overlap, or leave nobody knowing where the person was."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dossier.domain.checks.finding import Finding
from dossier.domain.clocks import findings
from dossier.domain.record import Day, Held, PersonRecord, Procedure, Stay, earliest, latest, surely_before
from dossier.domain.record_marks import marks_of
from dossier.errors import InputProblem

ONE_DAY = timedelta(days=1)
WITHIN_ANOTHER = ("punishment_cell", "medical", "transfer")


def check_custody(record: PersonRecord) -> Iterator[Finding]:
    """Findings on episodes and stays."""
    for episode in record.episodes:
        if surely_before(episode.ended, episode.started):
            yield Finding.of(
                "release_before_detention", episode.ref, "ended", ended=episode.ended, started=episode.started
            )
        for stay in episode.stays:
            yield from _stay(stay, episode)
        yield from _overlaps(episode.stays, "stays_overlap")
        yield from _gaps(episode.stays)
    yield from _overlaps(record.episodes, "episodes_overlap")
    yield from _doubles(record.episodes)
    for procedure in record.procedures:
        yield from _limits(record, procedure)


def _stay(stay: Stay, episode: Held) -> Iterator[Finding]:
    if surely_before(stay.ended, stay.started):
        yield Finding.of("stay_backwards", stay.ref, "ended", ended=stay.ended, started=stay.started)
    outside = (
        surely_before(stay.started, episode.started)
        or surely_before(episode.ended, stay.started)
        or surely_before(episode.ended, stay.ended)
    )
    if outside and stay.started:
        yield Finding.of("stay_outside_episode", stay.ref, "started", started=stay.started)


def _overlaps(held: Sequence[Stay | Held], code: str) -> Iterator[Finding]:
    """Each pair that surely shares a night; the day of a transfer belongs to both."""
    for n, one in enumerate(held):
        for other in held[:n]:
            later, before = (one, other) if _key(one.started) >= _key(other.started) else (other, one)
            if _surely_overlap(later, before) and not (_is_inside(later) or _is_inside(before)):
                yield Finding.of(code, later.ref, "started", started=later.started, ended=before.ended)


def _key(day: Day) -> tuple[date, date]:
    return earliest(day) or date.min, latest(day) or date.max


def _is_inside(held: Stay | Held) -> bool:
    """A punishment cell, a hospital or a transfer may lie within another stay."""
    return isinstance(held, Stay) and held.basis in WITHIN_ANOTHER


def _surely_overlap(later: Stay | Held, before: Stay | Held) -> bool:
    start, begun, others_end = latest(later.started), latest(before.started), earliest(before.ended)
    if start is None or begun is None or others_end is None:
        return False
    if later.ended is None:
        return start < others_end and (earliest(later.started) or date.min) >= begun
    end = earliest(later.ended)
    return end is not None and max(start, begun) < min(end, others_end)


def _gaps(stays: Sequence[Stay]) -> Iterator[Finding]:
    """Days between two stays that no stay can cover, however its dates are read."""
    for stay in stays:
        left, others = latest(stay.ended), [one for one in stays if one is not stay]
        begins = [day for one in others if (day := earliest(one.started)) and left and day >= left]
        if left is None or not begins:
            continue
        back = min(begins)
        if back - left > ONE_DAY and not any(_can_cover(one, left, back) for one in others):
            yield Finding.of("stays_gap", stay.ref, "ended", start=left + ONE_DAY, end=back - ONE_DAY)


def _can_cover(stay: Stay, left: date, back: date) -> bool:
    """Whether the stay can have lain, at least partly, between the two days."""
    return (earliest(stay.started) or date.min) < back and (latest(stay.ended) or date.max) > left


def _doubles(episodes: Sequence[Held]) -> Iterator[Finding]:
    seen: dict[tuple[str, date], str] = {}
    for episode in episodes:
        day = episode.started.day if episode.started else None
        if day is None:
            continue
        if (episode.branch, day) in seen:
            yield Finding.of("double_episode", episode.ref, "started", started=episode.started)
        seen[episode.branch, day] = episode.ref


def _limits(record: PersonRecord, procedure: Procedure) -> Iterator[Finding]:
    """Statutory limits that were surely exceeded, where the limit itself is certain."""
    try:
        found = findings(marks_of(record, procedure), procedure.branch, country=procedure.country)
    except InputProblem:
        return
    for one in found:
        if one.verdict == "exceeded" and one.clock.is_checked and one.clock.severity == "violation_flag":
            hours = int(one.over_at_least.total_seconds() // 3600)
            yield Finding.of("limit_exceeded", procedure.ref, one.clock.code, hours=hours, basis=one.clock.legal_basis)
