"""Words for the codes of a dossier: closed lists here, open lists from the vault's vocabularies and the seeds."""

from typing import TYPE_CHECKING, Final

from dossier.domain.articles import ArticleRef
from dossier.domain.law_rows import rows as law_rows
from dossier.domain.penalties import penalty_kinds, regimes
from dossier.errors import InputProblem
from dossier.i18n import N_, _, language

if TYPE_CHECKING:
    from dossier.vault.tables import VocabularyEntry

CASE_KINDS: Final = {
    "victim_file": N_("Victim's file"),
    "mass_trial": N_("Mass trial"),
    "respondent_file": N_("Respondent's file for a tribunal"),
    "person": N_("Dossier of one person"),
    "persons": N_("Dossier of several persons"),
}
ROLES: Final = {
    "victim": N_("Victim"),
    "aggrieved_family": N_("Aggrieved family"),
    "respondent": N_("Alleged perpetrator (respondent)"),
    "accused": N_("Accused by the authorities"),
    "witness": N_("Witness"),
    "official": N_("Official"),
    "judge": N_("Judge"),
    "prosecutor": N_("Prosecutor"),
    "investigator": N_("Investigator"),
    "expert": N_("Expert"),
    "counsel": N_("Counsel"),
    "documenter": N_("Documenter"),
    "other": N_("Other"),
    "subject": N_("Subject of the dossier"),
    "involved": N_("Alleged to be involved"),
}
NAME_KINDS: Final = {
    "birth": N_("at birth"),
    "current": N_("current"),
    "former": N_("former"),
    "alias": N_("alias"),
    "pseudonym": N_("pseudonym"),
    "transliteration": N_("transliteration"),
}
LANGUAGE_NAMES: Final = {
    "be": N_("Belarusian"),
    "ru": N_("Russian"),
    "uk": N_("Ukrainian"),
    "en": N_("English"),
    "pl": N_("Polish"),
    "lt": N_("Lithuanian"),
    "lv": N_("Latvian"),
    "de": N_("German"),
    "fr": N_("French"),
}
BRANCHES: Final = {
    "administrative": N_("Administrative proceeding"),
    "criminal": N_("Criminal proceeding"),
    "other": N_("Deprivation of liberty"),
}
RESULTS: Final = {
    "pending": N_("pending"),
    "convicted": N_("convicted"),
    "acquitted": N_("acquitted"),
    "terminated": N_("terminated"),
    "withdrawn": N_("withdrawn"),
    "requalified": N_("requalified"),
    "returned": N_("returned"),
    "unknown": N_("not recorded"),
}
INSTANCES: Final = {
    "first": N_("First instance"),
    "appeal": N_("Appeal"),
    "cassation": N_("Cassation"),
    "supervision": N_("Supervision"),
    "resentencing": N_("Resentencing"),
    "unknown": N_("Instance not recorded"),
}
HEARINGS: Final = {
    "open": N_("open"),
    "closed": N_("closed"),
    "partly_closed": N_("partly closed"),
    "unknown": N_("not recorded"),
}
BASES: Final = {
    "admin_detention": N_("administrative detention"),
    "admin_arrest": N_("administrative arrest"),
    "suspect": N_("detention as a suspect"),
    "remand": N_("remand in custody"),
    "sentence": N_("serving a sentence"),
    "punishment_cell": N_("punishment cell"),
    "transfer": N_("transfer"),
    "medical": N_("medical"),
    "unknown": N_("basis not recorded"),
}
BEARINGS: Final = {
    "supports": N_("supports"),
    "contradicts": N_("contradicts"),
    "both": N_("both supports and contradicts"),
    "neutral": N_("neutral"),
}
FORMS: Final = {
    "original": N_("original"),
    "copy": N_("copy"),
    "copy_of_copy": N_("copy of a copy"),
    "born_digital_original": N_("born-digital original"),
    "export": N_("export"),
    "unknown": N_("original or copy: not recorded"),
}
VERIFICATIONS: Final = {
    "not_verified": N_("not verified"),
    "partly_verified": N_("partly verified"),
    "verified": N_("verified"),
    "contested": N_("contested"),
    "disproved": N_("disproved"),
}
CONFIDENTIALITIES: Final = {
    "public": N_("public"),
    "confidential": N_("confidential"),
    "under_seal": N_("under seal"),
}
REDACTIONS: Final = {
    "redacted_version_exists": N_("a redacted version exists"),
    "redacted_version": N_("redacted version"),
}
COPIES: Final = {
    "pages": N_("numbered pages"),
    "redacted": N_("redacted version"),
    "still": N_("still of a recording"),
}
OBTAINED: Final = {
    "handed_over": N_("handed over"),
    "received_online": N_("received online"),
    "downloaded": N_("downloaded"),
    "recorded": N_("recorded"),
    "photographed": N_("photographed"),
    "copied": N_("copied"),
    "found": N_("found"),
    "official_request": N_("by official request"),
}
CUSTODY_EVENTS: Final = {
    "collected": N_("collected"),
    "received": N_("received"),
    "hashed": N_("hashed"),
    "sealed": N_("sealed"),
    "stored": N_("stored"),
    "opened": N_("opened"),
    "copied": N_("copied"),
    "converted": N_("converted"),
    "translated": N_("translated"),
    "redacted": N_("redacted"),
    "transferred": N_("transferred"),
    "returned": N_("returned"),
    "verified": N_("verified"),
    "destroyed": N_("destroyed"),
}
TIP_STATES: Final = {
    "received": N_("received"),
    "triaged": N_("looked at"),
    "promoted": N_("became a record"),
    "refused": N_("refused"),
    "expired": N_("ran out"),
}
CLOCK_VERDICTS: Final = {
    "kept": N_("kept"),
    "exceeded": N_("exceeded"),
    "unknown": N_("cannot be told from what is recorded"),
    "running": N_("still running"),
    "depends": N_("depends on which of two limits applied"),
    "not_in_force": N_("not in force then"),
}
DIRECTNESSES: Final = {
    "direct": N_("first-hand"),
    "hearsay1": N_("second-hand"),
    "hearsay2": N_("further removed"),
    "official": N_("official record"),
    "open": N_("open source"),
}
CONSENT_FORMS: Final = {
    "written": N_("written"),
    "oral_recorded": N_("oral, recorded"),
    "oral_noted": N_("oral, noted"),
}
CONSENT_GIVERS: Final = {
    "self": N_("the person"),
    "parent_or_guardian": N_("parent or guardian"),
    "next_of_kin": N_("next of kin"),
    "legal_representative": N_("legal representative"),
}
SCOPES: Final = {
    "C0_CONTACT": N_("to be contacted again"),
    "C1_STORE": N_("storage in the database"),
    "C2_ANALYSE": N_("anonymous statistics"),
    "C3_RECORDING": N_("recording"),
    "C4_NGO": N_("sharing with partner NGOs"),
    "C5_UN": N_("sharing with UN mechanisms"),
    "C6_NATIONAL": N_("sharing with national prosecutors"),
    "C7_ICC": N_("sharing with an international court"),
    "C8_STATE": N_("sharing with a government"),
    "C9_PUBLIC_ANON": N_("publication without identity"),
    "C10_PUBLIC_NAME": N_("publication with name"),
    "C11_PUBLIC_IMAGE": N_("publication with face or voice"),
    "C12_TESTIFY": N_("testifying"),
}
RELIABILITY: Final = {
    "A": N_("completely reliable"),
    "B": N_("usually reliable"),
    "C": N_("fairly reliable"),
    "D": N_("not usually reliable"),
    "E": N_("unreliable"),
    "F": N_("cannot be judged"),
}
CREDIBILITY: Final = {
    "1": N_("confirmed"),
    "2": N_("probably true"),
    "3": N_("possibly true"),
    "4": N_("doubtful"),
    "5": N_("improbable"),
    "6": N_("cannot be judged"),
}
TLP_MEANINGS: Final = {
    "RED": N_("for the named recipients only"),
    "AMBER+STRICT": N_("for the recipient organisation only"),
    "AMBER": N_("for the recipient organisation and its clients who need to know"),
    "GREEN": N_("for the community, not for public channels"),
    "CLEAR": N_("no limit on sharing"),
}
CERTAINTIES: Final = {
    "verified": N_("verified"),
    "high": N_("high"),
    "medium": N_("medium: to be checked"),
    "low": N_("low: to be checked"),
}
YES_NO: Final = {"yes": N_("yes"), "no": N_("no"), "partly": N_("partly"), "unknown": N_("not recorded")}
SEXES: Final = {"male": N_("male"), "female": N_("female"), "other": N_("other"), "unknown": N_("not recorded")}


def word(listed: dict[str, str], code: str | None) -> str:
    """The word of a closed list for a code, in the language in force; empty for no code."""
    return _(listed[code]) if code in listed else humanised(code)


def humanised(code: str | None) -> str:
    """A code without a label, made readable and nothing more: "CLOSED_HEARING" is "closed hearing"."""
    return (code or "").replace("_", " ").lower() if code and code.isascii() and "_" in code else (code or "")


class Labels:
    """The labels of open lists in one language."""

    def __init__(self, entries: "list[VocabularyEntry]", lang: str) -> None:
        self._lang = lang
        self._by_list = {(one.vocabulary, one.code): one for one in entries}

    def of(self, code: str | None, vocabulary: str) -> str:
        """The label of a code of that list; without one the code made readable."""
        if not code:
            return ""
        entry = self._by_list.get((vocabulary, code))
        if entry is None:
            return humanised(code)
        return getattr(entry, f"label_{self._lang}", None) or entry.label_en

    def many(self, codes: list[str], vocabulary: str) -> str:
        """Several labels of one list in one line."""
        return ", ".join(self.of(one, vocabulary) for one in codes)

    def penalty(self, code: str) -> str:
        """A kind of punishment."""
        kind = penalty_kinds().get(code)
        return self._named(kind.names) if kind else self.of(code, "penalty_kind")

    def regime(self, code: str | None) -> str:
        """A regime of imprisonment."""
        regime = regimes().get(code or "")
        return self._named(regime.names) if regime else self.of(code, "regime")

    def milestone(self, code: str) -> str:
        """A step of a procedure."""
        for row in law_rows("procedural_milestones.csv"):
            if row["code"] == code:
                return row.get(f"name_{self._lang}") or row["name_en"]
        return self.of(code, "milestone")

    def _named(self, names: "object") -> str:
        get = getattr(names, "get", lambda _key: None)
        return str(get(self._lang) or get("en") or "")


def article_words(code: str | None, article: str | None, part: str | None, point: str | None, as_written: str) -> str:
    """An article as courts write it in the language in force, or the text as it was written."""
    if not code or not article:
        return as_written
    try:
        return ArticleRef(code, article, part, point).format(language(), full=True)
    except InputProblem:
        return as_written
