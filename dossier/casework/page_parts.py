"""What a page is made of: lines under headings."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class PageLine:
    """A name with its value, or a record that belongs here; ``target`` is the kind and reference it leads to."""

    text: str
    name: str = ""
    target: tuple[str, str] | None = None
    depth: int = 0
    is_covered: bool = False
    """Not for whoever looks over the shoulder: shown when it is asked for."""


@dataclass(frozen=True)
class Block:
    """Lines under one heading."""

    heading: str
    lines: tuple[PageLine, ...]


@dataclass(frozen=True)
class Page:
    """One record."""

    kind: str
    kind_name: str
    ref: str
    record_id: uuid.UUID
    version: int
    label: str
    blocks: tuple[Block, ...]
