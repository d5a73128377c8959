"""Files made to do harm are refused with the reason, in bounded memory, and leave nothing behind."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from dossier.errors import UnreadableInput
from dossier.intake import import_file
from dossier.intake.layouts import shipped_layouts
from dossier.intake.reading import read_table
from dossier.vault.tables import Batch
from tests.intake.hostile_packages import HOSTILE

if TYPE_CHECKING:
    from dossier.vault import Vault

ROOT = Path(__file__).resolve().parents[2]


def _refused(path: Path) -> str:
    with pytest.raises(UnreadableInput) as refused:
        for _row in read_table(path).rows:
            pass
    assert refused.value.exit_status == 4
    assert refused.value.message
    return refused.value.code


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_refused_whole_with_the_reason(tmp_path: Path, name: str) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "list.xlsx"
    path.write_bytes(make())
    assert _refused(path) == code
    assert [one.name for one in tmp_path.iterdir()] == ["list.xlsx"]


ACID = {
    "unclosed quote": (b'a,b\n"open,1\n2,3\n', "import.quoting"),
    "quote inside": (b'a,b\nx"y,1\n"x"y,1\n', "import.quoting"),
    "null byte": (b"a,b\n1,\0\n", "import.binary"),
    "escape": (b"a,b\n1,\x1b]52;c;YQ==\x07\n", "import.binary"),
    "half a letter": (b"\xef\xbb\xbfa,b\n1,\xd0\n", "import.encoding"),
    "half a utf-16 letter": (b"\xff\xfea\x00,\x00b", "import.encoding"),
    "only a mark": (b"\xef\xbb\xbf\n", "import.empty"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "import.old_workbook"),
    "pdf": (b"%PDF-1.7 a,b\n", "import.binary"),
    "gzip": (b"\x1f\x8b\x08\x00", "import.binary"),
    "sqlite": (b"SQLite format 3\0" + bytes(100), "import.binary"),
    "json cut short": (b'{"a": 1}\n{"a": ', "import.json"),
    "json with NaN": (b'{"a": NaN}\n', "import.json"),
    "json with a name twice": (b'{"a": 1, "a": 2}\n', "import.json"),
    "json nested to death": (b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n", "import.json"),
    "json of other things": (b'{"a": 1}\n[1, 2]\n', "import.json"),
    "json with too many names": (json.dumps({f"c{n}": n for n in range(501)}).encode(), "import.too_wide"),
}


@pytest.mark.parametrize("name", ACID)
def test_a_text_that_is_no_list_is_refused_with_the_reason(tmp_path: Path, name: str) -> None:
    content, code = ACID[name]
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert _refused(path) == code


SPECTRUM = {
    "comma in quotes": (b'first,last\n"a,b",c\n', [["first", "last"], ["a,b", "c"]]),
    "empty": (b'a,b,c\n1,"",""\n2,3,4\n', [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]),
    "empty crlf": (b'a,b\r\n1,""\r\n', [["a", "b"], ["1", ""]]),
    "escaped quotes": (b'a,b\n1,"ha ""ha"" ha"\n', [["a", "b"], ["1", 'ha "ha" ha']]),
    "newlines": (b'a,b\n"Once upon \na time",5\n', [["a", "b"], ["Once upon \na time", "5"]]),
    "newlines crlf": (b'a,b\r\n"Once \r\nupon",5\r\n', [["a", "b"], ["Once \r\nupon", "5"]]),
    "json in a cell": (b'key,val\n1,"{""type"": ""Point""}"\n', [["key", "val"], ["1", '{"type": "Point"}']]),
    "utf8": ("a,b\n1,ʤ Ў ’\n".encode(), [["a", "b"], ["1", "ʤ Ў ’"]]),
    "no last line end": (b"a,b\n1,2", [["a", "b"], ["1", "2"]]),
    "formulas stay text": (b"a,b\n=1+1,+375\n@x,-2\n", [["a", "b"], ["=1+1", "+375"], ["@x", "-2"]]),
    "leading zeros": (b"a;b\n007;0012345\n", [["a", "b"], ["007", "0012345"]]),
    "ragged": (b"a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
    "spaces kept": (b"a,b\n 1 ,\xc2\xa02\n", [["a", "b"], [" 1 ", "\u00a02"]]),
    "returns alone": (b"a;b\r1;2\r3;4\r", [["a", "b"], ["1", "2"], ["3", "4"]]),
    "tab": (b"a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
}


@pytest.mark.parametrize("name", SPECTRUM)
def test_a_csv_of_the_known_spectrum_is_read_to_the_letter(tmp_path: Path, name: str) -> None:
    content, rows = SPECTRUM[name]
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    table = read_table(path)
    assert [list(table.header), *table.rows] == rows


def test_a_field_of_many_megabytes_is_refused_before_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.write(b'a,b\n1,"')
        for _block in range(50):
            file.write(b"x" * 2**20)
        file.write(b'"\n')
    assert _refused(path) == "import.field"


def test_many_rows_stream_in_bounded_memory(tmp_path: Path) -> None:
    """The peak of the process itself is read from the kernel, since ru_maxrss begins with that of the test run."""
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("a,b\n")
        file.writelines(f"{n},строка {n}\n" for n in range(300_000))
    script = (
        "import re, resource, sys\nfrom pathlib import Path\nfrom dossier.intake.reading import read_table\n"
        "print(sum(1 for _ in read_table(Path(sys.argv[1])).rows))\n"
        "own = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    rows, peak_kib = map(int, done.stdout.split())
    assert rows == 300_000
    assert peak_kib < 200 * 1024


@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    import os

    path = tmp_path / "list.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path = Path("/dev/zero")
    assert _refused(path) == "file.unreadable"


def test_a_refused_file_leaves_no_batch(vault: "Vault", tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    header = ";".join(shipped_layouts()["viasna"].header_sets["ru"])
    path.write_text(header + "\n" + "Анна Пример" + ";" * 11 + '\n"open;\n', "utf-8")
    with pytest.raises(UnreadableInput) as refused:
        import_file(vault, path)
    assert refused.value.code == "import.quoting"
    with vault.read() as session:
        assert session.execute(sa.select(Batch)).all() == []


def test_the_process_that_reads_does_not_outlive_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("a,b\n" + "1,2\n" * 200_000, "utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    table = read_table(path)
    next(table.rows)
    table.rows.close()  # type: ignore[attr-defined]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before
