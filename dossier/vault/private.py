"""The one use of a private SQLAlchemy name, with its reason; a test holds it to the version that is locked."""

from typing import Any

from sqlalchemy.event import base


def listen_without_waste() -> None:
    """Give an attribute of a table its listeners without asking the attribute for what it has not got yet.

    The stock accessor asks by ``hasattr``. An attribute of a table answers that question by making the expression of
    its column and asking that one, and keeps both: for the thousand columns of a vault two megabytes and a third of
    the time in which the tables are made ready.
    """
    base.slots_dispatcher.__get__ = _listeners  # type: ignore[method-assign, assignment]


def _listeners(self: Any, instance: Any, _owner: type) -> Any:
    if instance is None:
        return self.dispatch
    try:
        return object.__getattribute__(instance, "_slots_dispatch")
    except AttributeError:
        instance._slots_dispatch = made = self.dispatch._for_instance(instance)
        return made
