"""Terms and fines in words, with the plural forms of each language."""

from decimal import Decimal

import pytest

from dossier.domain.terms import Term


@pytest.mark.parametrize(
    ("text", "en", "be", "ru", "uk"),
    [
        ("15d", "15 days", "15 сутак", "15 суток", "15 діб"),
        ("1d", "1 day", "1 суткі", "1 сутки", "1 доба"),
        ("2d", "2 days", "2 сутак", "2 суток", "2 доби"),
        ("21d", "21 days", "21 суткі", "21 сутки", "21 доба"),
        ("1y", "1 year", "1 год", "1 год", "1 рік"),
        ("2y6m", "2 years 6 months", "2 гады 6 месяцаў", "2 года 6 месяцев", "2 роки 6 місяців"),
        ("15y", "15 years", "15 гадоў", "15 лет", "15 років"),
        ("11y", "11 years", "11 гадоў", "11 лет", "11 років"),
        ("21y", "21 years", "21 год", "21 год", "21 рік"),
        ("3m", "3 months", "3 месяцы", "3 месяца", "3 місяці"),
        ("18m", "18 months", "18 месяцаў", "18 месяцев", "18 місяців"),
        ("1y2d", "1 year 2 days", "1 год 2 дні", "1 год 2 дня", "1 рік 2 дні"),
        ("240h", "240 hours", "240 гадзін", "240 часов", "240 годин"),
        ("life", "life imprisonment", "пажыццёвае зняволенне", "пожизненное заключение", "довічне ув'язнення"),
        ("death", "death penalty", "смяротнае пакаранне", "смертная казнь", "смертна кара"),
        ("135 б.в.", "135 base units", "135 базавых велічынь", "135 базовых величин", "135 базових величин"),
        ("1 б.в.", "1 base unit", "1 базавая велічыня", "1 базовая величина", "1 базова величина"),
        ("0,5 б.в.", "0.5 base units", "0,5 базавай велічыні", "0,5 базовой величины", "0,5 базової величини"),
        ("1350 руб.", "1,350 rubles", "1\u00a0350 рублёў", "1\u00a0350 рублей", "1\u00a0350 рублів"),
        (
            "1350 BYN", "1,350 Belarusian rubles", "1\u00a0350 беларускіх рублёў", "1\u00a0350 белорусских рублей",
            "1\u00a0350 білоруських рублів",
        ),
        ("100 €", "100 euros", "100 еўра", "100 евро", "100 євро"),
    ],
)  # fmt: skip
def test_a_term_prints_in_its_own_unit_in_each_language(text: str, en: str, be: str, ru: str, uk: str) -> None:
    term = Term.parse(text)

    assert [term.format(lang) for lang in ("en", "be", "ru", "uk")] == [en, be, ru, uk]


@pytest.mark.parametrize(
    ("text", "pl", "lt"),
    [
        ("15d", "15 dni", "15 parų"),
        ("1d", "1 dzień", "1 para"),
        ("2y6m", "2 lata 6 miesięcy", "2 metai 6 mėnesiai"),
        ("5y2d", "5 lat 2 dni", "5 metai 2 dienos"),
        ("240h", "240 godzin", "240 valandų"),
        ("life", "dożywotnie pozbawienie wolności", "laisvės atėmimas iki gyvos galvos"),
        ("death", "kara śmierci", "mirties bausmė"),
        ("30 б.в.", "30 jednostek bazowych", "30 bazinių dydžių"),
        ("1350 руб.", "1\u00a0350 rubli", "1\u00a0350 rublių"),
        ("2 BYN", "2 ruble białoruskie", "2 Baltarusijos rubliai"),
    ],
)
def test_a_term_prints_in_polish_and_lithuanian_too(text: str, pl: str, lt: str) -> None:
    term = Term.parse(text)

    assert [term.format(lang) for lang in ("pl", "lt")] == [pl, lt]


def test_an_unknown_language_prints_english() -> None:
    assert Term.parse("15 суток").format("tlh") == str(Term.parse("15 суток")) == "15 days"


def test_the_old_ruble_keeps_its_code() -> None:
    assert Term("money", amount=Decimal(500000), currency="BYR").format("ru") == "500\u00a0000 BYR"


@pytest.mark.parametrize(
    ("text", "ru"),
    [
        ("870,00 BYN", "870 белорусских рублей"),
        ("1,5 млн руб.", "1\u00a0500\u00a0000 рублей"),
        ("21,00 руб.", "21 рубль"),
    ],
)
def test_noughts_behind_the_comma_do_not_change_the_word(text: str, ru: str) -> None:
    assert Term.parse(text).format("ru") == ru


@pytest.mark.parametrize("currency", ["BYN", "RUB", "UAH", "PLN", "EUR", "USD"])
@pytest.mark.parametrize("lang", ["en", "be", "ru", "uk", "pl", "lt"])
@pytest.mark.parametrize("amount", ["1.00", "2.00", "5.00", "21.00", "625.00", "870.50", "1000000.00"])
def test_money_in_every_plural_form_is_read_back(amount: str, lang: str, currency: str) -> None:
    printed = Term(kind="money", amount=Decimal(amount), currency=currency).format(lang)
    read = Term.parse(printed, lang=lang)
    assert (read.amount, read.currency) == (Decimal(amount), currency)
