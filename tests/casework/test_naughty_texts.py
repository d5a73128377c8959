"""Every hostile text in every field of every form is kept as it was typed or refused in words, and never a crash."""

from collections.abc import Callable, Iterator

import pytest

from dossier.casework.forms.declaration import FieldSpec
from dossier.casework.forms.look import Look
from dossier.casework.forms.registry import FORMS
from dossier.casework.forms.values import Text
from dossier.casework.records import create_record, edit_record, open_record
from dossier.casework.understanding import understood
from dossier.errors import InputProblem
from dossier.vault import Vault, create_vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.naughty import ACTING, LONG, NAUGHTY, SHORT


@pytest.fixture(scope="module")
def open_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One vault for all kinds of values; nothing is written to it."""
    folder = tmp_path_factory.mktemp("naughty") / "vault"
    with create_vault(folder, passphrase=PASSPHRASE, author="A", kdf=CHEAP, seed=lambda _: None) as vault:
        yield vault


def refusal(ask: Callable[[str], object], text: str) -> str:
    """What is wrong with the way a text is refused; empty where it is taken, or refused in words without its value."""
    try:
        ask(text)
    except InputProblem as problem:
        shows_value = len(text.strip()) > 8 and text.strip() in problem.message
        return "shows the value" if shows_value or ACTING & set(problem.message) else "" if problem.message else "mute"
    return ""


KINDS = {repr(spec.type): (f"{form.name}.{spec.name}", spec) for form in FORMS.values() for spec in form.fields}
"""Each kind of value once: what a field understands, offers and reads depends on nothing else."""


@pytest.mark.parametrize("spec", [spec for _name, spec in KINDS.values()], ids=[name for name, _spec in KINDS.values()])
def test_every_field_reads_every_hostile_text_or_refuses_it_in_words(open_template: Vault, spec: FieldSpec) -> None:
    with open_template.read() as session:
        look = Look(session)
        for text in filter(str.strip, (*SHORT, LONG[len(spec.name) % len(LONG)])):
            for ask in (
                lambda text: spec.type.understood(text, look),
                lambda text: spec.type.choices(text[:2000], look),
                lambda text: spec.type.read(text, spec.name, look),
            ):
                assert refusal(ask, text) == "", text[:40]


def test_what_a_form_of_words_keeps_is_what_was_typed(vault: Vault) -> None:
    """Every string that is not refused, in every field of words of the records that stand alone."""
    needed = {"person": "label", "event": "title", "legal_case": "title"}
    for kind, name in needed.items():
        ref, version = create_record(vault, kind, {name: "x"}).ref, 1
        words = [spec.name for spec in FORMS[kind].fields if isinstance(spec.type, Text) and spec.name != "code"]
        for start in range(0, len(NAUGHTY), len(words)):
            typed = {one: text for one, text in zip(words, NAUGHTY[start:], strict=False) if text.strip()}
            try:
                edit_record(vault, ref, typed, version=version, accept_doubts=True)
            except InputProblem as problem:
                refused = getattr(problem, "problems", {problem.field: problem})
                typed = {one: text for one, text in typed.items() if one not in refused}
                assert {one.code for one in refused.values()} <= {"field.control", "input.too_long"}
                edit_record(vault, ref, typed, version=version, accept_doubts=True)
            kept = open_record(vault, ref)
            assert {one: kept.texts[one] for one in typed} == {one: text.strip() for one, text in typed.items()}
            version = kept.version


QUICK = ("family", "born", "article", "act", "sentence", "kind", "regime", "decided", "basis", "held_from", "released")


@pytest.mark.parametrize("name", QUICK)
def test_the_quick_form_answers_every_hostile_text(name: str) -> None:
    for text in NAUGHTY:
        assert refusal(lambda text: understood(name, {name: text.strip()}), text) == "", text[:40]
