"""ArticleRef: one article of one code with its part and point, read as people write it and printed as courts do.

Nothing is dropped. What the catalogue does not list is kept as written; what is no citation is handed back as unread;
preparation, attempt and complicity («ч. 6 ст. 16 и ч. 3 ст. 130») are kept with the charge that they qualify.
"""

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from dossier.domain import article_wording
from dossier.domain.article_citations import Citation
from dossier.domain.article_codes import Basis, Decided, decide
from dossier.domain.article_keys import canonical_form, key_form, read_key
from dossier.domain.article_reading import read
from dossier.domain.article_shapes import read_by_shape
from dossier.domain.article_words import cleaned as clean
from dossier.domain.article_words import tokens_of
from dossier.domain.catalogue import general_kind
from dossier.domain.law_codes import codes, codes_of, family
from dossier.errors import Misread, add_messages
from dossier.i18n import N_

add_messages(
    {
        "article.code_name": N_("No code of law has this name. Codes look like UK_BY or KOAP_BY_2021."),
    }
)


@dataclass(frozen=True, slots=True)
class Qualifier:
    """An article of the general part that qualifies a charge: preparation, attempt or a form of complicity."""

    kind: Literal["preparation", "attempt", "complicity"]
    article: str
    part: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """One article as cited. Two are equal where code, article, part, point and qualifiers are; the rest is history."""

    code: str
    """ "UK_BY", "KOAP_BY_2021"; "KOAP_BY" where the edition is open, "UK" where the country is, "" where all is."""
    article: str
    """ "342", "361-4", "24.23", as the code writes it."""
    part: str | None = None
    point: str | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    code_basis: Basis = field(default="stated", compare=False)
    as_written: str = field(default="", compare=False)

    @classmethod
    def parse_all(cls, text: str, *, default_code: str | None = None) -> "list[ArticleRef]":
        """All articles that a text cites, in its order, one for each part and point.

        Accepted: «чч. 1 и 2 ст. 361-4», «ст.ст. 342, 368 УК РБ», «часть 1 статьи 342», «ч. 2 арт. 361⁴ КК»,
        «п. «а» ч. 2 ст. 105 УК РФ», "Part 3 of Article 130 of the CC", "art. 342(1)", «342 ч. 1; 368», keys such as
        "UK_BY-361-4-1"; ranges of parts and of whole articles. Titles and other words are passed over.

        Args:
            text: As typed or pasted.
            default_code: The code of articles for which the text names none.

        Raises:
            Misread: "article.none" where no article is named, "article.key_ambiguous", "article.code_name",
                "article.too_many",
                "input.empty", "input.too_long".
        """
        refs = _refs(text, default_code)[0]
        if not refs:
            raise Misread("article.none")
        return refs

    @property
    def key(self) -> str:
        """The short form for search and tables: "UK_BY-361-4-1". See ``canonical`` for one that is never ambiguous."""
        return key_form(self.code, self.article, self.part, self.point)

    @property
    def canonical(self) -> str:
        """The form that tells article 361-1 ("UK_BY:361-1") from part 1 of article 361 ("UK_BY:361:1")."""
        return canonical_form(self.code, self.article, self.part, self.point)

    @property
    def complicity(self) -> Qualifier | None:
        """The article on complicity cited with the charge, if any."""
        return next((q for q in self.qualifiers if q.kind == "complicity"), None)

    @property
    def stage(self) -> Qualifier | None:
        """The article on preparation or attempt cited with the charge, if any."""
        return next((q for q in self.qualifiers if q.kind != "complicity"), None)

    def format(self, lang: str = "ru", *, full: bool = False) -> str:
        """As courts write it: «ч. 1 ст. 342 УК», «ч. 1 арт. 342 КК», "Part 1 of Article 342 of the Criminal Code".

        Args:
            lang: "ru", "be", "uk" or "en"; another one becomes English.
            full: Name the country and the edition too, so that the text can stand alone.
        """
        places = [(q.article, q.part, q.point) for q in self.qualifiers]
        return article_wording.one([*places, (self.article, self.part, self.point)], self.code, lang, full)

    def __str__(self) -> str:
        return self.key


class Reading(NamedTuple):
    """What a text cites, and the stretches of it that were not understood, as written."""

    refs: tuple[ArticleRef, ...]
    rest: tuple[str, ...]


def unread_numbers(text: str) -> str:
    """The stretches of a text that cite nothing and yet hold a number, which may be a part or another article."""
    return "; ".join(piece for piece in read_articles(text).rest if any(map(str.isdigit, piece)))


def read_articles(text: str, *, default_code: str | None = None) -> Reading:
    """Like ``ArticleRef.parse_all``, but a text without articles gives no error, and what is unread comes too.

    Raises:
        Misread: "article.key_ambiguous", "article.code_name", "article.too_many", "input.empty", "input.too_long".
    """
    refs, rest, cleaned = _refs(text, default_code)
    return Reading(tuple(refs), tuple(cleaned[start:end] for start, end in rest))


def _refs(text: str, default_code: str | None) -> "tuple[list[ArticleRef], list[tuple[int, int]], str]":
    """All references, the stretches that were not understood, and the cleaned text in which they are counted."""
    if default_code is not None and default_code not in codes() and not codes_of(*family(default_code)):
        raise Misread("article.code_name")
    cleaned = clean(text)
    citations, rest = read_by_shape(cleaned) or read(tokens_of(cleaned))
    decided = decide(citations, cleaned, default_code)
    refs = [_ref(c, d, cleaned) for c, d in zip(citations, decided, strict=True)]
    return _qualified(refs, citations), rest, cleaned


def _ref(citation: Citation, decided: Decided, text: str) -> ArticleRef:
    written = text[citation.start : citation.end]
    if "_" in citation.number:
        return ArticleRef(*read_key(citation.number), as_written=written)
    part, point = citation.part or None, citation.point or None
    return ArticleRef(decided.code, decided.article, part, point, (), decided.basis, written)


def _qualified(refs: list[ArticleRef], citations: list[Citation]) -> list[ArticleRef]:
    """Articles of the general part go to the charge that follows, at the end of a text to the one before."""
    kinds = [general_kind(ref.code, ref.article, ref.part or "") for ref in refs]
    if not any(kinds) or all(kinds):
        return refs
    groups = [citation.group for citation in citations]
    charges: list[ArticleRef] = []
    of_group: list[int] = []
    waiting: list[Qualifier] = []
    taken: tuple[int, tuple[Qualifier, ...]] = (-1, ())
    for ref, kind, group in zip(refs, kinds, groups, strict=True):
        if kind:
            waiting.append(Qualifier(kind, ref.article, ref.part, ref.point))  # type: ignore[arg-type]
            continue
        if waiting or group != taken[0]:
            taken, waiting = (group, tuple(waiting)), []
        charges.append(replace(ref, qualifiers=taken[1]))
        of_group.append(group)
    for n, group in enumerate(of_group):
        if waiting and group == of_group[-1]:
            charges[n] = replace(charges[n], qualifiers=(*charges[n].qualifiers, *waiting))
    return charges


def format_all(refs: "list[ArticleRef] | tuple[ArticleRef, ...]", lang: str = "ru", *, full: bool = False) -> str:
    """Several references in one line: «ст. 342, ч. 1 ст. 368 УК»; the code once, behind its articles."""
    phrases: list[str] = []
    for n, ref in enumerate(refs):
        last = n + 1 == len(refs) or refs[n + 1].code != ref.code
        places = [*((q.article, q.part, q.point) for q in ref.qualifiers), (ref.article, ref.part, ref.point)]
        phrases.append(article_wording.one(places, ref.code if last else "", lang, full))
    return ", ".join(phrases)
