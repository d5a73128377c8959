"""What was typed into the entry form, read by the parsers of the domain: values, or what is wrong with which field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dossier.casework.held_basis import read_basis
from dossier.casework.punishment import read_kind, read_regime, settle_kind
from dossier.domain.articles import ArticleRef
from dossier.domain.dates import PartialDate
from dossier.domain.law_codes import branch_of
from dossier.domain.penalties import PenaltyKind
from dossier.domain.safe_text import require_storable
from dossier.domain.terms import Term
from dossier.errors import InputProblem, Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "entry.name": N_("A surname or a given name is needed; if neither is known, write how the person is called."),
        "entry.branch": N_("Administrative or criminal? Name the article or the punishment."),
        "entry.held_order": N_("This ends before it begins. Look at both dates."),
        "entry.several": N_("This cannot be saved yet: see the fields marked with “!”."),
    }
)

Fields = Mapping[str, str]
Value = TypeVar("Value")

PERSON_FIELDS = ("family", "given", "patronymic", "born", "occupation", "case", "remarks")
PROCEEDING_FIELDS = (
    "article",
    "act",
    "case_number",
    "court",
    "judge",
    "decided",
    "sentence",
    "kind",
    "regime",
)
CUSTODY_FIELDS = ("facility", "held_as", "held_from", "held_to")


class EntryProblems(InputProblem):
    """All that keeps a form from being saved, by field."""

    def __init__(self, problems: Mapping[str, InputProblem]) -> None:
        super().__init__("entry.several", field=next(iter(problems), None))
        self.problems = dict(problems)


@dataclass(frozen=True)
class ReadEntry:
    """The values of a form beside its texts; what was left empty is None."""

    texts: Mapping[str, str]
    born: PartialDate | None = None
    act: PartialDate | None = None
    decided: PartialDate | None = None
    articles: tuple[ArticleRef, ...] = ()
    term: Term | None = None
    kind: PenaltyKind | None = None
    regime_code: str | None = None
    branch: str = ""
    held_from: PartialDate | None = None
    held_to: PartialDate | None = None
    basis: str = ""

    def text(self, name: str) -> str | None:
        """The text of a field without blanks around it; None where it was left empty."""
        return self.texts.get(name, "").strip() or None

    @property
    def full_name(self) -> str:
        """The name in the order of court papers: family, given, patronymic."""
        return " ".join(part for part in map(self.text, ("family", "given", "patronymic")) if part)

    @property
    def has_proceeding(self) -> bool:
        """Whether anything of a procedure was typed."""
        return any(self.text(name) for name in PROCEEDING_FIELDS)

    @property
    def has_custody(self) -> bool:
        """Whether anything of a deprivation of liberty was typed."""
        return any(self.text(name) for name in CUSTODY_FIELDS)

    @property
    def branches_differ(self) -> bool:
        """An administrative punishment under an article of the criminal code, or the other way round."""
        ours = self.kind.branch if self.kind else ""
        return bool(self.articles and ours in ("administrative", "criminal") and self.branch != ours)


class _Reader:
    """Reads field after field and remembers what was wrong where."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.problems: dict[str, InputProblem] = {}

    def read(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        """The value of a field, None where it is empty or wrong."""
        text = self.fields.get(name, "").strip()
        return self.keep(name, lambda: parse(text)) if text else None

    def keep(self, name: str, work: Callable[[], Value]) -> Value | None:
        """The result, or None with the problem noted under its field."""
        try:
            return work()
        except InputProblem as problem:
            self.problems.setdefault(problem.field or name, problem)
            return None


def branch_of_articles(articles: tuple[ArticleRef, ...]) -> str:
    """The branch of the first article whose code is known; else empty."""
    return next((branch for branch in (branch_of(one.code) for one in articles) if branch), "")


def problems_of(fields: Fields, *, needs_name: bool = True) -> dict[str, InputProblem]:
    """What keeps the form from being saved, by field; empty when nothing does."""
    return _read(fields, needs_name)[1]


def read_entry(fields: Fields, *, needs_name: bool = True) -> ReadEntry:
    """Read the whole form.

    Args:
        fields: Text by field, as typed; names of PERSON_FIELDS, PROCEEDING_FIELDS and CUSTODY_FIELDS.
        needs_name: False where the person is recorded already.

    Raises:
        EntryProblems: with every field that cannot be saved and why.
    """
    entry, problems = _read(fields, needs_name)
    if problems:
        raise EntryProblems(problems)
    return entry


def _read(fields: Fields, needs_name: bool) -> tuple[ReadEntry, dict[str, InputProblem]]:
    reader = _Reader(fields)
    for name, text in fields.items():
        reader.keep(name, partial(require_storable, text))
    if needs_name and not (fields.get("family", "").strip() or fields.get("given", "").strip()):
        reader.problems["family"] = Refused("entry.name", field="family")
    articles = tuple(reader.read("article", ArticleRef.parse_all) or ())
    branch = branch_of_articles(articles)
    term, kind = _read_punishment(reader, branch)
    entry = ReadEntry(
        dict(fields),
        reader.read("born", PartialDate.parse),
        reader.read("act", PartialDate.parse),
        reader.read("decided", PartialDate.parse),
        articles,
        term,
        kind,
        reader.read("regime", read_regime),
        branch or (kind.branch if kind else ""),
        reader.read("held_from", PartialDate.parse),
        reader.read("held_to", PartialDate.parse),
        reader.read("held_as", read_basis) or "",
    )
    reader.keep("held_to", lambda: _require_order(entry))
    if entry.has_proceeding and not entry.branch and not reader.problems:
        reader.problems["article"] = Refused("entry.branch", field="article")
    return entry, reader.problems


def _require_order(entry: ReadEntry) -> None:
    """Nobody leaves before coming; days that may overlap pass."""
    start, end = entry.held_from, entry.held_to
    if start and end and end.is_before(start):
        raise Refused("entry.held_order", field="held_to")


def _read_punishment(reader: _Reader, branch: str) -> tuple[Term | None, PenaltyKind | None]:
    term = reader.read("sentence", Term.parse)
    named = reader.read("kind", lambda text: read_kind(text, branch))
    if reader.problems.keys() & {"sentence", "kind"}:
        return term, named
    return term, reader.keep("kind", lambda: settle_kind(term, named, branch))
