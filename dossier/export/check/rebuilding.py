"""A44: the same data and time give the same bytes: the paper is made again from the data that lie in its pack.

It is the one check that needs the program that made the pack, in the same version; the vault is not needed.
"""

from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from dossier.errors import RenderProblem
from dossier.export.check.findings import Finding, Report
from dossier.export.check.pack import PAPER, Pack
from dossier.i18n import LANGUAGES, _, in_language

if TYPE_CHECKING:
    from dossier.export.pdf.page import PackFacts

_REBUILD: Final = "A44"
KEY: Final = "paper"
"""Of pack.json: what the paper says of itself and of the files beside it."""


def made_again(pack: Pack, report: Report) -> None:
    """Judge A44, or say why it cannot be judged here."""
    about = pack.about.get(KEY)
    if len(pack.about.get("languages", ())) != 1:
        report.skip(_REBUILD, "languages")
        return
    try:
        facts = _pack_facts(about)
        program = ", ".join((facts.program, f"WeasyPrint {facts.weasyprint}", f"pikepdf {facts.pikepdf}"))
        if _versions(facts) != _versions(_ours()):
            report.skip(_REBUILD, "program", program=program)
            return
        document = _document(pack, facts)
    except (KeyError, ValueError, TypeError, AttributeError):
        report.skip(_REBUILD, "unread")
        return
    except RenderProblem as problem:
        report.add(_REBUILD, [Finding(_REBUILD, PAPER, problem.code)])
        return
    is_same = pack.paper_bytes == document or (pack.about.get("is_signed") and _is_signed_form(pack, document))
    report.add(_REBUILD, [] if is_same else [Finding(_REBUILD, PAPER)])


def paper_json(facts: "PackFacts") -> dict[str, Any]:
    """What pack.json keeps of a paper, so that it can be made again."""
    kept = {one.name: getattr(facts, one.name) for one in fields(facts)}
    return {**kept, "built_at": facts.built_at.isoformat(), "warnings": list(facts.warnings)}


def _pack_facts(about: Any) -> "PackFacts":
    from dossier.export.pdf.page import PackFacts

    kept: dict[str, Any] = _typed(dict, about)
    at = datetime.fromisoformat(kept["built_at"])
    return PackFacts(**{**kept, "built_at": at, "warnings": tuple(kept["warnings"])})


def _ours() -> "PackFacts":
    from dossier.export.pdf.page import PackFacts
    from dossier.export.pdf.writing import with_versions

    return with_versions(PackFacts("", datetime.min))


def _versions(facts: "PackFacts") -> tuple[str, str, str]:
    return facts.program, facts.weasyprint, facts.pikepdf


def _document(pack: Pack, facts: "PackFacts") -> bytes:
    from dossier.casework.dossier_view import DossierView
    from dossier.export.pdf.writing import dossier_bytes

    view: DossierView = _value(DossierView, pack.facts)
    [lang] = pack.about["languages"]
    document, _pages = dossier_bytes([(lang, view)], profile=view.profile, built_at=facts.built_at, pack=facts)
    return document


def _is_signed_form(pack: Pack, document: bytes) -> bool:
    """Whether the signed paper is that document with an empty field, and the signature after it."""
    from dossier.export.pdf.signature import TIP, with_field

    for lang in LANGUAGES:
        with in_language(lang):
            if pack.paper_bytes.startswith(with_field(document, _(TIP))):
                return True
    return False


# ---- values from JSON -----------------------------------------------------------------------------------------------


def _value(kind: Any, said: Any) -> Any:
    """A value of a type of the views, from what ``dataclasses.asdict`` and JSON made of it.

    Raises:
        TypeError, KeyError: it is no such value.
    """
    if is_dataclass(kind) and isinstance(kind, type):
        record: dict[str, Any] = _typed(dict, said)
        if record.keys() != _hints(kind).keys():
            raise KeyError(kind.__name__)
        return kind(**{name: _value(hint, record[name]) for name, hint in _hints(kind).items()})
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(_value(inner[0], one) for one in _typed(list, said))
    if origin is dict:
        return {_value(inner[0], key): _value(inner[1], one) for key, one in _typed(dict, said).items()}
    if inner:  # one of several: None, or what the others are
        return None if said is None else _value(next(one for one in inner if one is not type(None)), said)
    return _typed(kind, said)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, said: Any) -> Any:
    if kind is float and isinstance(said, int):
        return said
    if not isinstance(said, kind):
        raise TypeError(str(kind))
    return said
