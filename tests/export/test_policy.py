"""The release policy: the default is no; consent, class, label and flag each say no on their own, and are counted."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.codes import PROFILES
from dossier.domain.consents import Decision
from dossier.errors import Refused, WrongUse
from dossier.export.cell_making import CellMaker
from dossier.export.csv_layouts import WITHHELD, CsvColumn, csv_layouts
from dossier.export.policy import ReleasedRows, ReleasePolicy
from dossier.export.profiles import profiles
from dossier.export.rows_in_question import Kept, RawRows
from dossier.vault.queries.list_standings import Standing, Standings
from dossier.vault.receipts import Shown

TODAY = date(2026, 11, 24)
KEY = b"k" * 32
NGO = "C4_NGO"


def _policy(profile: str = "ngo", recipient: str = "Example NGO") -> ReleasePolicy:
    return ReleasePolicy(profile, recipient, TODAY, KEY)


def _standing(*decisions: Decision, official: bool = False, tlp: str = "AMBER", flags: Sequence[Any] = ()) -> Standing:
    said = tuple((one.scope, one.recipient, one.answer, *one[:3]) for one in decisions)
    return Standing(official, tlp, tuple(flags), said)


def _of(persons: Mapping[uuid.UUID, Standing]) -> Standings:
    """Each with one consent, whatever she decided."""
    return Standings(dict(persons), {one: (f"of {one}",) * len(standing.said) for one, standing in persons.items()})


def _said(
    decision: str = "yes",
    *,
    on: date = date(2026, 1, 1),
    until: date | None = None,
    withdrawn: date | None = None,
    scope: str = NGO,
    recipient: str = "",
) -> Decision:
    return Decision(on, until, withdrawn, scope, recipient, decision)


def test_nobody_else_can_make_a_released_row() -> None:
    with pytest.raises(TypeError):
        ReleasedRows([("cell",)], seal=object())


@pytest.mark.parametrize(
    ("decisions", "reason"),
    [
        ([], "no_consent"),
        ([_said()], ""),
        ([_said(recipient="Example NGO")], ""),
        ([_said(recipient=" example ngo ")], ""),
        ([_said(recipient="Another NGO")], "no_consent"),
        ([_said(scope="C5_UN")], "no_consent"),
        ([_said("no")], "consent_refused"),
        ([_said("conditional")], "consent_conditional"),
        ([_said(until=date(2026, 11, 23))], "consent_expired"),
        ([_said(until=TODAY)], ""),
        ([_said(withdrawn=TODAY)], "consent_withdrawn"),
        ([_said(withdrawn=date(2026, 11, 25))], ""),
        ([_said(on=date(2026, 11, 25))], "no_consent"),
        ([_said(), _said("no", on=date(2026, 5, 1))], "consent_refused"),
        ([_said("no"), _said(on=date(2026, 5, 1))], ""),
        ([_said(), _said("no")], "consent_refused"),
        ([_said("no"), _said()], "consent_refused"),
        ([_said(), _said("no", recipient="Example NGO")], "consent_refused"),
        ([_said(), _said("no", recipient="Another NGO")], ""),
    ],
)
def test_a_row_leaves_only_with_a_consent_in_force_for_this_recipient(decisions: list[Decision], reason: str) -> None:
    assert _policy().persons.judge(_standing(*decisions)).reason == reason


@pytest.mark.parametrize("profile", [name for name, profile in profiles().items() if profile.scopes])
def test_without_any_consent_nothing_of_a_private_person_leaves(profile: str) -> None:
    assert _policy(profile).persons.judge(_standing()).reason == "no_consent"


def test_an_official_needs_no_consent_and_the_house_itself_asks_for_none() -> None:
    assert _policy().persons.judge(_standing(official=True)).reason == ""
    assert _policy("internal").persons.judge(_standing()).reason == ""


@pytest.mark.parametrize(
    ("profile", "tlp", "reason"),
    [
        ("ngo", "RED", "tlp"),
        ("public", "AMBER+STRICT", "tlp"),
        ("tribunal", "RED", "tlp"),
        ("internal", "RED", ""),
        ("ngo", "AMBER", ""),
    ],
)
def test_a_label_for_fewer_readers_holds_back(profile: str, tlp: str, reason: str) -> None:
    scopes = profiles()[profile].scopes
    standing = _standing(*(_said(scope=scope) for scope in scopes), tlp=tlp)
    assert _policy(profile).persons.judge(standing).reason == reason


COLUMNS = [
    CsvColumn("id", "id", True, 0),
    CsvColumn("name", "text", False, 1, name_of=True),
    CsvColumn("health", "text", False, 2),
    CsvColumn("address", "text", False, 3),
]


@pytest.mark.parametrize(
    ("profile", "kept"),
    [
        ("internal", ["id", "name", "health", "address"]),
        ("confidential", ["id", "name", "health"]),
        ("ngo", ["id", "name"]),
        ("public", ["id"]),
    ],
)
def test_a_column_leaves_only_if_its_class_fits(profile: str, kept: list[str]) -> None:
    policy = _policy(profile)
    assert [column.name for column in policy.columns("x.csv", COLUMNS)] == kept
    assert len(policy.held_back.columns) == len(COLUMNS) - len(kept)


class _AsTheyStand:
    """Cells of a list that computes nothing."""

    def fits(self, columns: Sequence[Sequence[Any]], _count: int) -> list[bool]:
        return [bool(one != "does not fit") for one in columns[0]]

    def columns(self, kept: Kept) -> list[Sequence[Any]]:
        return list(kept.columns)


def _raw(*rows: tuple[list[Any], list[uuid.UUID], int]) -> RawRows:
    """Rows of cells, persons and class, without labels of their own."""
    columns = list(zip(*(row[0] for row in rows), strict=True))
    return RawRows(columns, [row[1] for row in rows], [[row[2] for row in rows]], [None] * len(rows))


def _release(policy: ReleasePolicy, standing: Standing, highest: int = 1) -> ReleasedRows:
    person = uuid.UUID(int=1)
    columns = policy.columns("x.csv", COLUMNS)
    cells = ["P-1", "Анна Пример", "health", "address"][: len(columns)]
    return policy.release(columns, _raw((cells, [person], highest)), _of({person: standing}), _AsTheyStand())


def test_what_is_held_back_is_counted_with_its_reason() -> None:
    policy = _policy()
    assert _release(policy, _standing()) == ()
    assert _release(policy, _standing(_said()), highest=2) == ()
    assert _release(policy, _standing(_said())) == (("P-1", "Анна Пример"),)
    assert policy.held_back.counts() == {"rows:class": 1, "rows:no_consent": 1, "columns:class": 2}
    assert policy.take_shown() == {uuid.UUID(int=1): Shown(f"of {uuid.UUID(int=1)}", True)}
    assert policy.take_shown() == {}


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        (None, None, WITHHELD),
        (date(2026, 1, 1), TODAY, WITHHELD),
        (None, date(2026, 11, 23), "Анна Пример"),
        (date(2026, 11, 25), None, "Анна Пример"),
    ],
)
def test_a_protection_flag_in_force_withholds_the_name(start: date | None, end: date | None, name: str) -> None:
    (row,) = _release(_policy(), _standing(_said(), flags=[(start, end, True)]))
    assert row == ("P-1", name)


def test_each_row_keeps_its_own_person_where_others_are_held_back_between_them() -> None:
    policy = _policy()
    agreed, silent = _standing(_said()), _standing()
    persons = {uuid.UUID(int=n): (agreed, silent)[n % 2] for n in range(6)}
    rows = [([f"P-{n}" if n != 2 else "does not fit", f"Имя {n}"], [one], 1) for n, one in enumerate(persons)]
    released = policy.release(policy.columns("x.csv", COLUMNS), _raw(*rows), _of(persons), _AsTheyStand())
    assert released == (("P-0", "Имя 0"), ("P-4", "Имя 4"))
    assert policy.held_back.counts() == {"rows:no_consent": 3, "rows:form": 1, "columns:class": 2}
    assert set(policy.take_shown()) == {uuid.UUID(int=0), uuid.UUID(int=4)}


_KINDS = {
    "agreed": _standing(_said()),
    "agreed_partly": _standing(_said(), _said("no", scope="C9_PUBLIC_ANON")),
    "silent": _standing(),
    "flagged": _standing(_said(), flags=[(None, None, True)]),
    "official": _standing(official=True),
    "red": _standing(_said(), tlp="RED"),
}
_OF_A_PERSON = [
    CsvColumn("row_id", "id", True, 0), CsvColumn("name", "text", False, 1, name_of=True),
    CsvColumn("consent_state", "text", True, 0), CsvColumn("since", "date", False, 0),
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(sorted(_KINDS)), st.sampled_from([1, 3])), max_size=12))
def test_a_row_leaves_among_others_as_it_leaves_alone(people: list[tuple[str, int]]) -> None:
    """Cells are made column by column: none is another row's, nor is the standing or the verdict they are made by."""
    persons = {uuid.UUID(int=n): _KINDS[kind] for n, (kind, _highest) in enumerate(people)}
    rows = [
        ([f"R-{n}", uuid.UUID(int=n), f"Имя {n}", date.fromordinal(n + 1)], [uuid.UUID(int=n)], highest)
        for n, (_kind, highest) in enumerate(people)
    ]

    def released(
        rows: Sequence[tuple[list[Any], list[uuid.UUID], int]],
    ) -> tuple[ReleasedRows, dict[uuid.UUID, Shown], Counter[str]]:
        policy = _policy()
        columns = policy.columns("x.csv", _OF_A_PERSON)
        maker = CellMaker("x", columns, policy)
        maker.bind({"row_id": 0, "_row_id": 1, "name": 2, "since": 3})
        made = policy.release(columns, _raw(*rows), _of(persons), maker)
        return made, policy.take_shown(), policy.held_back.rows + policy.held_back.cells

    alone = [released([one]) for one in rows]
    assert released(rows) == (
        tuple(row for made, _shown, _held in alone for row in made),
        {one: how for _made, shown, _held in alone for one, how in shown.items()},
        sum((held for _made, _shown, held in alone), Counter()),
    )


def test_a_state_of_consents_is_never_of_another_row() -> None:
    policy, person = _policy(), uuid.UUID(int=1)
    columns = policy.columns("x.csv", [CsvColumn("consent_state", "text", True, 0)])
    maker = CellMaker("x", columns, policy)
    maker.bind({})
    with pytest.raises(TypeError):
        policy.release(columns, _raw(([], [], 1), ([], [person], 1)), _of({person: _standing(_said())}), maker)


def test_a_published_name_needs_its_own_consent() -> None:
    column = CsvColumn("name", "text", False, 1, name_of=True, needs_scope="C10_PUBLIC_NAME")
    person = uuid.UUID(int=1)
    for scopes, expected in (({"C9_PUBLIC_ANON"}, WITHHELD), ({"C9_PUBLIC_ANON", "C10_PUBLIC_NAME"}, "Анна")):
        policy = _policy("public", "")
        columns = policy.columns("x.csv", [column])
        standing = _standing(*(_said(scope=scope) for scope in scopes))
        rows = policy.release(columns, _raw((["Анна"], [person], 1)), _of({person: standing}), _AsTheyStand())
        assert rows == ((expected,),)


@pytest.mark.parametrize("profile", [name for name, profile in profiles().items() if profile.needs_recipient])
def test_a_profile_that_asks_consents_by_recipient_needs_one(profile: str) -> None:
    with pytest.raises(WrongUse) as refused:
        _policy(profile, " ")
    assert refused.value.code == "export.recipient"


def test_an_unknown_profile_is_wrong_use() -> None:
    with pytest.raises(WrongUse):
        _policy("everyone")


def test_a_list_leaves_only_under_its_own_profiles() -> None:
    with pytest.raises(Refused):
        _policy("public").require_layout("persons.csv", csv_layouts()["persons"].profiles)


def test_profiles_and_layouts_agree() -> None:
    assert {name for layout in csv_layouts().values() for name in layout.profiles} <= set(profiles()) <= set(PROFILES)


def test_a_pseudonym_hangs_on_the_key_alone_and_shows_nothing_of_the_record() -> None:
    one = uuid.UUID(int=7)
    made = {ReleasePolicy("ngo", "A", TODAY, key).pseudonym(one) for key in (b"a" * 32, b"b" * 32, b"a" * 32)}
    assert len(made) == 2
    assert all(len(number) == 20 and one.hex[:8].upper() not in number for number in made)


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
DECISIONS = st.lists(
    st.builds(
        Decision,
        DAYS,
        st.none() | DAYS,
        st.none() | DAYS,
        st.sampled_from([NGO, "C5_UN"]),
        st.sampled_from(["", "Example NGO", "Another NGO"]),
        st.sampled_from(["yes", "no", "conditional"]),
    ),
    max_size=6,
)


@given(DECISIONS)
def test_a_person_leaves_only_if_some_yes_covers_today(decisions: list[Decision]) -> None:
    covered = any(
        scope == NGO
        and decision == "yes"
        and recipient in {"", "Example NGO"}
        and on <= TODAY
        and (until is None or until >= TODAY)
        and (withdrawn is None or withdrawn > TODAY)
        for on, until, withdrawn, scope, recipient, decision, _id in decisions
    )
    verdict = _policy().persons.judge(_standing(*decisions))
    assert covered or verdict.reason
    later_no = _said("no", on=TODAY)
    assert _policy().persons.judge(_standing(*decisions, later_no)).reason


def test_two_who_said_the_same_leave_each_under_her_own_consent() -> None:
    policy, said = _policy(), (_said("no", scope="C5_UN"), _said())
    persons = {uuid.UUID(int=n): _standing(*said) for n in range(2)}
    consents = {one: (f"on the UN {n}", f"on partners {n}") for n, one in enumerate(persons)}
    rows = [([f"P-{n}", ""], [one], 1) for n, one in enumerate(persons)]
    columns = policy.columns("x.csv", COLUMNS)
    policy.release(columns, _raw(*rows), Standings(persons, consents), _AsTheyStand())
    assert [how.consent_id for how in policy.take_shown().values()] == ["on partners 0", "on partners 1"]
    later = _said("no", on=date(2026, 5, 1))
    assert policy.persons.judge(_standing(_said(), later)).reason == "consent_refused"
