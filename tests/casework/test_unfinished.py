"""Halves of what leaves: a killed writer leaves one in clear, and the next writer beside it removes it."""

import subprocess
import sys
from pathlib import Path

import pytest

from dossier.casework.new_files import new_file
from dossier.casework.unfinished import SUFFIX
from dossier.export.out_folder import new_folder

_WRITES_A_FOLDER = """
from pathlib import Path; import sys, time
from dossier.export.out_folder import new_folder
with new_folder(Path(sys.argv[1])) as out:
    out.write("persons.csv", b"in clear"); print("written", flush=True); time.sleep(600)
"""
_WRITES_A_FILE = """
from pathlib import Path; import sys, time
from dossier.casework.new_files import new_file
with new_file(Path(sys.argv[1])) as draft:
    draft.write(b"in clear" * 10_000); print("written", flush=True); time.sleep(600)
"""


def _halves(folder: Path) -> list[Path]:
    return list(folder.glob(f".*{SUFFIX}"))


@pytest.mark.parametrize("program", [_WRITES_A_FOLDER, _WRITES_A_FILE], ids=["folder", "file"])
def test_the_half_of_a_killed_writer_is_removed_by_the_next_and_that_of_a_living_one_stays(
    tmp_path: Path, program: str
) -> None:
    with subprocess.Popen([sys.executable, "-c", program, tmp_path / "a"], stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"written\n"
            with new_file(tmp_path / "b") as draft:
                draft.write(b"b")
            assert len(_halves(tmp_path)) == 1
        finally:
            writer.kill()
    assert len(_halves(tmp_path)) == 1
    with new_folder(tmp_path / "c"):
        assert len(_halves(tmp_path)) == 1, "its own"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b", "c"]


def test_a_link_of_such_a_name_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("keep")
    (tmp_path / f".x{SUFFIX}").symlink_to(tmp_path / "mine")
    with new_file(tmp_path / "a") as draft:
        draft.write(b"a")
    assert (tmp_path / "mine" / "file").read_text() == "keep"
