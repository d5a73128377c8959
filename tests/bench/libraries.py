"""Libraries that the program does not use, installed on demand to be measured in the same run.

With BENCH_LIBRARIES=1 each gets an environment of its own under BENCH_FOLDER, or in a folder that is thrown away; pip
fetches it from where pip is set to fetch. Without it only what comes with Python is measured.
"""

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path


def wanted() -> bool:
    """Whether libraries may be fetched for the benchmark."""
    return os.environ.get("BENCH_LIBRARIES") == "1"


@cache
def _folder() -> Path:
    kept = os.environ.get("BENCH_FOLDER")
    return Path(kept) if kept else Path(tempfile.mkdtemp(prefix="bench-libraries-"))


def python_with(*packages: str) -> str:
    """The Python of an environment that has these packages; "" where they are not wanted or do not install."""
    if not wanted():
        print(f"{', '.join(packages)}: not measured; BENCH_LIBRARIES=1 installs it into an environment of its own.")
        return ""
    place = _folder() / f"venv-{packages[0]}"
    python = place / "bin" / "python"
    if not (place / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages], check=False)
        if done.returncode:
            print(f"{', '.join(packages)}: does not install here, so it is not measured.")
            return ""
        (place / "ready").touch()
    return str(python)
