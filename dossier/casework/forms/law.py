"""Values of the law: an article with its edition, a punishment with its term, a regime, a step of a procedure."""

from typing import TYPE_CHECKING, Any

from dossier.casework.forms.values import Columns, ValueType
from dossier.casework.punishment import kind_name, read_kind, read_regime
from dossier.casework.understanding import NOTHING, Understood, regime_name, unread_words
from dossier.domain.articles import ArticleRef, format_all
from dossier.domain.catalogue import resolve
from dossier.domain.penalties import penalty_kinds, regimes
from dossier.domain.terms import Term
from dossier.errors import InputProblem, Refused, add_messages
from dossier.i18n import N_, language

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

add_messages(
    {"charge.one_article": N_("One charge has one article. Enter each further article as a charge of its own.")}
)

_TERM = ("term_as_written", "term_kind", "years", "months", "days", "hours", "amount", "currency")


class Article(ValueType):
    """One article with part, point and complicity; what cannot be read as one is kept as written and marked."""

    def columns(self, name: str) -> tuple[str, ...]:
        """All parts of the article, and the words."""
        return (name, "article_key", "code", "article", "part", "point", "complicity", "edition_on", "in_catalogue")

    def words(self, row: Any, name: str, look: "Look") -> str:
        """As courts write it, in the language in force."""
        if not (row.code and row.article):
            return row.article_as_written or ""
        try:
            return ArticleRef(row.code, row.article, row.part, row.point).format(language(), full=True)
        except InputProblem:
            return row.article_as_written or ""

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The one article; the edition is found by the day of the facts when the charge is saved."""
        return {name: text.strip(), **article_columns(one_article(text), None)}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The article in full with its title; a mark where the catalogue does not have it."""
        ref = one_article(text)
        found = resolve(ref, None)
        title = found.row.title(language()) if found.row else ""
        doubts = [one for one in ("" if found.known else found.sentence, unread_words(text)) if one]
        words = " · ".join([f"= {format_all([ref], language(), full=True)}", *filter(None, [title]), *doubts])
        return Understood(words, "note" if doubts else "fine")


def one_article(text: str) -> ArticleRef:
    """The one article that a text names.

    Raises:
        Misread: as ``ArticleRef.parse_all``.
        Refused: "charge.one_article".
    """
    refs = ArticleRef.parse_all(text)
    if len(refs) != 1:
        raise Refused("charge.one_article")
    return refs[0]


def article_columns(ref: ArticleRef, act: Any) -> Columns:
    """The columns of a charge for an article on the day of the facts (a PartialDate, or None)."""
    found = resolve(ref, act)
    edition = found.row.in_force.first if found.row else None
    return {
        "article_key": ref.key,
        "code": found.code or ref.code,
        "article": ref.article,
        "part": ref.part,
        "point": ref.point,
        "complicity": ref.complicity.article if ref.complicity else None,
        "edition_on": edition.lower if edition and edition.lower == edition.upper else None,
        "in_catalogue": found.known,
    }


class TermText(ValueType):
    """The length or amount of a punishment in the unit in which it was imposed."""

    def columns(self, name: str) -> tuple[str, ...]:
        """The words and the parts of the term."""
        return _TERM

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The parts; a bare number is refused."""
        return term_columns(Term.parse(text), text.strip())

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The term in words."""
        return Understood("= " + Term.parse(text).format(language()))


def term_columns(term: Term, as_written: str) -> Columns:
    """The columns of a punishment for a term."""
    return {
        "term_as_written": as_written,
        "term_kind": term.kind,
        **{unit: getattr(term, unit) or None for unit in ("years", "months", "days", "hours")},
        "amount": term.amount,
        "currency": term.currency[:3] if term.currency not in ("", "RUBLE") else None,
    }


class Punishment(ValueType):
    """The kind of punishment, by code, name or slang."""

    def text(self, row: Any, name: str, look: "Look") -> str:
        """The name in the language in force."""
        kind = penalty_kinds().get(getattr(row, name))
        return kind_name(kind) if kind else getattr(row, name)

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The code."""
        kind = read_kind(text)
        return {name: kind.code} if kind else {}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The whole name."""
        kind = read_kind(text)
        return Understood("= " + kind_name(kind)) if kind else NOTHING

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """All kinds; measures before a verdict are no punishments."""
        return [(kind_name(one), kind_name(one)) for one in penalty_kinds().values() if one.branch != "measure"]


class Regime(ValueType):
    """The regime of a place of detention."""

    def text(self, row: Any, name: str, look: "Look") -> str:
        """The name in the language in force."""
        code = getattr(row, name)
        return regime_name(code) if code in regimes() else (code or "")

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The code."""
        return {name: read_regime(text)}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The whole name."""
        code = read_regime(text)
        return Understood("= " + regime_name(code)) if code else NOTHING

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """All regimes."""
        return [(regime_name(code), regime_name(code)) for code in regimes()]
