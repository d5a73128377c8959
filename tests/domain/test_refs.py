"""References as they are made, heard and mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domain.refs import ALPHABET, KINDS, looks_like_ref, make_ref, make_refs, read_ref
from dossier.errors import Misread

kinds = st.sampled_from(sorted(KINDS))


@given(kind=kinds)
def test_a_reference_is_read_back_as_it_was_made(kind: str) -> None:
    ref = make_ref(kind)
    assert read_ref(ref) == (kind, ref)


def test_many_at_once_are_references_like_one() -> None:
    made = make_refs("exhibit", 700)
    assert len(set(made)) == 700
    assert {read_ref(ref) for ref in made} == {("exhibit", ref) for ref in made}


@given(kind=kinds)
def test_it_is_understood_as_it_is_said_or_typed(kind: str) -> None:
    ref = make_ref(kind)
    letters, body = ref.split("-", 1)
    plain = body.replace("-", "")
    for typed in (ref.lower(), ref.replace("-", " "), f" {ref} ", f"{letters}{plain}", ref.replace("-", "–")):
        assert read_ref(typed) == (kind, ref)
    misheard = f"{letters}-{body.replace('0', 'O').replace('1', 'I')}"
    assert read_ref(misheard) == (kind, ref)


@given(kind=kinds, at=st.integers(0, 8), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(kind: str, at: int, other: str) -> None:
    letters, body = make_ref(kind).split("-", 1)
    plain = body.replace("-", "")
    wrong = f"{letters}-{plain[:at]}{other}{plain[at + 1 :]}"
    if other != plain[at]:
        with pytest.raises(Misread, match=r"ref\.check"):
            read_ref(wrong)


@given(text=st.text(max_size=60))
def test_no_text_raises_anything_but_that_it_is_misread(text: str) -> None:
    if looks_like_ref(text):
        assert read_ref(text)[1]
    else:
        with pytest.raises(Misread):
            read_ref(text)


@pytest.mark.parametrize("text", ["", "P", "P-", "Q-7K2Q-9M4XC", "7K2Q-9M4XC", "P-7K2Q-9M4X", "P-7K2Q-9M4XCC", "ж" * 9])
def test_what_has_not_the_form_is_no_reference(text: str) -> None:
    with pytest.raises(Misread):
        read_ref(text)
