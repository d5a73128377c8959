"""The process that reads a file of others: it gets the open file, shuts everything else, and answers in JSON lines.

Run as ``python -P -m dossier.intake.readers.child`` with the file as its standard input. The first line of the answer
is the header, then come parts of rows, at last {"end": true}; where the file cannot be read, a line with the code comes
in place of the rest.
"""

import json
import os
import sys
from itertools import islice
from typing import Any

from dossier import cage
from dossier.errors import UnreadableInput

MEMORY_LIMIT_BYTES = 2 * 1024**3
CPU_LIMIT_S = 3600
PART_ROWS = 100
_UNREADABLE = (MemoryError, RecursionError, OverflowError)


def _preload() -> None:
    """Import what reading needs, since no file can be opened afterwards."""
    import codecs

    import python_calamine  # noqa: F401

    from dossier.intake.readers import json_lines, plain_text, workbooks  # noqa: F401

    for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp437", "ascii"):
        codecs.lookup(name)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=True, separators=(",", ":")) + "\n")


def _read() -> None:
    from dossier.intake.readers.opening import open_file, sha256_of

    file = sys.stdin.buffer
    size = os.fstat(file.fileno()).st_size
    sha256 = sha256_of(file)
    opened = open_file(file, size)
    _say({"kind": opened.kind, "encoding": opened.encoding, "header": list(opened.header), "sha256": sha256})
    while part := list(islice(opened.rows, PART_ROWS)):
        _say({"rows": part})
    _say({"end": True})


def main() -> int:
    """Read standard input, answer on standard output."""
    _preload()
    cage.limit(memory_bytes=MEMORY_LIMIT_BYTES, cpu_s=CPU_LIMIT_S, file_bytes=0)
    cage.close_off()
    try:
        _read()
    except UnreadableInput as problem:
        _say({"code": problem.code, "facts": problem.facts})
    except _UNREADABLE:
        _say({"code": "import.bomb", "facts": {}})
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY) if os.name != "posix" else 2, 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
