"""A54: is each signature of the paper by a key of the vault, made while that key was the vault's?

With the list of these keys, which is not in the pack: whoever can forge a pack can put a list of their own into it.
When it was signed the signature says; whoever kept a key can say an earlier time, which only a time stamp rules out.
"""

from collections.abc import Iterator, Sequence

from dossier.domain.paper_keys import KeyTime, key_of
from dossier.export.check.findings import Finding, Report, Signature
from dossier.export.check.pack import PAPER

UNKNOWN, OUT_OF_TIME = "unknown", "out of its time"


def judge_keys(report: Report, keys: Sequence[KeyTime]) -> None:
    """Add the outcome to the report of a pack that was checked."""
    report.add("A54", _against(report.signatures, keys))


def _against(signatures: Sequence[Signature], keys: Sequence[KeyTime]) -> Iterator[Finding]:
    if not signatures:
        yield Finding("A54", PAPER, "unsigned")
    for one in signatures:
        key = key_of(one.fingerprint, keys)
        if key is None:
            yield Finding("A54", PAPER, UNKNOWN)
        elif one.at is None or not key.covers(one.at):
            yield Finding("A54", PAPER, OUT_OF_TIME)
