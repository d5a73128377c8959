"""What was read of texts is forgotten on demand; tables that come with the program stay."""

from dossier.domain.memory import forget_texts
from dossier.domain.names import parse
from dossier.domain.names.parsing import read
from dossier.domain.penalties import penalty_kinds


def test_texts_are_forgotten_and_tables_are_not() -> None:
    assert parse("Ганна Прыклад").surname == ("Прыклад",)
    kinds = penalty_kinds()
    assert read.cache_info().currsize > 0
    forget_texts()
    assert read.cache_info().currsize == 0
    assert penalty_kinds() is kinds
    assert parse("Ганна Прыклад").surname == ("Прыклад",)
