"""What a list that may leave is made of: its columns, where they come from, and what the policy asks of a row."""

from typing import Any, NamedTuple


class ListQuery(NamedTuple):
    """One list: its columns, where they come from, whom a row is about, and what marks the row as held back."""

    columns: dict[str, Any]
    source: Any
    subject: Any = None
    """The id of the person whose consent a row needs; None where rows have none or several."""
    classes: tuple[Any, ...] = ()
    """Protection classes of the records in a row."""
    event: Any = None
    """The id of an event: everybody harmed in it must agree."""
    case: Any = None
    """The id of a case: where neither of the above says whom a row is about, everybody whom the case concerns."""
    actor: Any = None
    """The id of one more person in the row, of whose affair it is not; she must agree too, or be an official."""
    label: Any = None
    """The TLP label of the record itself, where it has one."""
    where: Any = None
    order: tuple[Any, ...] = ()
    """By what rows are sorted; the order of their making where empty."""
