"""A term or a fine in words, with the plural forms of CLDR.

Days that stand alone are «суток», «сутак», «діб», "parų": full days of twenty-four hours, as arrest is counted by law;
beside years or months they are «дней», «дзён», «днів», "dienų". CLDR knows only one word for the day in each language,
and the wrong one for this in Russian and Ukrainian; in Belarusian it writes «2 месяца», where the language has
«месяцы».
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from dossier.domain.dates.month_words import LANGUAGES

_SUTKI = {
    "be": {"one": "суткі", "few": "сутак", "many": "сутак", "other": "сутак"},
    "ru": {"one": "сутки", "few": "суток", "many": "суток", "other": "суток"},
    "uk": {"one": "доба", "few": "доби", "many": "діб", "other": "доби"},
    "lt": {"one": "para", "few": "paros", "many": "paros", "other": "parų"},
}
_OWN = {
    ("be", "day"): {"one": "дзень", "few": "дні", "many": "дзён", "other": "дня"},
    ("be", "month"): {"one": "месяц", "few": "месяцы", "many": "месяцаў", "other": "месяца"},
}
_BASE_UNITS = {
    "en": {"one": "base unit", "other": "base units"},
    "be": {
        "one": "базавая велічыня",
        "few": "базавыя велічыні",
        "many": "базавых велічынь",
        "other": "базавай велічыні",
    },
    "ru": {
        "one": "базовая величина",
        "few": "базовые величины",
        "many": "базовых величин",
        "other": "базовой величины",
    },
    "uk": {"one": "базова величина", "few": "базові величини", "many": "базових величин", "other": "базової величини"},
    "pl": {
        "one": "jednostka bazowa",
        "few": "jednostki bazowe",
        "many": "jednostek bazowych",
        "other": "jednostki bazowej",
    },
    "lt": {"one": "bazinis dydis", "few": "baziniai dydžiai", "many": "bazinio dydžio", "other": "bazinių dydžių"},
}
_RUBLES = {
    "en": {"one": "ruble", "other": "rubles"},
    "be": {"one": "рубель", "few": "рублі", "many": "рублёў", "other": "рубля"},
    "ru": {"one": "рубль", "few": "рубля", "many": "рублей", "other": "рубля"},
    "uk": {"one": "рубль", "few": "рублі", "many": "рублів", "other": "рубля"},
    "pl": {"one": "rubel", "few": "ruble", "many": "rubli", "other": "rubla"},
    "lt": {"one": "rublis", "few": "rubliai", "many": "rublio", "other": "rublių"},
}
_LIFE = {
    "en": "life imprisonment", "be": "пажыццёвае зняволенне", "ru": "пожизненное заключение",
    "uk": "довічне ув'язнення", "pl": "dożywotnie pozbawienie wolności", "lt": "laisvės atėmimas iki gyvos galvos",
}  # fmt: skip
_DEATH = {
    "en": "death penalty", "be": "смяротнае пакаранне", "ru": "смертная казнь", "uk": "смертна кара",
    "pl": "kara śmierci", "lt": "mirties bausmė",
}  # fmt: skip


def language_of(lang: str) -> str:
    """The language to print in: one of those of the dates, English for any other."""
    return lang if lang in LANGUAGES else "en"


def printed_time(years: int, months: int, days: int, hours: int, lang: str) -> str:
    """ "2 гады 6 месяцаў", "15 сутак", "240 гадзін"."""
    sutki = not (years or months) and lang in _SUTKI
    day = _SUTKI[lang] if sutki else _unit_words(lang, "day")
    words = ((years, _unit_words(lang, "year")), (months, _unit_words(lang, "month")), (days, day),
             (hours, _unit_words(lang, "hour")))  # fmt: skip
    return " ".join(f"{number} {forms[_plural(lang, number)]}" for number, forms in words if number)


def printed_life(lang: str) -> str:
    """Life imprisonment."""
    return _LIFE[lang]


def printed_death(lang: str) -> str:
    """The death penalty."""
    return _DEATH[lang]


def printed_base_units(amount: Decimal, lang: str) -> str:
    """ "135 базовых величин", "0,5 базовой величины"."""
    return f"{_decimal(amount, lang, '0.0#')} {_BASE_UNITS[lang][_plural(lang, amount)]}"


def printed_money(amount: Decimal, currency: str, lang: str) -> str:
    """ "1 350 белорусских рублей"; "1 350 рублей" where the text did not say whose; another code stays a code."""
    return f"{_decimal(amount, lang, '0.00')} {_currency(amount, currency, lang)}"


def _currency(amount: Decimal, currency: str, lang: str) -> str:
    if currency == "RUBLE":
        return _RUBLES[lang][_plural(lang, amount)]
    if currency == "BYR":
        return currency
    from babel.numbers import get_currency_name

    return get_currency_name(currency, count=_bare(amount), locale=lang)


def _decimal(amount: Decimal, lang: str, fraction: str) -> str:
    from babel.numbers import format_decimal

    whole = amount == amount.to_integral_value()
    return format_decimal(amount, "#,##0" if whole else f"#,##{fraction}", locale=lang)


def _bare(number: int | Decimal) -> int | Decimal:
    """Without the noughts behind the comma that are not printed, since CLDR counts what stands there: «870 рублей»."""
    return int(number) if number == int(number) else number


def _plural(lang: str, number: int | Decimal) -> str:
    return str(_plural_rule(lang)(_bare(number)))


@cache
def _plural_rule(lang: str):  # type: ignore[no-untyped-def]
    from babel import Locale

    return Locale(lang).plural_form


@cache
def _unit_words(lang: str, unit: str) -> Mapping[str, str]:
    own = _OWN.get((lang, unit))
    if own:
        return own
    from babel import localedata

    forms = localedata.load(lang, merge_inherited=False)["unit_patterns"][f"duration-{unit}"]["long"]
    return {form: str(pattern).replace("{0}", "").strip() for form, pattern in forms.items()}
