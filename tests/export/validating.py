"""What an independent validator has against a PDF."""

import re
from pathlib import Path

import page
import pikepdf

_AT_THE_END = re.compile(rb"\rendstream|\r\nendstream")


def objections(path: Path, standard: page.ValidationProfile) -> set[str]:
    """The rules that the file breaks.

    The validator counts the bytes of a stream backwards from its last line, and so takes a carriage return that
    belongs to compressed bytes for a part of the line's end; which bytes come out differs from run to run. Where such
    a stream is in the file, and only there, qpdf is asked in its place, which counts from the beginning.
    """
    found = {one.rule_id for one in page.validate_pdf(str(path), profile=standard).failures}
    lengths = {one for one in found if one.endswith("-STREAM-LENGTH-001")}
    if lengths and _AT_THE_END.search(path.read_bytes()):
        with pikepdf.open(path) as pdf:
            return found - lengths if pdf.check_pdf_syntax() == [] else found
    return found
