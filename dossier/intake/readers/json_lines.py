"""JSON lines, and entities of FollowTheMoney: one object a line becomes one row, its names the columns.

Numbers keep their digits, a list of plain values becomes lines of one cell, an object inside becomes columns of its own
("prison.title"); what is deeper stays JSON. A file that is one list of objects is read too while it is small. Columns
are gathered in a first pass over the whole file, so that a name that comes late is a column for every row.
"""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dossier.domain import strict_json
from dossier.errors import UnreadableInput
from dossier.intake.readers.opening import LARGEST_FIELD, LONGEST_LINE, WIDEST, Opened

LARGEST_WHOLE_BYTES = 64 * 1024**2
_DEEPEST = 3
_BEGINNING = re.compile(rb"\s*(?:\[\s*)?\{\s*(?:\"|\})")
_ENTITY = frozenset({"id", "schema", "properties"})


def looks_like_json(head: bytes) -> bool:
    """Whether a file begins as an object or as a list of objects does."""
    return bool(_BEGINNING.match(head.removeprefix(b"\xef\xbb\xbf")))


def open_lines(file: BinaryIO) -> Opened:
    """The objects as a table.

    Raises:
        UnreadableInput: "import.json" with the line, "import.field", "import.too_wide", "import.too_big".
    """
    is_list = _is_list(file)
    columns: dict[str, None] = {}
    entities = True
    for number, one in _objects(file, is_list=is_list):
        entities = entities and one.keys() >= _ENTITY and isinstance(one["properties"], dict)
        columns.update(dict.fromkeys(_flat(one, number)))
        if len(columns) > WIDEST:
            raise UnreadableInput("import.too_wide", count=len(columns), limit=WIDEST)
    file.seek(0)
    names = tuple(columns)
    return Opened("entities" if entities and names else "json_lines", "utf-8", names, _rows(file, names, is_list))


def _is_list(file: BinaryIO) -> bool:
    first = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    file.seek(0)
    return first == b"["


def _rows(file: BinaryIO, names: tuple[str, ...], is_list: bool) -> Iterator[list[str]]:
    for number, one in _objects(file, is_list=is_list):
        flat = _flat(one, number)
        yield [flat.get(name, "") for name in names]


def _objects(file: BinaryIO, *, is_list: bool) -> Iterator[tuple[int, dict[str, Any]]]:
    if is_list:
        yield from enumerate(_whole(file), start=1)
        return
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="\n")
    try:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise UnreadableInput("import.field", line=number, limit=LARGEST_FIELD)
            if line.strip():
                yield number, _object(line, number)
    except UnicodeError:
        raise UnreadableInput("import.encoding") from None
    finally:
        text.detach()


def _whole(file: BinaryIO) -> list[dict[str, Any]]:
    data = file.read(LARGEST_WHOLE_BYTES + 1)
    if len(data) > LARGEST_WHOLE_BYTES:
        limit = LARGEST_WHOLE_BYTES >> 20
        raise UnreadableInput("import.too_big", size_mb=len(data) >> 20, limit_mb=limit)
    found = _parsed(data.decode("utf-8-sig", "replace"), 1)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableInput("import.json", line=1)
    return found


def _object(line: str, number: int) -> dict[str, Any]:
    found = _parsed(line, number)
    if not isinstance(found, dict):
        raise UnreadableInput("import.json", line=number)
    return found


def _parsed(text: str, number: int) -> Any:
    try:
        return strict_json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise UnreadableInput("import.json", line=number) from None


def _flat(one: dict[str, Any], number: int, lead: str = "", depth: int = 1) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, value in one.items():
        column = f"{lead}{name}"
        if isinstance(value, dict) and depth < _DEEPEST:
            inner = "" if lead == "" and name == "properties" and one.keys() >= _ENTITY else f"{column}."
            cells |= _flat(value, number, inner, depth + 1)
        else:
            cells[column] = _cell(value, number)
    return cells


def _cell(value: Any, number: int) -> str:
    text = _list_text(value) if isinstance(value, list) else _text(value)
    if len(text) > LARGEST_FIELD:
        raise UnreadableInput("import.field", line=number, limit=LARGEST_FIELD)
    return text


def _list_text(values: list[Any]) -> str:
    texts = [_text(value) for value in values]
    if any("\n" in text for text in texts) and len(texts) > 1:
        return json.dumps(values, ensure_ascii=False)
    return "\n".join(texts)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else json.dumps(value, ensure_ascii=False)
