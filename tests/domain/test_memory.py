"""What was read of texts is forgotten on demand; tables that come with the program stay."""

from dossier.domain.memory import forget_texts
from dossier.domain.names import parse
from dossier.domain.names.parsing import read
from dossier.domain.penalties import penalty_kinds


def remembered_of_names() -> int:
    """How many names are remembered as they were read."""
    memory: dict[str, object] = getattr(read, "__self__")  # noqa: B009
    return len(memory)


def test_texts_are_forgotten_and_tables_are_not() -> None:
    assert parse("Ганна Прыклад").surname == ("Прыклад",)
    kinds = penalty_kinds()
    assert remembered_of_names() > 0
    forget_texts()
    assert remembered_of_names() == 0
    assert penalty_kinds() is kinds
    assert parse("Ганна Прыклад").surname == ("Прыклад",)
