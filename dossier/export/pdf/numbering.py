"""Numbers of paragraphs, who cites which exhibit where, and the figures: what the templates count while they run.

A paragraph is numbered inside its section ("6.14"), so that it can be cited, and so that a new fact in one section
changes no number in another.
"""

from collections import defaultdict


class Cites:
    """Which paragraphs cite which item, over all sections."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, str]] = defaultdict(dict)

    def add(self, anchor: str, number: str, place: str) -> None:
        """One more paragraph that cites an item."""
        self._found[anchor][number] = place

    def of(self, anchor: str) -> list[tuple[str, str]]:
        """Number and anchor of every paragraph that cites an item, in the order of printing."""
        return list(self._found.get(anchor, {}).items())


class Numbering:
    """The counters of one section."""

    def __init__(self, section: int, cites: Cites) -> None:
        self._section, self._cites = section, cites
        self._main = self._under = 0
        self._places: set[str] = set()
        self.figures: list[tuple[str, str]] = []
        """Anchor and caption of each figure."""

    @property
    def now(self) -> str:
        """The number given last."""
        return f"{self._section}.{self._main}" + (f".{self._under}" if self._under else "")

    @property
    def anchor(self) -> str:
        """The anchor of the paragraph numbered last."""
        return f"p-{self._section}-{self._main}"

    def next(self) -> str:
        """The number of a new paragraph."""
        self._main, self._under = self._main + 1, 0
        return self.now

    def next_anchor(self) -> str:
        """The anchor of a new paragraph, for a row that prints ``now`` in its cell."""
        self.next()
        return self.anchor

    def sub(self) -> str:
        """The number of a paragraph below the last one."""
        self._under += 1
        return self.now

    def place(self, anchor: str) -> str:
        """An anchor, once: a second element of the same name gets one that nothing links to."""
        if anchor in self._places:
            return f"{anchor}-{len(self._places)}-{self._main}"
        self._places.add(anchor)
        return anchor

    def cite(self, anchor: str) -> str:
        """Note that the paragraph numbered last cites an item; prints nothing."""
        if anchor and self._main:
            self._cites.add(anchor, self.now, self.anchor)
        return ""

    def figure(self, caption: str) -> str:
        """The anchor of a new figure."""
        self.figures.append((f"f-{self._section}-{len(self.figures) + 1}", caption))
        return self.figures[-1][0]
