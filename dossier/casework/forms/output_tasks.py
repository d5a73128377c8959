"""Forms of what leaves the vault, or is made to keep it: papers, packs, lists, a backup; and of its check."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dossier.casework import dossier_words as said
from dossier.casework.dossier_forms import known_forms
from dossier.casework.forms import kinds
from dossier.casework.forms.declaration import FieldSpec, FormSpec, Section
from dossier.casework.forms.links import Link
from dossier.casework.forms.lists import Closed, Several, parts
from dossier.casework.forms.places import FolderPath
from dossier.casework.forms.values import Columns, ValueType
from dossier.casework.understanding import NOTHING, Understood
from dossier.domain.refs import looks_like_ref, read_ref
from dossier.errors import Refused
from dossier.i18n import LANGUAGES, N_

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

VERIFY = FormSpec(
    "verify",
    N_("Is the whole vault sound?"),
    (
        Section(
            N_("Database, journal, records, evidence, custody"),
            (
                FieldSpec(
                    "depth",
                    N_("How deep"),
                    44,
                    True,
                    Closed(
                        {
                            "quick": N_("of evidence only whether it is there"),
                            "stored": N_("the stored bytes of all evidence"),
                            "deep": N_("every byte of evidence, decrypted"),
                        }
                    ),
                ),
                FieldSpec("against", N_("Kept checkpoint"), 40),
            ),
        ),
    ),
)
BACKUP = FormSpec(
    "backup",
    N_("A copy of the vault for people who are elsewhere"),
    (
        Section(
            N_("Encrypted to their keys; best on another disk"),
            (
                FieldSpec("output", N_("Folder"), 56, True, FolderPath()),
                FieldSpec("to", N_("Keys (age1…)"), 56, True),
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Subjects(ValueType):
    """A case, or one or more persons with semicolons between them; given on as their references."""

    needs_vault = True
    is_searched = True

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The references: of a case of this name, else of a person."""
        return {name: [row.ref for _kind, row in self._all(text, look)]}

    def _all(self, text: str, look: "Look") -> list[tuple[str, Any]]:
        found = [_subject(part, look) for part in parts(text)]
        if len(found) > 1 and any(kind != "person" for kind, _row in found):
            raise Refused("dossier.of_both")
        return found

    def understood(self, text: str, look: "Look | None") -> Understood:
        """Their names."""
        if look is None:
            return NOTHING
        return Understood("= " + "; ".join(look.label(kind, row.id) for kind, row in self._all(text, look)))

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """Cases first, then persons."""
        words = "".join(part for part in parts(text)[-1:] if not looks_like_ref(part))
        return self.narrowed(words, look) or self.narrowed("", look)

    def narrowed(self, letters: str, look: "Look") -> list[tuple[str, str]]:
        """Cases first, then persons."""
        found = [one for kind in ("legal_case", "person") for one in Link(kind).narrowed(letters, look)]
        return list(dict.fromkeys(found))

    def joined(self, text: str, picked: str) -> str:
        """A person after the persons that stand there already; a case alone."""
        before = [one for one in parts(text) if looks_like_ref(one) and one != picked]
        together = [*before, picked]
        return "; ".join(together) if all(read_ref(one)[0] == "person" for one in together) else picked


def _subject(text: str, look: "Look") -> tuple[str, Any]:
    try:
        return "legal_case", look.find("legal_case", text)
    except Refused:
        return "person", look.find("person", text)


_OWN_LANGUAGES: Final = {code: said.LANGUAGE_NAMES[code] for code in LANGUAGES}
_RECIPIENT = FieldSpec("recipient", N_("Recipient"), 40, type=kinds.listed("", "consent_scope", "recipient", limit=200))
_OUTPUT = FieldSpec("output", N_("Write to"), 56, True, FolderPath())
_ENCRYPT_TO = FieldSpec("encrypt_to", N_("Only these keys (age1…)"), 56)
PAPERS: Final = Closed({"pdf": N_("a dossier as PDF"), "pack": N_("an evidence pack with its data")})
PAPER_PROFILES: Final = Closed(
    {
        "sealed": N_("sealed: everybody is named, for one recipient"),
        "confidential": N_("confidential: who consented is named"),
        "public": N_("public: only what may be published"),
    }
)
LIST_PROFILES: Final = Closed(
    {
        "public": N_("public: for everybody"),
        "ngo": N_("ngo: a partner, with numbers of its own"),
        "ngo_trusted": N_("ngo_trusted: a partner who may see more"),
        "confidential": N_("confidential: works on the case itself"),
        "tribunal": N_("tribunal: a court"),
        "state": N_("state: a Government"),
        "internal": N_("internal: stays in the house"),
    }
)
PAPER_OUT = FormSpec(
    "paper out",
    N_("Dossier or evidence pack"),
    (
        Section(
            N_("What, and for whom"),
            (
                FieldSpec("ref", N_("Case or persons"), 40, True, Subjects()),
                FieldSpec("paper", N_("What"), 34, True, PAPERS),
                FieldSpec("profile", N_("Profile"), 50, True, PAPER_PROFILES),
                _RECIPIENT,
                FieldSpec("languages", N_("Languages"), 30, type=Several(Closed(_OWN_LANGUAGES))),
                FieldSpec(
                    "form",
                    N_("UN forms"),
                    40,
                    type=Several(Closed({name: name for name in known_forms()})),
                ),
                _OUTPUT,
            ),
        ),
        Section(
            N_("What the cover says"),
            (
                FieldSpec("purpose", N_("Purpose"), 56),
                FieldSpec("basis", N_("Why named unasked"), 56),
                FieldSpec("contact", N_("Contact"), 40),
                FieldSpec("replaces", N_("Replaces number"), 24),
            ),
        ),
        Section(
            N_("Only for a pack"),
            (FieldSpec("sign", N_("Signed by the vault"), 8, type=kinds.TRUTH), _ENCRYPT_TO),
        ),
    ),
)
LISTS_OUT = FormSpec(
    "lists out",
    N_("Tables for a partner (CSV)"),
    (
        Section(
            N_("What, and for whom"),
            (
                FieldSpec("profile", N_("Profile"), 50, True, LIST_PROFILES),
                _RECIPIENT,
                FieldSpec("lists", N_("Only these lists"), 50),
                FieldSpec("licence", N_("Licence"), 24),
                _ENCRYPT_TO,
                _OUTPUT,
            ),
        ),
    ),
)
