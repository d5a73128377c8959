"""The worker that judges a pack in the cage: ``python -P -m dossier.export.check.worker``.

It reads PDF, JSON, tables, signatures and time stamps of strangers, and asks for each file by its name.
"""

import codecs
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from dossier.cage.asking import Supply, serve
from dossier.export.check import reader, stamp_checks
from dossier.export.check.findings import Finding
from dossier.export.check.pack import Pack
from dossier.export.check.page_words import FileWords, PageBox, words_from
from dossier.export.check.paper_text import PaperTexts
from dossier.export.check.protection_checks import Protected
from dossier.export.check.running import check_of
from dossier.export.check.sources import Sums


class AskedSource:
    """The files of a pack, each asked for when it is read."""

    def __init__(self, supply: Supply) -> None:
        self._supply = supply

    def names(self) -> list[str]:
        """Every file, sorted."""
        return [str(one) for one in json.loads(self._supply({"what": "names"}) or b"[]")]

    def open(self, name: str) -> BinaryIO:
        """The bytes of one file."""
        found = self._supply({"what": "file", "name": name})
        if found is None:
            raise FileNotFoundError(name)
        return io.BytesIO(found)

    def sums(self) -> dict[str, Sums]:
        """Name -> SHA-256, SHA-512 and size of every file, reckoned outside."""
        said = json.loads(self._supply({"what": "sums"}) or b"{}")
        return {name: (short, long, size) for name, (short, long, size) in said.items()}


class Judge:
    """Judges one pack after the other; what papers say is read once."""

    def __init__(self) -> None:
        self._texts = PaperTexts()
        self._pack: Pack | None = None
        self._protected: Protected | None = None

    def work(self, job: dict[str, object], supply: Supply) -> dict[str, object]:
        """Open the pack as it is now, or judge one assertion."""
        if job["do"] == "open":
            names: Any = job["protected"]
            self._protected = None if names is None else Protected(*names)
            source = AskedSource(supply)
            self._pack = Pack(source, self._protected, self._texts, words_here, source.sums)
            return {"walls": job["walls"]}
        if job["do"] == "signatures":
            return {"signatures": self._signatures()}
        found = self._judged(str(job["name"]))
        return {"findings": [[one.place, one.detail, one.level] for one in found]}

    def _signatures(self) -> list[list[str | None]]:
        try:
            found = stamp_checks.signatures_of(self._pack) if self._pack is not None else []
        except MemoryError:
            raise
        except Exception:  # then A46 says so
            return []
        return [[one.fingerprint, one.name, one.at.isoformat() if one.at else None] for one in found]

    def _judged(self, name: str) -> list[Finding]:
        check = check_of(name, self._protected)
        if check is None or self._pack is None:
            return []
        try:
            return list(check(self._pack))
        except MemoryError:
            raise
        except Exception:  # a stranger's file may raise anything
            return [Finding(name, "pack", "broken")]


def words_here(
    files: Iterable[tuple[str, bytes]], boxes: Mapping[str, Sequence[PageBox]] | None = None
) -> dict[str, FileWords]:
    """Name -> the words of each file, read in this process, which is the cage."""
    asked = boxes or {}
    return {
        name: words_from(reader.read_safely(content, [list(one) for one in asked.get(name, ())]))
        for name, content in files
    }


def prepare() -> None:
    """Load every library and every list, while files can still be opened."""
    reader.prepare()
    stamp_checks.prepare()
    codecs.lookup("utf-16-be")  # in which fonts name their signs
    _load_lists()


def _load_lists() -> None:
    from dossier.domain.catalogue import article_rows
    from dossier.domain.crimes import crimes
    from dossier.domain.forums import Complaint, forums
    from dossier.domain.law_rows import Days, countries, country_of, vocabulary
    from dossier.domain.penalties import penalty_kinds

    article_rows(), crimes(), penalty_kinds(), country_of("BLR"), vocabulary("forums.csv")
    vocabulary("icc_redaction_codes.csv")
    for country in countries():
        list(forums(Complaint(Days(date(2026, 1, 1), date(2026, 1, 1)), None), country))
    Protected(["Example"], ["example name"]).finds("example")


if __name__ == "__main__":
    sys.exit(serve(prepare, Judge().work))
