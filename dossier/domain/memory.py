"""What the program remembers of texts it has read, to read them faster again: forgotten where a long list runs through.

Names of a million people fill every such memory to its bound, and hardly any of them comes twice.
"""

import sys
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, Final, TypeVar

_MEMORY: Final = type(lru_cache(lambda: None))

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


class _Memory(dict[Asked, Answer]):
    """What a function has answered, up to a number of answers; a full memory is emptied and filled anew."""

    __slots__ = ("_answer", "_most")

    def __init__(self, answer: Callable[[Asked], Answer], most: int) -> None:
        super().__init__()
        self._answer = answer
        self._most = most

    def __missing__(self, asked: Asked) -> Answer:
        if len(self) >= self._most:
            self.clear()
        self[asked] = answer = self._answer(asked)
        return answer


_MEMORIES: list[_Memory[Any, Any]] = []


def remembered(most: int) -> Callable[[Callable[[Asked], Answer]], Callable[[Asked], Answer]]:
    """Decorate a function of one argument, given by its place, so that it remembers up to ``most`` answers.

    For what is asked a dozen times for every pair of names: a remembered answer comes in half the time of
    ``lru_cache``, which keeps an order that nothing here needs.
    """

    def remember(answer: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        memory = _Memory(answer, most)
        _MEMORIES.append(memory)
        return memory.__getitem__

    return remember


def forget_texts() -> None:
    """Empty every bounded memory of the program's functions; what comes again is read again."""
    for memory in _MEMORIES:
        memory.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("dossier."):
            for found in vars(module).values():
                if isinstance(found, _MEMORY) and found.cache_parameters()["maxsize"] is not None:
                    found.cache_clear()
