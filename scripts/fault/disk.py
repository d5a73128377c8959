"""A disk that forgets: from one recorded run, every state in which a power cut could have left it.

The workload runs under strace; its writes, renames, truncations and syncs are read from the trace. What was not synced
may be there, be there in part or not be there at all: each piece is decided by chance. Two models: "strict", in which
every unsynced piece stands alone and a name needs a sync of its folder, and "ordered", in which changes of names reach
the disk in their order, as on a journaling file system. Both are harder than ext4 and softer than a broken disk.
"""

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

SECTOR_BYTES = 4096
CALLS = (
    "openat,creat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,"
    "ftruncate,truncate,sendfile,copy_file_range"
)
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(?:<(.*?)>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_HANDLE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*|[^>]*)>")


class Op(NamedTuple):
    """One thing that was done to the disk; ``kind`` is write, cut, sync, name, gone, moved, folder, ack."""

    kind: str
    path: str
    other: str = ""
    at: int = 0
    data: bytes = b""


def record(command: list[str], root: Path, environment: dict[str, str]) -> list[Op]:
    """Run a workload that prints a line for each thing that it was told is saved; what it did below ``root``."""
    trace = root.parent / "trace"
    strace = ["strace", "-f", "-y", "-xx", "-s", "100000000", "-o", str(trace), "-e", f"trace={CALLS}"]
    done = subprocess.run([*strace, *command], capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        sys.exit(f"the workload failed: {done.stderr[-400:]}")
    with trace.open(encoding="ascii", errors="replace") as lines:
        operations = list(_Reader(str(root)).read(lines))
    trace.unlink()
    return operations


def _decoded(coded: str) -> bytes:
    return bytes.fromhex(coded.replace("\\x", "")) if coded.startswith("\\x") else coded.encode()


class _Reader:
    def __init__(self, root: str) -> None:
        self._root = root
        self._places: dict[str, int] = {}
        """Path -> where the next sequential write goes."""
        self._pending: dict[str, str] = {}

    def read(self, lines: Iterator[str]) -> Iterator[Op]:
        for line in lines:
            whole = self._joined(line)
            found = _LINE.match(whole) if whole else None
            if found and int(found[3]) >= 0:
                yield from self._call(found[1], found[2], int(found[3]), found[4] or "")

    def _joined(self, line: str) -> str:
        """strace splits a call where another thread speaks between its beginning and its end."""
        process, _blank, rest = line.partition(" ")
        if "<unfinished ...>" in line:
            self._pending[process] = rest.strip().partition("<unfinished ...>")[0]
            return ""
        if "resumed>" in line:
            return self._pending.pop(process, "") + rest.partition("resumed>")[2]
        return rest.strip()

    def _call(self, name: str, arguments: str, result: int, opened: str) -> Iterator[Op]:
        texts = [_decoded(one) for one, _cut in _TEXT.findall(arguments)]
        handle = _HANDLE.match(arguments)
        path = _decoded(handle[2]).decode() if handle else ""
        if name in ("write", "pwrite64"):
            yield from self._written(name, path, texts[0] if texts else b"", arguments, result)
        elif name in ("openat", "creat"):
            yield from self._opened(_decoded(opened).decode(), arguments)
        elif name in ("fsync", "fdatasync") and (self._is_ours(path) or path == os.path.dirname(self._root)):
            yield Op("sync", path)
        elif name in ("sendfile", "copy_file_range") and self._names_ours(arguments):
            sys.exit("the workload copies inside the kernel, and the trace does not have those bytes")
        elif name == "ftruncate" and self._is_ours(path):
            yield Op("cut", path, at=int(arguments.rsplit(",", 1)[1]))
        else:
            yield from self._named(name, [one.decode() for one in texts])

    def _written(self, name: str, path: str, data: bytes, arguments: str, result: int) -> Iterator[Op]:
        if path.startswith("pipe:") or "/dev/pts" in path:
            if arguments.startswith("1<"):
                yield from (Op("ack", line) for line in data.decode(errors="replace").splitlines())
        elif self._is_ours(path):
            at = int(arguments.rsplit(",", 1)[1]) if name == "pwrite64" else self._places.get(path, 0)
            if name == "write":
                self._places[path] = at + result
            yield Op("write", path, at=at, data=data[:result])

    def _opened(self, path: str, arguments: str) -> Iterator[Op]:
        if not self._is_ours(path) or "O_CREAT" not in arguments:
            return
        self._places[path] = 0
        yield Op("name", path)
        if "O_TRUNC" in arguments:
            yield Op("cut", path)

    def _named(self, name: str, texts: list[str]) -> Iterator[Op]:
        ours = [one for one in texts if self._is_ours(one)]
        if name.startswith("rename") and len(ours) == 2:
            self._places[ours[1]] = self._places.pop(ours[0], 0)
            yield Op("moved", ours[0], ours[1])
        elif name.startswith(("unlink", "rmdir")) and ours:
            yield Op("gone", ours[0])
        elif name.startswith("mkdir") and ours:
            yield Op("folder", ours[0])

    def _names_ours(self, arguments: str) -> bool:
        return any(self._is_ours(_decoded(one).decode()) for one in re.findall(r"\d+<([^>]*)>", arguments))

    def _is_ours(self, path: str) -> bool:
        return path == self._root or path.startswith(self._root + "/")


@dataclass
class _File:
    content: bytearray = field(default_factory=bytearray)


def _put(file: _File, op: Op, keep: "random.Random | None") -> None:
    """A write as a whole, or each of its sectors by chance."""
    if op.kind == "cut":
        del file.content[op.at :]
        file.content.extend(bytes(op.at - len(file.content)))
        return
    for start in range(0, len(op.data), SECTOR_BYTES):
        part = op.data[start : start + SECTOR_BYTES]
        if keep is None or keep.random() < 0.5:
            at = op.at + start
            file.content.extend(bytes(max(at + len(part) - len(file.content), 0)))
            file.content[at : at + len(part)] = part


class Worst(random.Random):
    """A chance that keeps nothing of what was not synced."""

    def random(self) -> float:
        return 1.0

    def choice(self, seq: Any) -> Any:
        return seq[0]


def crash_state(
    operations: list[Op], end: int, model: str, chance: random.Random, before: dict[str, bytes | None]
) -> dict[str, bytes | None]:
    """The files (bytes) and folders (None) after a cut behind the first ``end`` operations.

    Args:
        operations: Of the whole run.
        end: How many of them were begun.
        model: "strict" or "ordered".
        chance: Decides what of the unsynced is there.
        before: What was on the disk, all of it synced.
    """
    kept_share = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
    durable = _durable(operations[:end])
    names: dict[str, _File | None] = {
        path: None if content is None else _File(bytearray(content)) for path, content in before.items()
    }
    live: dict[str, _File | None] = dict(names)
    names_stop = False
    for number, op in enumerate(operations[:end]):
        sure = number in durable
        if op.kind in ("write", "cut"):
            _write(live, op, None if sure or chance.random() < kept_share else chance)
            continue
        if op.kind in ("ack", "sync"):
            continue
        _apply(live, op)
        kept = sure or chance.random() < kept_share
        names_stop = names_stop or (model == "ordered" and not kept)
        if kept and not (names_stop and not sure):
            _apply_to_disk(names, live, op)
    return {path: None if file is None else bytes(file.content) for path, file in names.items()}


def _durable(operations: list[Op]) -> set[int]:
    """The operations that a later sync brought to the disk: of a file its bytes, of a folder its names."""
    sure: set[int] = set()
    waiting: dict[str, list[int]] = {}
    for number, op in enumerate(operations):
        if op.kind in ("write", "cut"):
            waiting.setdefault(f"bytes {op.path}", []).append(number)
        elif op.kind in ("name", "gone", "folder"):
            waiting.setdefault(f"names {os.path.dirname(op.path)}", []).append(number)
        elif op.kind == "moved":
            waiting.setdefault(f"names {os.path.dirname(op.other)}", []).append(number)
            for key in [one for one in waiting if _is_in(one.partition(" ")[2], op.path)]:
                kind, _blank, path = key.partition(" ")
                waiting[f"{kind} {op.other}{path[len(op.path) :]}"] = waiting.pop(key)
        elif op.kind == "sync":
            sure.update(waiting.pop(f"bytes {op.path}", []), waiting.pop(f"names {op.path}", []))
    return sure


def _write(live: dict[str, _File | None], op: Op, keep: "random.Random | None") -> None:
    file = live.setdefault(op.path, _File())
    if file is not None:
        _put(file, op, keep)


def _apply(live: dict[str, _File | None], op: Op) -> None:
    if op.kind == "name":
        live.setdefault(op.path, _File())
    elif op.kind == "folder":
        live.setdefault(op.path, None)
    elif op.kind == "gone":
        live.pop(op.path, None)
    elif op.kind == "moved":
        _move(live, op.path, op.other)


def _move(places: dict[str, _File | None], path: str, other: str) -> None:
    """A file or a folder with all that is in it."""
    for one in [one for one in places if _is_in(one, path)]:
        places[other + one[len(path) :]] = places.pop(one)


def _is_in(place: str, path: str) -> bool:
    return place == path or place.startswith(path + "/")


def _apply_to_disk(names: dict[str, _File | None], live: dict[str, _File | None], op: Op) -> None:
    """The name on the disk leads to the same bytes as the living one: what of them is there was decided above."""
    if op.kind in ("name", "folder"):
        names[op.path] = live.get(op.path)
    elif op.kind == "gone":
        names.pop(op.path, None)
    elif op.kind == "moved" and op.other in live:
        _move(names, op.path, op.other)
        names[op.other] = live[op.other]


def snapshot(root: Path) -> dict[str, bytes | None]:
    """Everything below a folder now."""
    found: dict[str, bytes | None] = {str(root): None} if root.exists() else {}
    return found | {str(one): one.read_bytes() if one.is_file() else None for one in sorted(root.rglob("*"))}


def write_state(state: dict[str, bytes | None], root: Path, target: Path) -> None:
    """Put a state of ``root`` on a real disk at ``target``; a file whose folder is not there is lost with it."""
    for path in sorted(state):
        place = target / os.path.relpath(path, root)
        content = state[path]
        if content is None:
            if place.parent.is_dir() or place == target:
                place.mkdir(0o700, exist_ok=True)
        elif place.parent.is_dir():
            place.write_bytes(content)
            place.chmod(0o600)


def acknowledged(operations: list[Op], end: int) -> list[str]:
    """The lines that the workload had printed by then."""
    return [op.path for op in operations[:end] if op.kind == "ack"]
