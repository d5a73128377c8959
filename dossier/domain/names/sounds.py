"""Belarusian, Russian and Ukrainian names, in Cyrillic or any Latin spelling, read into one alphabet of sounds.

The alphabet has one character a sound, so that the matcher can weigh two strings and the search index can fold them:
lower case as in Latin; ``C`` ч, ``S`` ш, ``Z`` ж, ``c`` ц, ``x`` х, ``h`` г, ``g`` ґ, ``w`` ў, ``A`` я, ``O`` ё.
й, и, і, ы and ї are one sound ``i``: the three languages and their romanisations do not keep them apart.
Latin digraphs mean different things in different countries (ch is ч in English, х in Polish and łacinka, ш in French):
a word is read by the conventions that its own letters show, and where they show none every likely reading is given.
"""

import re
import unicodedata
from collections.abc import Iterable

from dossier.domain.memory import remembered
from dossier.domain.names.cleaning import is_cyrillic


def _table(*lines: str) -> dict[str, str]:
    pairs = (entry.partition(":") for line in lines for entry in line.split())
    return {written: sound for written, _, sound in pairs}


_CYRILLIC = _table(
    "а:a б:b в:v г:h ґ:g д:d е:e ё:O є:e ж:Z з:z и:i й:i і:i ї:i ы:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:w",
    "ф:f х:x ц:c ч:C ш:S щ:SC ъ: ь: э:e ю:u я:A ': ѣ:e ѳ:f ѵ:i ј:i ѕ:s ђ:d ћ:c љ:l њ:n џ:Z",
    "ә:a ғ:h қ:k ң:n ө:o ү:u ұ:u һ:h",
)
_CYRILLIC_TABLE = str.maketrans(_CYRILLIC)
_DZ = re.compile("дз(?=[іеёюяьвмэ])")
_YO = re.compile("[ьй]о|(?<=[^аеёиоуыэюяіє])ио|(?<=[^аеёиоуыэюяіє])іо")
_ENDINGS_IA = frozenset(("ea", "eA", "ia", "iA"))
_V_BEFORE_U = re.compile("(?<=[aeoAO])[vw](?=u)")
_DOUBLED = re.compile(r"([a-zAOZ])\1+")
"""A letter written twice is one sound; чч and шш stay, because щ is written so."""

_DIGRAPHS = _table(
    "schtsch:SC chtch:SC szcz:SC shch:SC stsch:SC šč:SC şç:SC tsch:C tch:C cz:C tsj:C tš:C",
    "dzh:dZ dsch:dZ dž:dZ dż:dZ dj:dZ sch:S sh:S sz:S sj:S zh:Z rz:Z kh:X gh:h ph:f th:t",
    "ts:c tz:c tc:c dz:d ck:k qu:kv gue:he gui:hi",
    "iya:iA yya:iA ija:iA yja:iA iia:iA yia:iA ia:A ya:A ja:A iu:u yu:u ju:u iou:u you:u jou:u",
    "io:O yo:O jo:O ie:e ye:e je:e ee:i oo:u ou:u",
)
_LETTERS = str.maketrans(
    _table(
        "č:C ç:C ć:c š:S ş:S ș:S ś:s ß:s ž:Z ż:Z ź:z ł:l ŭ:w ń:n ñ:n ó:o ö:o ø:o ő:o ü:u ű:u ä:e",
        "å:o æ:e œ:e ë:O ð:d þ:t đ:d ə:a ğ:h ı:i ţ:c ț:c ě:e ř:r ė:e ģ:g ķ:k w:v q:k x:ks y:i j:i X:x",
    )
)
"""Single letters, read after the digraphs; X is the х that a digraph has written."""
_KEPT = frozenset("čćçšśşșßžżźłŭńñóöøőüűäåæœëðþđəğıţțěřėģķ")


def _by_first_letter(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of the words, the longest first; grouped by first letter, which is several times faster."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(word[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()))


_LATIN_PATTERN = _by_first_letter(_DIGRAPHS)
_SLAVIC_LETTERS = re.compile("[čćšśžżźłŭńě]|sz|cz|rz(?=[^aeiou]|$)")
_FINAL_F = re.compile("(?<=[oe])ff$")
_DIPHTHONG_V = re.compile("(?<=[ae])u(?=[^aeiouy]|$)")
_GERMAN_DS = re.compile("ds[eij]")
_ENGLISH_J = re.compile("j(?=[aeiou])|g(?=[ei])")
_FINAL_VICH = re.compile("([vw]i)ch?$")
_CK = re.compile("ck(?=[aeiouyj])")
_SKI = re.compile("ck(?:i|ij|y|a|aja|aya|ie|iego|ie[vw]i[čc][hz]?|ievičius|evičius)$")
_OU_V = re.compile("(?<=[^aeiouy])ou(?=sk|ts|st|k$|na|ni|ch?$|$)|(?<=i)ou(?=s|na|$)")
_C_HARD = re.compile("c(?![eiyhzšč])(?!$)|(?<=[aou])c$")
_NOT_SOUND = re.compile("[^a-zCSZAO0-9]")


def fold(token: str) -> str:
    """Lower case, apostrophes gone: the form under which tokens are kept and looked up."""
    return token.casefold().replace("'", "")


def _bare(text: str) -> str:
    """Letters whose marks say nothing about the sound lose them."""
    out = [c if c in _KEPT or c.isascii() else unicodedata.normalize("NFD", c)[0] for c in text]
    return "".join(out)


def _squeeze(sounds: str) -> str:
    if "vu" in sounds or "wu" in sounds:
        sounds = _V_BEFORE_U.sub("", sounds)
    return _DOUBLED.sub(r"\1", sounds) if _DOUBLED.search(sounds) else sounds


def _cyrillic_reading(folded: str) -> str:
    text = _DZ.sub("д", folded) if "дз" in folded else folded
    if "ьо" in text or "йо" in text or "ио" in text or "іо" in text:
        text = _YO.sub("ё", text)
    sounds = text.translate(_CYRILLIC_TABLE)
    return _squeeze(sounds[:-2] + "iA" if sounds[-2:] in _ENDINGS_IA else sounds)


def _digraph(match: re.Match[str]) -> str:
    return _DIGRAPHS[match[0]]


def _latin_reading(text: str) -> str:
    sounds = _squeeze(_LATIN_PATTERN.sub(_digraph, text).translate(_LETTERS))
    return sounds if sounds.isascii() and sounds.isalnum() else _NOT_SOUND.sub("", sounds)


def _prepared_latin(folded: str) -> str:
    text = folded if folded.isascii() else _bare(unicodedata.normalize("NFC", folded))
    if text.endswith("ff"):
        text = _FINAL_F.sub("v", text)
    if "au" in text or "eu" in text:
        text = _DIPHTHONG_V.sub("ŭ", text)
    if text.startswith("io"):
        return "i'" + text[1:]
    return text[0] + text[2:] if text.startswith("ds") and _GERMAN_DS.match(text) else text


def _ch_spelt_out(text: str, *, slavic: bool) -> list[str]:
    """The word with "ch" read as ч, as х, and as ш where "ou" says that it may be French."""
    if "ch" not in text or "tch" in text or "sch" in text:
        return [text]
    as_che, as_kha = text.replace("ch", "č"), text.replace("ch", "kh")
    if slavic:
        return [as_kha, as_che]
    return [as_che, as_kha, text.replace("ch", "š")] if "ou" in text else [as_che, as_kha]


def _ck_spelt_out(text: str, *, slavic: bool) -> list[str]:
    """The word with "ck" read as цк, as Poles and łacinka write it, and as к where it may be German (Becker)."""
    if not _CK.search(text):
        return [text]
    as_two = _CK.sub("tsk", text)
    return [as_two] if slavic or _SKI.search(text) else [as_two, text]


def _c_spelt_out(text: str, *, slavic: bool) -> list[str]:
    if text.endswith(("ich", "ic")):
        text = _FINAL_VICH.sub(r"\1č", text)
    texts = [t for ch in _ch_spelt_out(text, slavic=slavic) for t in _ck_spelt_out(ch, slavic=slavic)]
    return texts if slavic else [_C_HARD.sub("k", t) for t in texts]


def _latin_readings(folded: str) -> tuple[str, ...]:
    text = _prepared_latin(folded)
    if not text:
        return ()
    slavic = bool(_SLAVIC_LETTERS.search(folded)) if "c" in text or folded[0] in "jg" else False
    texts = _c_spelt_out(text, slavic=slavic) if "c" in text else [text]
    if "ou" in text and _OU_V.search(text):
        texts = [_OU_V.sub("oŭ", t) for t in texts] + texts
    if not slavic and text[0] in "jg" and _ENGLISH_J.match(text):
        texts.append("dž" + texts[0][1:])
    if len(texts) == 1:
        return (_latin_reading(texts[0]),)
    return tuple(dict.fromkeys(map(_latin_reading, texts)))


@remembered(65_536)
def readings(token: str) -> tuple[str, ...]:
    """How one token of a name may sound, the likeliest reading first; empty for a token without letters.

    Accepted: one word of a cleaned name in any script. Scripts other than Cyrillic and Latin are returned as their
    own letters in lower case: they are compared and found as they are written.
    """
    folded = fold(token)
    if folded.isascii():
        found = _latin_readings(folded)
        return found if all(found) else tuple(filter(None, found))
    if "а" <= folded[0] <= "я" or is_cyrillic(folded):
        sounds = _cyrillic_reading(folded)
        return (sounds,) if sounds else ()
    found = tuple(filter(None, _latin_readings(folded))) if _is_latin_word(folded) else ()
    return found or ((folded,) if any(c.isalnum() for c in folded) else ())


def _is_latin_word(text: str) -> bool:
    return any(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in text if c.isalpha())
