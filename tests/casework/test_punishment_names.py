"""Two punishments of one name, a fine and community work of both codes, are told apart on every screen."""

import pytest

from dossier.casework.forms.law import Punishment
from dossier.casework.punishment import kind_name, read_kind
from dossier.casework.understanding import choices, understood
from dossier.domain.law_rows import home_country
from dossier.domain.penalties import penalty_kinds
from dossier.errors import Misread
from dossier.i18n import LANGUAGES, in_language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_punishments_of_the_list_have_one_name_and_each_name_is_read_back(language: str) -> None:
    with in_language(language):
        kinds = list(penalty_kinds(home_country()).values())
        names = [kind_name(kind) for kind in kinds]
        assert len(set(names)) == len(names)
        assert [read_kind(name) for name in names] == kinds
        listed = [shown for _typed, shown in Punishment().choices("", None)]  # type: ignore[arg-type]
        assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_is_one_persons_only_stands_without_its_code(language: str) -> None:
    with in_language(language):
        kinds = penalty_kinds(home_country())
        assert kind_name(kinds["A_ARREST"]) == kinds["A_ARREST"].names[language]
        assert kind_name(kinds["A_FINE"]) != kind_name(kinds["FINE"])


@pytest.mark.parametrize(
    ("typed", "branch", "code"),
    [("штраф", "administrative", "A_FINE"), ("Fine", "criminal", "FINE"), ("грамадскія работы", "criminal", "CW")],
)
def test_the_branch_of_the_procedure_decides_between_two_of_one_name(typed: str, branch: str, code: str) -> None:
    found = read_kind(typed, branch)
    assert found is not None
    assert found.code == code


def test_without_a_branch_the_person_is_asked() -> None:
    with pytest.raises(Misread) as asked:
        read_kind("штраф")
    assert asked.value.code == "entry.kind_several"


def test_the_quick_entry_understands_by_the_article() -> None:
    fields = {"article": "ст. 24.23 КоАП", "sentence": "10 базовых величин", "kind": "штраф"}
    with in_language("ru"):
        assert understood("kind", fields).text == "= штраф (КоАП)"
        assert "штраф (КоАП)" in [shown for _typed, shown in choices("kind", fields)]
