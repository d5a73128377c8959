"""A stranger's pack is read in the cage: a hostile file in it is a finding, opens nothing and reaches nobody."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from dossier.cage.asking import Talk
from dossier.cage.running import Answer, Limits, environment
from dossier.cli.main import run
from dossier.errors import UnreadableInput
from dossier.export.check import check_pack, check_strangers_pack
from dossier.export.check.findings import ENDED
from dossier.export.check.sources import open_source
from dossier.export.check.walled import Walled
from tests.export.exhibits import files

WORKER = "dossier.export.check.worker"
_BOMB_BYTES = 5 << 28


def _pack(folder: Path, paper: bytes, **more: bytes) -> Path:
    """A pack that has a paper, and no facts about it but what is given."""
    (folder / "data/index").mkdir(parents=True)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\n", encoding="utf-8")
    (folder / "data/dossier.pdf").write_bytes(paper)
    (folder / "data/pack.json").write_text('{"pack": "EXAMPLE"}', encoding="utf-8")
    for name, content in more.items():
        (folder / "data" / name.replace("__", "/").replace("_PDF", ".pdf").replace("_CSV", ".csv")).write_bytes(content)
    return folder


def _bomb() -> bytes:
    """A page whose content is more than a gigabyte, in a few megabytes."""
    pdf, packer = files.words("x"), zlib.compressobj(1)
    block = b" " * (1 << 24)
    packed = b"".join(packer.compress(block) for _at in range(_BOMB_BYTES >> 24)) + packer.flush()
    content = Stream(pdf, packed)
    content.Filter = Name.FlateDecode
    pdf.pages[0].obj.Contents = pdf.make_indirect(content)
    pdf.save(out := io.BytesIO(), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _circle() -> bytes:
    """Marks whose tree leads back into itself."""
    pdf = files.words("x")
    one = pdf.make_indirect(Dictionary(S=Name.P))
    one.K = Array([one, one])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=one))
    return files.saved(pdf)


PAGES = b"ern,exhibit_ref,page,file\r\nBLR-DSR-0001-0001-R01,X-1,1,data/x.pdf\r\n"
HOSTILE: dict[str, Callable[[Path], Path]] = {
    "no PDF at all": lambda folder: _pack(folder, b"%PDF-1.7\n" + b"\xff" * 5000),
    "everything a PDF can carry": lambda folder: _pack(folder, files.hostile()),
    "marks in a circle": lambda folder: _pack(folder, _circle()),
    "a broken copy of an exhibit": lambda folder: _pack(
        folder, files.saved(files.words("x")), x_PDF=b"%PDF-1.7\nbroken", index__pages_CSV=PAGES
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_ends_with_findings_and_the_status_of_findings(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = HOSTILE[name](tmp_path / "pack")
    assert run(["check", str(pack), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["pack"], told["is_sound"]) == ("EXAMPLE", False)
    assert told["assertions"]["A43"] == "fails"
    assert not set(told["not_judged"]) - {"A34", "A44", "A54"}, "every assertion was judged, whatever lay in the pack"


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack whose paper unpacks to more than a gigabyte."""
    return _pack(tmp_path_factory.mktemp("bomb") / "pack", _bomb())


def test_a_paper_that_would_eat_the_memory_is_a_finding(bomb: Path) -> None:
    source = open_source(bomb)
    with Walled(source, Limits(cpu_s=60, wall_s=120, memory_bytes=1 << 30)) as walled:
        report = check_pack(source, walled=walled, only=["A01", "A43"])
    assert {"A01", "A43"} == {one.assertion for one in report.errors}


def test_a_paper_that_takes_too_long_ends_the_reader_and_is_named(bomb: Path) -> None:
    source = open_source(bomb)
    with Walled(source, Limits(cpu_s=1, wall_s=120, memory_bytes=2 << 30)) as walled:
        report = check_pack(source, walled=walled)
    [ended] = [one for one in report.findings if one.detail == ENDED["limit"]]
    assert (ended.place, ended.is_error, report.states()[ended.assertion]) == ("pack", True, "fails")
    after = [name for name in report.states() if name > ended.assertion]
    assert {report.states()[name] for name in after} == {"not_from_outside"}
    assert all("hostile" in report.reasons[name] for name in after)


def test_a_reader_that_is_ended_over_a_mere_warning_leaves_no_sound_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def ask(_talk: Talk, job: dict[str, Any]) -> Answer:
        asked.append(job.get("name"))
        return Answer({}, b"", "crash") if job.get("name") == "A19" else Answer({"findings": []}, b"", "")

    monkeypatch.setattr(Talk, "ask", ask)
    report = check_strangers_pack(_pack(tmp_path / "pack", b""))
    assert [(one.assertion, one.is_error) for one in report.findings] == [("A19", True)]
    assert asked[-1] == "A19"


def test_where_nothing_holds_a_stranger_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Talk, "ask", lambda *_asked: Answer({}, b"", "cage"))
    pack = _pack(tmp_path / "pack", files.hostile())
    with pytest.raises(UnreadableInput, match=r"pack\.no_cage"):
        check_strangers_pack(pack)
    assert run(["check", str(pack)]) == 4


@pytest.mark.parametrize("said", [None, 7, ["A01"], [["place"]], {"x": 1}, [["a", "b", "harmless"]]])
def test_an_answer_that_is_none_is_no_crash_of_ours(said: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever took the reader over can say what they like; they say it of the assertion that was asked."""
    monkeypatch.setattr(Talk, "ask", lambda *_asked: Answer({"findings": said}, b"", ""))
    report = check_strangers_pack(_pack(tmp_path / "pack", b""))
    assert [(one.assertion, one.detail) for one in report.findings] == [("A01", ENDED["crash"])]


def test_a_damaged_archive_is_a_finding(tmp_path: Path) -> None:
    pack = _pack(tmp_path / "pack", files.saved(files.words("x" * 500)))
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        for file in sorted(one for one in pack.rglob("*") if one.is_file()):
            archive.write(file, f"p/{file.relative_to(pack).as_posix()}")
    content = bytearray((tmp_path / "pack.zip").read_bytes())
    content[content.index(b"%PDF") + 200] ^= 1
    (tmp_path / "pack.zip").write_bytes(bytes(content))
    report = check_strangers_pack(tmp_path / "pack.zip")
    assert {"A40", "A43"} <= {one.assertion for one in report.errors}


@pytest.mark.parametrize("said", ['{"pack": "A", "pack": "B"}', '{"pack": "A", "page_count": NaN}', '{"pack": "A"'])
def test_what_two_readers_would_read_in_two_ways_is_read_in_none(said: str, tmp_path: Path) -> None:
    pack = _pack(tmp_path / "pack", files.saved(files.words("x")))
    (pack / "data/pack.json").write_text(said, encoding="utf-8")
    report = check_strangers_pack(pack)
    assert (report.pack_id, report.states()["A01"]) == ("", "fails")


def test_whatever_the_reader_asks_for_it_gets_files_of_the_pack_alone(tmp_path: Path) -> None:
    (tmp_path / "beside").write_text("beside", encoding="utf-8")
    pack = _pack(tmp_path / "pack", b"paper")
    (pack / "data/link").symlink_to(tmp_path / "beside")
    with Walled(open_source(pack)) as walled:
        walled.begin(None)
        asked = ("data/dossier.pdf", "../beside", str(tmp_path / "beside"), "data/link", "", "data")
        got = [walled._supply({"what": "file", "name": one}) for one in asked]
    assert got == [b"paper", None, None, None, None, None]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: system calls cannot be watched")
def test_behind_the_walls_a_hostile_pack_opens_nothing_and_reaches_nobody(tmp_path: Path) -> None:
    pack = _pack(tmp_path / "pack", files.hostile(), x_PDF=files.hostile(), index__pages_CSV=PAGES)
    calls = "trace=open,openat,socket,connect,sendto,execve,fork,vfork,unlink,rename,mkdir,prctl"
    (tmp_path / "names").write_text(files.CANARY.decode(), encoding="utf-8")
    command = [sys.executable, "-P", "-m", "dossier", "check", str(pack), "--names", str(tmp_path / "names")]
    strace = ["strace", "-f", "-qq", "-o", str(tmp_path / "calls"), "-e", calls]
    done = subprocess.run([*strace, *command], capture_output=True, check=False, env=environment())
    assert done.returncode == 1
    assert b"! A34 " in done.stdout, "the file was read"
    lines = (tmp_path / "calls").read_text("utf-8").splitlines()
    sealed = [at for at, line in enumerate(lines) if "PR_SET_SECCOMP" in line]
    assert len(sealed) == 1
    worker = lines[sealed[0]].split()[0]
    after = [line for line in lines[sealed[0] + 1 :] if line.split()[0] == worker]
    assert [line for line in after if "= -1 EPERM" not in line and "exit" not in line and "killed" not in line] == []
