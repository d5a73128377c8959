#!/usr/bin/env python3
"""Print what is wrong in seeds/: ``scripts/lint_seeds [FOLDER]``. Exit status 1 with findings."""

import sys
from pathlib import Path

from dossier.domain.seed_checks import check_seeds
from dossier.resources import folder


def main(arguments: list[str]) -> int:
    """Print each finding as file:line: code: sentence."""
    slips = check_seeds(Path(arguments[0]) if arguments else folder("seeds"))
    for slip in slips:
        print(f"{slip.file}:{slip.line}: {slip.code} ({slip.key or '-'}): {slip.sentence}")
    print(f"findings: {len(slips)}", file=sys.stderr)
    return 1 if slips else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
