"""The codes of law: what each is called, whose it is, in which editions, and how it writes its numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dossier.domain.law_rows import InForce, rows


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A code of law, or one edition of it where the whole code was replaced."""

    code: str
    kind: str
    country: str
    edition: str
    branch: str
    index_separator: str
    article_form: re.Pattern[str]
    inferred_form: re.Pattern[str] | None
    in_force: InForce
    certainty: str

    def admits(self, article: str) -> bool:
        """Whether numbers of this shape exist in the code."""
        return self.article_form.fullmatch(article) is not None


@cache
def codes() -> Mapping[str, Code]:
    """All codes by their stable names ("UK_BY", "KOAP_BY_2021")."""
    return {row["code"]: _code(row) for row in rows("codes.csv")}


def _code(row: dict[str, str]) -> Code:
    inferred = row["inferred_form"]
    return Code(
        row["code"],
        row["kind"],
        row["country"],
        row["edition"],
        row["branch"],
        row["index_separator"],
        re.compile(row["article_form"]),
        re.compile(inferred) if inferred else None,
        InForce.read(row),
        row["certainty"],
    )


@cache
def codes_of(kind: str, country: str) -> tuple[Code, ...]:
    """The editions of one kind of code in one country, in the order of the seeds."""
    return tuple(code for code in codes().values() if code.kind == kind and code.country == country)


@cache
def is_of_a_state(kind: str) -> bool:
    """Whether each State has such a code of its own; a covenant or a statute of a court is one for all."""
    return not any(row["kind"] == kind and row["of_a_state"] == "no" for row in rows("code_kinds.csv"))


@lru_cache(maxsize=1024)
def family(code: str) -> tuple[str, str]:
    """Kind and country of a code's name: ("KOAP", "BY") of "KOAP_BY_2021" and of "KOAP_BY"; "" where not said."""
    kind, _underscore, rest = code.partition("_")
    return kind, rest.partition("_")[0]


def is_named(code: str) -> bool:
    """Whether it is said which code it is, although it may not be here: "UK_KZ" and "CONST" are, "UK" is not."""
    kind, country = family(code)
    return bool(country) or (bool(kind) and kind not in {one.kind for one in codes().values()})


def branch_of(code: str) -> str:
    """ "criminal", "administrative" … of a code, an undated family or a kind without its country; else ""."""
    known = codes().get(code)
    if known:
        return known.branch
    kind, country = family(code)
    return next((c.branch for c in codes().values() if c.kind == kind and country in ("", c.country)), "")
