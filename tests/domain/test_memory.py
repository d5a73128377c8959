"""What was read of texts is forgotten on demand; tables that come with the program stay."""

from dossier.domain.memory import forget_texts, remembered
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


def test_a_full_memory_is_emptied_and_answers_on() -> None:
    asked: list[int] = []

    @remembered(3)
    def doubled(number: int) -> int:
        """Twice the number."""
        asked.append(number)
        return 2 * number

    assert [doubled(number) for number in (1, 2, 1, 3, 4, 1)] == [2, 4, 2, 6, 8, 2]
    assert asked == [1, 2, 3, 4, 1], "1 was remembered once, and forgotten when the fourth answer came"
