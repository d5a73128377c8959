"""The tip desk: nobody is named, nothing is believed by itself, what was decided stays."""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dossier.casework import tip_decisions, tip_expiry, tip_sources
from dossier.casework import tips as subject
from dossier.casework.cases import open_case
from dossier.casework.history import history_of, restore_before, undo_change
from dossier.casework.tips import Report, add_tip
from dossier.errors import DossierError, Misread, NotFound, Refused
from dossier.vault import Vault, journal_values
from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.keys import canonical
from dossier.vault.queries.tips import event_by_ref
from dossier.vault.tables import Tip, TipFile

TODAY = date(2026, 11, 26)
SENT_AT = datetime(2022, 3, 9, 9, 34, tzinfo=UTC)
LONG = "Колонна из сорока машин идёт на юг от Мозыря"


def take(vault: Vault, text: str, group: str = "", **facts: object) -> str:
    with vault.write() as session:
        tip = add_tip(session, Report(text, independence_group=group, **facts), today=TODAY)  # type: ignore[arg-type]
        session.refresh(tip)
        return tip.ref or ""


def test_a_tip_has_a_random_handle_and_a_last_day(vault: Vault) -> None:
    view = subject.tip_view(vault, subject.take_in_text(vault, f"  {LONG}\n", today=TODAY))
    assert (view.text, view.state, view.expires_on) == (LONG, "received", date(2027, 2, 24))
    assert view.handle.startswith("H-")
    assert view.handle != subject.tip_view(vault, subject.take_in_text(vault, LONG, today=TODAY)).handle


def test_what_looks_like_an_identity_is_shown_with_its_place(vault: Vault) -> None:
    view = subject.tip_view(vault, take(vault, "Танки. Пишите @zvonar_77"))
    assert [(mark.kind, view.text[mark.start : mark.end]) for mark in view.marks] == [("account", "@zvonar_77")]


def test_the_time_of_sending_never_becomes_the_time_of_the_event(vault: Vault) -> None:
    ref = take(vault, LONG, received_at=datetime(2022, 3, 1, 9, 34, tzinfo=UTC))
    event_ref = tip_decisions.promote_to_event(vault, ref, title="Колонна у Мозыря")
    with vault.read() as session:
        event = event_by_ref(session, event_ref)
    assert event is not None
    assert (event.happened, event.happened_lower, event.protection_class) == (None, None, 2)


def test_a_new_event_takes_date_and_place_from_triage_as_they_were_written(vault: Vault) -> None:
    ref = take(vault, LONG)
    case_ref = open_case(vault, "Мазыр")
    tip_decisions.triage_tip(vault, ref, happened="начало марта 2022", place="у Мозыря", note="видно с трассы")
    event_ref = tip_decisions.promote_to_event(vault, ref, title="Колонна", case_ref=case_ref)
    with vault.read() as session:
        event = event_by_ref(session, event_ref)
    assert event is not None
    assert (event.happened_as_written, event.place_as_written) == ("начало марта 2022", "у Мозыря")
    assert event.happened_lower == date(2022, 3, 1)
    assert event.case_id is not None
    view = subject.tip_view(vault, ref)
    assert (view.state, view.event_ref, view.note) == ("promoted", event_ref, "видно с трассы")


def test_tips_of_one_writer_and_copies_of_one_text_are_one_source(vault: Vault) -> None:
    refs = [take(vault, "один", "G-1"), take(vault, "два", "G-1"), take(vault, LONG, "G-2"), take(vault, LONG, "G-3")]
    event_ref = tip_decisions.promote_to_event(vault, refs[0], title="Колонна")
    for ref in refs[1:]:
        tip_decisions.promote_to_event(vault, ref, event_ref=event_ref)
    assert tip_sources.independent_sources(vault, event_ref) == 2


def test_a_refusal_needs_its_reason_and_can_be_taken_up_again(vault: Vault) -> None:
    ref = take(vault, "слух")
    with pytest.raises(Refused, match=r"tip\.why"):
        tip_decisions.refuse_tip(vault, ref, "  ")
    tip_decisions.refuse_tip(vault, ref, "нет места и времени")
    assert (subject.tip_view(vault, ref).state, subject.open_tips(vault)) == ("refused", [])
    tip_decisions.triage_tip(vault, ref, place="Мозырь")
    assert [view.state for view in subject.open_tips(vault)] == ["triaged"]


@pytest.mark.parametrize(
    ("act", "kind", "code"),
    [
        (lambda v, ref: tip_decisions.promote_to_event(v, ref), Refused, "tip.event"),
        (lambda v, ref: tip_decisions.promote_to_event(v, ref, event_ref="E-0000-00000"), NotFound, "tip.event"),
        (lambda v, ref: tip_decisions.promote_to_event(v, ref, title="x", case_ref="C-0"), NotFound, "find.nothing"),
        (lambda v, ref: tip_decisions.triage_tip(v, ref, happened="когда-то"), Misread, None),
        (lambda v, ref: tip_decisions.keep_tip(v, ref, today=TODAY, kept_days=0), Refused, "tip.kept_days"),
        (lambda v, ref: subject.tip_view(v, "T-0"), NotFound, "tip.none"),
        (lambda v, ref: subject.take_in_text(v, "  ", today=TODAY), Refused, "tip.empty"),
    ],
    ids=["no event named", "unknown event", "unknown case", "no date", "no day", "unknown tip", "empty"],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    vault: Vault, act: object, kind: type[DossierError], code: str | None
) -> None:
    ref = take(vault, LONG)
    with pytest.raises(kind) as caught:
        act(vault, ref)  # type: ignore[operator]
    assert code in (None, caught.value.code)
    assert subject.tip_view(vault, ref).state == "received"


def test_a_promoted_tip_is_decided_for_good(vault: Vault) -> None:
    ref = take(vault, LONG)
    tip_decisions.promote_to_event(vault, ref, title="Колонна")
    with pytest.raises(Refused, match=r"tip\.decided"):
        tip_decisions.refuse_tip(vault, ref, "x")
    with pytest.raises(Refused, match=r"tip\.decided"):
        tip_decisions.triage_tip(vault, ref, note="x")


def test_keeping_longer_counts_from_today(vault: Vault) -> None:
    ref = take(vault, LONG)
    assert tip_decisions.keep_tip(vault, ref, today=TODAY, kept_days=365) == date(2027, 11, 26)
    assert subject.tip_view(vault, ref).expires_on == date(2027, 11, 26)


def test_a_tip_that_nobody_used_runs_out_and_leaves_its_content_nowhere(vault: Vault, tmp_path: Path) -> None:
    photograph = tmp_path / "KANARY-file.jpg"
    photograph.write_bytes(b"KANARY-bytes" * 100)
    store = EvidenceStore(vault)
    with vault.write() as session:
        report = Report("KANARY-text", SENT_AT, "KANARY-sent", place_as_written="KANARY-place")
        tip = add_tip(session, report, today=TODAY, kept_days=1)
        held = subject.add_file(session, store, tip, photograph).object_id
        session.refresh(tip)
        ref = tip.ref or ""
    tip_decisions.triage_tip(vault, ref, happened="12 мая 2021")
    used = take(vault, "used")
    tip_decisions.promote_to_event(vault, used, title="Колонна")
    assert held is not None
    sum_of_file = hashlib.sha256(photograph.read_bytes()).hexdigest()
    assert store.path_of(held).is_file()

    assert tip_expiry.expire_tips(vault, today=date(2026, 11, 27)) == []
    assert tip_expiry.expire_tips(vault, today=date(2026, 11, 28)) == [ref]

    view = subject.tip_view(vault, ref)
    assert (view.state, view.text, view.place, view.file_count) == ("expired", "", "", 0)
    assert not store.path_of(held).exists()
    with vault.reading_connection() as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = repr([connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names])
    for trace in ("KANARY", "2021-05-12", "12 мая", "2022-03-09", "09:34", held, sum_of_file):
        assert trace not in rows, trace
    assert check_vault(vault) == []
    assert subject.tip_view(vault, used).text == "used"


def test_who_has_the_message_the_hour_or_the_photograph_finds_no_sum_of_it_in_the_journal(
    vault: Vault, tmp_path: Path
) -> None:
    """A seized telephone shows what was sent; the journal must not say that it came here."""
    photograph = tmp_path / "one.jpg"
    photograph.write_bytes(b"a photograph")
    report = Report("Колонна", SENT_AT, "2022-03-09 09:34", place_as_written="Мозырь")
    with vault.write() as session:
        tip = add_tip(session, report, today=TODAY)
        file = subject.add_file(session, EvidenceStore(vault), tip, photograph)
        session.flush()
        rows: list[tuple[Tip | TipFile, str]] = [
            (tip, name) for name in ("text_as_received", "received_at", "sent_as_written", "place_as_written")
        ]
        rows += [(file, name) for name in ("file_name_as_received", "object_id", "sha256", "size_bytes")]
        said = [(row.__tablename__, name, getattr(row, name)) for row, name in rows]
    with vault.reading_connection() as connection:
        written = repr(connection.execute("SELECT before, after FROM change").fetchall())
    for table, name, value in said:
        bare = json.dumps(journal_values.kept(table, name, value), ensure_ascii=False)
        assert f'"{name}": {bare}' not in written, name
        assert hashlib.sha256(canonical(journal_values.plain(value))).hexdigest() not in written, name
    assert '"handle": "H-' in written, "what is no trace of the sender stands there as it is"
    assert "journal_salt" not in written


def test_what_ran_out_is_not_brought_back_as_a_sum(vault: Vault) -> None:
    ref = take(vault, LONG)
    assert tip_expiry.expire_tips(vault, today=date(2028, 1, 1)) == [ref]
    number = history_of(vault, ref)[-1].number
    with pytest.raises(Refused, match=r"history\.sealed"):
        restore_before(vault, ref, number)
    with pytest.raises(Refused, match=r"history\.sealed"):
        undo_change(vault, number)
    assert subject.tip_view(vault, ref).text == ""


def test_bytes_that_another_tip_still_holds_stay(vault: Vault, tmp_path: Path) -> None:
    photograph = tmp_path / "one.jpg"
    photograph.write_bytes(b"the same bytes")
    store = EvidenceStore(vault)
    with vault.write() as session:
        for days in (1, 30):
            tip = add_tip(session, Report("x"), today=TODAY, kept_days=days)
            held = subject.add_file(session, store, tip, photograph).object_id
    assert held is not None
    tip_expiry.expire_tips(vault, today=date(2026, 12, 1))
    assert store.path_of(held).is_file()
    tip_expiry.expire_tips(vault, today=date(2027, 2, 1))
    assert not store.path_of(held).exists()


def test_a_note_is_taken_back_without_touching_the_text_that_the_journal_never_held(vault: Vault) -> None:
    ref = take(vault, LONG)
    tip_decisions.triage_tip(vault, ref, note="ошибка")
    (number,) = [step.number for step in history_of(vault, ref) if step.action == "update"]
    restore_before(vault, ref, number)
    view = subject.tip_view(vault, ref)
    assert (view.text, view.state, view.note) == (LONG, "received", "")
