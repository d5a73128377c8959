"""Terms and fines as verdicts, registers and forms write them, and what they mean."""

from decimal import Decimal

import pytest

from dossier.domain.terms import Term
from dossier.i18n import LANGUAGES

DAYS = [
    ("15 суток", "P15D"), ("15 сут.", "P15D"), ("15 сут", "P15D"), ("15 дней", "P15D"), ("15 дн.", "P15D"),
    ("15 дзён", "P15D"), ("15 сутак", "P15D"), ("15 діб", "P15D"), ("15 днів", "P15D"), ("15 days", "P15D"),
    ("15 day", "P15D"), ("15d", "P15D"), ("15 d", "P15D"), ("15д", "P15D"), ("1 сутки", "P1D"), ("1 суткі", "P1D"),
    ("1 доба", "P1D"), ("21 day", "P21D"), ("двое суток", "P2D"), ("трое сутак", "P3D"), ("троє діб", "P3D"),
    ("пятнадцать суток", "P15D"), ("пятнаццаць сутак", "P15D"), ("п'ятнадцять діб", "P15D"), ("fifteen days", "P15D"),
    ("15 (пятнадцать) суток", "P15D"), ("15 (пятнаццаць) сутак", "P15D"), ("15-ти суток", "P15D"),
    ("(15) суток", "P15D"), ("15 (пятнадцать суток)", "P15D"),
    ("к 15 суткам ареста", "P15D"), ("15 суток ареста", "P15D"), ("15 суток административного ареста", "P15D"),
    ("15 сутак адміністрацыйнага арышту", "P15D"), ("15 days of administrative arrest", "P15D"),
    ("арест на 15 суток", "P15D"), ("арышт 15 сутак", "P15D"), ("15-day arrest", "P15D"), ("arrest: 15 days", "P15D"),
    ("2 weeks", "P14D"), ("2 недели", "P14D"), ("два тыдні", "P14D"), ("1 week 3 days", "P10D"), ("15 cуток", "P15D"),
    ("15\u00a0суток", "P15D"), ("１５ суток", "P15D"), ("١٥ суток", "P15D"), ("15 СУТОК", "P15D"), ("сутки", "P1D"),
    ("15 су\u0301ток", "P15D"), ("15\u202fсуток.", "P15D"), ("15 dni", "P15D"), ("15 parų", "P15D"),
    ("15 dienų", "P15D"),
    ("543 days", "P543D"), ("P15D", "P15D"), ("p2w", "P14D"), ("приговорён к 15 суткам", "P15D"),
]  # fmt: skip
YEARS = [
    ("15 лет", "P15Y"), ("15 л.", "P15Y"), ("15 гадоў", "P15Y"), ("15 років", "P15Y"), ("15 years", "P15Y"),
    ("15y", "P15Y"), ("15 yrs", "P15Y"), ("1 год", "P1Y"), ("21 год", "P21Y"), ("1 рік", "P1Y"), ("2 гады", "P2Y"),
    ("2 года", "P2Y"), ("2 роки", "P2Y"), ("3 г.", "P3Y"), ("5 lat", "P5Y"), ("2 lata", "P2Y"), ("5 metų", "P5Y"),
    ("пять лет", "P5Y"), ("пяць гадоў", "P5Y"), ("п'ять років", "P5Y"), ("п’ять років", "P5Y"), ("five years", "P5Y"),
    ("двадцать пять лет", "P25Y"), ("дваццаць пяць гадоў", "P25Y"), ("двадцять п'ять років", "P25Y"),
    ("twenty-five years", "P25Y"), ("twenty five years", "P25Y"), ("к пяти годам лишения свободы", "P5Y"),
    ("на пять лет лишения свободы", "P5Y"), ("5 (пять) лет", "P5Y"), ("2 (два) года", "P2Y"), ("5 (пяти) лет", "P5Y"),
    ("5 (five) years", "P5Y"), ("пять (5) лет", "P5Y"), ("10-year sentence", "P10Y"), ("ten-year term", "P10Y"),
    ("5-ти лет", "P5Y"), ("12 years in prison", "P12Y"), ("two years of prison", "P2Y"), ("a year", "P1Y"),
    ("six years in a high-security penal colony", "P6Y"), ("sentenced to 5 years", "P5Y"), ("год", "P1Y"),
    ("асуджаны да 5 гадоў", "P5Y"), ("засуджений до 5 років", "P5Y"), ("3 года ограничения свободы", "P3Y"),
    ("3 года «химии»", "P3Y"), ("3 гады хатняй хіміі", "P3Y"), ("3 years of restricted freedom", "P3Y"),
    ("сроком на 3 года в колонии общего режима", "P3Y"), ("лишение свободы - 5 лет", "P5Y"), ("срок: 5 лет", "P5Y"),
    ("2 гады пазбаўлення волі ва ўмовах агульнага рэжыму", "P2Y"), ("лишение свободы сроком на 15 лет", "P15Y"),
    ("3 роки позбавлення волі", "P3Y"), ("3 гады абмежавання волі без накіравання ў папраўчую ўстанову", "P3Y"),
    ("3 года ограничения свободы с направлением в исправительное учреждение открытого типа", "P3Y"),
    ("P15Y", "P15Y"), ("2 года ограничения свободы без направления в ИУОТ", "P2Y"),
    ("сроком 2 года с отбыванием в колонии", "P2Y"), ('3 years of «home chemistry»', "P3Y"),
]  # fmt: skip
MIXED = [
    ("2 г. 6 мес.", "P2Y6M"), ("2 гады 6 месяцаў", "P2Y6M"), ("2 года 6 месяцев", "P2Y6M"),
    ("2 роки 6 місяців", "P2Y6M"),
    ("2 р. 6 міс.", "P2Y6M"), ("10 лет 3 месяца", "P10Y3M"), ("2 years 6 months", "P2Y6M"), ("2г 6м", "P2Y6M"),
    ("5л 6м", "P5Y6M"), ("5л6м", "P5Y6M"), ("2y6m", "P2Y6M"), ("2y 6m", "P2Y6M"), ("P2Y6M", "P2Y6M"),
    ("p2y6m", "P2Y6M"),
    ("1 год и 6 месяцев лишения свободы", "P1Y6M"), ("1 год, 6 месяцев", "P1Y6M"), ("2 гады і 6 месяцаў", "P2Y6M"),
    ("два года шесть месяцев", "P2Y6M"), ("two years and six months' imprisonment", "P2Y6M"),
    ("two years’ imprisonment", "P2Y"), ("2 years, 6 months", "P2Y6M"), ("2 lata i 6 miesięcy", "P2Y6M"),
    ("5 metai 6 mėn.", "P5Y6M"), ("10 лет 3 месяца 5 дней", "P10Y3M5D"), ("5 лет 15 суток", "P5Y15D"),
    ("год и шесть месяцев", "P1Y6M"), ("a year and six months", "P1Y6M"),
    ("к двум годам и шести месяцам", "P2Y6M"), ("6 months", "P6M"), ("6 мес", "P6M"), ("3 месяца ареста", "P3M"),
    ("3 месяцы", "P3M"), ("шесть месяцев", "P6M"), ("18 months", "P18M"), ("36 месяцев", "P36M"), ("6mo", "P6M"),
    ("2 суток 12 часов", "P2DT12H"), ("3 м.", "P3M"), ("месяц", "P1M"),
]  # fmt: skip
HALVES = [
    ("4 1/2 years", "P4Y6M"), ("4½ years", "P4Y6M"), ("4 ½ years", "P4Y6M"), ("4.5 years", "P4Y6M"),
    ("6,5 years in a high-security penal colony", "P6Y6M"), ("4,5 года", "P4Y6M"),
    ("2,5 гады", "P2Y6M"), ("1/2 года", "P6M"), ("½ года", "P6M"), ("1/3 года", "P4M"), ("2,25 года", "P2Y3M"),
    ("полтора года", "P1Y6M"),
    ("паўтара года", "P1Y6M"), ("паўтары гады", "P1Y6M"), ("півтора року", "P1Y6M"), ("полгода", "P6M"),
    ("паўгода", "P6M"), ("півроку", "P6M"), ("half a year", "P6M"), ("a year and a half", "P1Y6M"),
    ("two and a half years", "P2Y6M"), ("два с половиной года", "P2Y6M"), ("два з паловай гады", "P2Y6M"),
    ("два з половиною роки", "P2Y6M"), ("год с половиной", "P1Y6M"), ("0,5 года", "P6M"), ("пол года", "P6M"),
    ("5 с половиной лет", "P5Y6M"),
    ("пять с половиной лет", "P5Y6M"),
]  # fmt: skip
HOURS = [
    ("240 часов общественных работ", "PT240H"), ("240 ч", "PT240H"), ("240 ч.", "PT240H"), ("240 hours", "PT240H"),
    ("240h", "PT240H"), ("PT240H", "PT240H"), ("60 гадзін грамадскіх работ", "PT60H"), ("60 гадз.", "PT60H"),
    ("60 годин громадських робіт", "PT60H"), ("60 год. громадських робіт", "PT60H"), ("an hour", "PT1H"),
    ("one hundred and twenty hours of community service", "PT120H"), ("сто двадцать часов", "PT120H"),
    ("двести сорок часов общественных работ", "PT240H"), ("240 godzin", "PT240H"),
]  # fmt: skip

POLISH = [
    ("trzy lata", "P3Y"), ("pięć lat pozbawienia wolności", "P5Y"), ("dwa lata i sześć miesięcy", "P2Y6M"),
    ("dwadzieścia pięć lat", "P25Y"), ("rok i sześć miesięcy", "P1Y6M"), ("rok", "P1Y"), ("pół roku", "P6M"),
    ("półtora roku", "P1Y6M"), ("dwa i pół roku", "P2Y6M"), ("piętnaście dni aresztu", "P15D"), ("3 doby", "P3D"),
    ("areszt administracyjny 15 dni", "P15D"), ("sto dwadzieścia godzin", "PT120H"),
    ("240 godzin prac społecznych", "PT240H"), ("dziesięć lat kolonii o zaostrzonym rygorze", "P10Y"),
    ("kara 5 (pięciu) lat więzienia", "P5Y"), ("skazany na 8 lat kolonii karnej", "P8Y"), ("10 lat w łagrze", "P10Y"),
    ("2 lata ograniczenia wolności bez skierowania", "P2Y"), ("na okres 3 lat", "P3Y"),
    ("dwa tygodnie", "P14D"), ("cztery lata i dziewięć miesięcy w kolonii", "P4Y9M"), ("21 miesięcy", "P21M"),
]  # fmt: skip
LITHUANIAN = [
    ("dveji metai", "P2Y"), ("penkerių metų", "P5Y"), ("aštuoneri metai nelaisvės", "P8Y"), ("5 m. 6 mėn.", "P5Y6M"),
    ("treji metai ir šeši mėnesiai", "P3Y6M"), ("dvejus metus šešis mėnesius", "P2Y6M"), ("vieneri metai", "P1Y"),
    ("laisvės atėmimas penkeriems metams", "P5Y"), ("dešimt metų griežtojo režimo kolonijoje", "P10Y"),
    ("pusantrų metų", "P1Y6M"), ("dveji su puse metų", "P2Y6M"), ("pusė metų", "P6M"), ("dvylika metų", "P12Y"),
    ("penkiolika parų arešto", "P15D"), ("administracinis areštas 15 parų", "P15D"), ("trisdešimt parų", "P30D"),
    ("dvidešimt penkeri metai", "P25Y"), ("šimtas dvidešimt valandų", "PT120H"), ("trys mėnesiai arešto", "P3M"),
    ("nuteistas ketveriems metams kalėjimo", "P4Y"), ("240 valandų viešųjų darbų", "PT240H"), ("dvi savaitės", "P14D"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), DAYS + YEARS + MIXED + HALVES + HOURS + POLISH + LITHUANIAN)
def test_a_time_is_read_in_its_own_unit(text: str, iso: str) -> None:
    term = Term.parse(text)

    assert (term.kind, term.iso, term.as_written) == ("time", iso, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("пожизненное", "life"), ("пожизненно", "life"), ("пожизненное заключение", "life"), ("ПОЖИЗНЕННО", "life"),
        ("пожизненное лишение свободы", "life"), ("пажыццёвае зняволенне", "life"), ("пажыццёва", "life"),
        ("довічне ув'язнення", "life"), ("довічно", "life"), ("life", "life"), ("life imprisonment", "life"),
        ("life sentence", "life"), ("for life", "life"), ("dożywotnie", "life"), ("dożywocie", "life"),
        ("kara dożywotniego więzienia", "life"), ("iki gyvos galvos", "life"), ("kara śmierci", "death"),
        ("laisvės atėmimas iki gyvos galvos", "life"), ("mirties bausmė", "death"), ("sušaudymas", "death"),
        ("смертная казнь", "death"), ("расстрел", "death"), ("смяротнае пакаранне", "death"), ("смертна кара", "death"),
        ("death", "death"), ("death penalty", "death"), ("death sentence", "death"), ("capital punishment", "death"),
        ("высшая мера наказания", "death"), ("исключительная мера наказания", "death"),
        ("смертная казнь (расстрел)", "death"),
        ("приговорён к смертной казни", "death"),
    ],
)  # fmt: skip
def test_life_and_death_are_terms_without_a_length(text: str, kind: str) -> None:
    term = Term.parse(text)

    assert (term.kind, term.iso, term.years, term.amount) == (kind, None, 0, None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("135 базовых величин", "135"), ("30 б.в.", "30"), ("30 б. в.", "30"), ("30 БВ", "30"), ("30 б.вел.", "30"),
        ("30 базавых велічынь", "30"), ("30 базових величин", "30"), ("30 base units", "30"),
        ("1 базовая величина", "1"),
        ("0,5 базовой величины", "0.5"), ("0.1 base unit", "0.1"), ("50 000 базовых величин", "50000"),
        ("50,000 base units", "50000"), ("штраф 30 базовых величин", "30"), ("штраф в размере 100 базовых", "100"),
        ("fine of 30 base units", "30"), ("тридцать базовых величин", "30"), ("тысяча базовых величин", "1000"),
        ("штраф 10 (десять) базовых величин", "10"), ("30 basic amounts", "30"), ("1000 базовых единиц", "1000"),
        ("grzywna trzydzieści jednostek bazowych", "30"), ("bauda 30 bazinių dydžių", "30"),
    ],
)  # fmt: skip
def test_base_units_keep_their_number(text: str, amount: str) -> None:
    term = Term.parse(text)

    assert (term.kind, term.amount, term.currency) == ("base_units", Decimal(amount), "")


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1 350 руб.", "1350", "RUBLE"), ("1350 рублей", "1350", "RUBLE"), ("1\u00a0350 рублёў", "1350", "RUBLE"),
        ("1350 рублів", "1350", "RUBLE"), ("4256 rubles", "4256", "RUBLE"), ("1 350,50 руб.", "1350.50", "RUBLE"),
        ("27 руб. 50 коп.", "27.50", "RUBLE"), ("100 тыс. руб.", "100000", "RUBLE"),
        ("1,5 тыс. рублей", "1500", "RUBLE"),
        ("2 млн рублей", "2000000", "RUBLE"), ("сто тысяч рублей", "100000", "RUBLE"), ("штраф 135 р.", "135", "RUBLE"),
        ("1350 белорусских рублей", "1350", "BYN"), ("1350 бел. руб.", "1350", "BYN"), ("1350 BYN", "1350", "BYN"),
        ("BYN 1350", "1350", "BYN"), ("1350 беларускіх рублёў", "1350", "BYN"),
        ("1,350 Belarusian rubles", "1350", "BYN"),
        ("1350 Br", "1350", "BYN"), ("500000 BYR", "500000", "BYR"), ("1000 российских рублей", "1000", "RUB"),
        ("1000 ₽", "1000", "RUB"), ("1000 RUB", "1000", "RUB"), ("$1,350", "1350", "USD"),
        ("$1,350.50", "1350.50", "USD"),
        ("US$ 100", "100", "USD"), ("100 долларов США", "100", "USD"), ("100 dollars", "100", "USD"),
        ("€ 100", "100", "EUR"), ("100 €", "100", "EUR"), ("100 евро", "100", "EUR"), ("100 euros", "100", "EUR"),
        ("100 zł", "100", "PLN"), ("100 злотых", "100", "PLN"), ("1000 грн", "1000", "UAH"),
        ("1000 гривень", "1000", "UAH"),
        ("штраф 1350 рублей", "1350", "RUBLE"), ("1000 (тысяча рублей)", "1000", "RUBLE"),
        ("a fine of $500", "500", "USD"), ("fined 500 euros", "500", "EUR"),
        ("1350 rubli białoruskich", "1350", "BYN"), ("tysiąc złotych", "1000", "PLN"), ("100 dolarów", "100", "USD"),
        ("1350 Baltarusijos rublių", "1350", "BYN"), ("bauda 500 eurų", "500", "EUR"),
        ("27 rubli 50 kopiejek", "27.50", "RUBLE"),
        ("du tūkstančiai rublių", "2000", "RUBLE"), ("grzywna 2 tys. zł", "2000", "PLN"),
        ("штраф 1350 (одна тысяча триста пятьдесят) рублей", "1350", "RUBLE"),
    ],
)  # fmt: skip
def test_money_keeps_its_amount_and_says_whose_only_if_the_text_does(text: str, amount: str, currency: str) -> None:
    term = Term.parse(text)

    assert (term.kind, term.amount, term.currency) == ("money", Decimal(amount), currency)


def test_whose_rubles_can_be_declared_by_the_source() -> None:
    assert Term.parse("1350 руб.", currency="BYN").currency == "BYN"
    assert Term.parse("1350 RUB", currency="BYN").currency == "RUB"
    assert Term.parse("15 суток", currency="BYN").currency == ""


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("240 год.", "uk", "PT240H"),
        ("150 год.", "ru", "P150Y"),
        ("2 р.", "uk", "P2Y"),
        ("5 m.", "lt", "P5Y"),
        ("5 m.", "en", "P5M"),
        ("5m", None, "P5M"),
        ("5 y. 6 m.", None, "P5Y6M"),
        ("1 год", "ru", "P1Y"),
        ("1 год", "be", "P1Y"),
    ],
)
def test_the_language_decides_what_an_abbreviation_means(text: str, lang: str | None, expected: str) -> None:
    assert Term.parse(text, lang=lang).iso == expected


@pytest.mark.parametrize(
    ("text", "lang", "amount"),
    [("1,350 rub", "en", "1350"), ("1,350 rub", None, "1350"), ("135 р.", "ru", "135"), ("135 р.", "be", "135")],
)
def test_the_language_decides_what_a_comma_means(text: str, lang: str | None, amount: str) -> None:
    assert Term.parse(text, lang=lang).amount == Decimal(amount)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fifteen_days_is_not_fifteen_years(lang: str) -> None:
    days, years = Term("time", days=15), Term("time", years=15)

    assert Term.parse(days.format(lang), lang=lang) == days != years == Term.parse(years.format(lang), lang=lang)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("5 лет (усиленный режим)", "P5Y"), ("колония: 5 лет 6 месяцев", "P5Y6M"),
        ("тюремное заключение на 2 года и 6 месяцев", "P2Y6M"), ("2 года 6 месяцев и 15 дней", "P2Y6M15D"),
        ("3 (три) года 6 (шесть) месяцев лишения свободы", "P3Y6M"), ("5 лет – усиленный режим", "P5Y"),
        ("a sentence of two years and six months in a penal colony", "P2Y6M"),
    ],
)  # fmt: skip
def test_words_that_name_the_punishment_leave_its_length_alone(text: str, iso: str) -> None:
    assert Term.parse(text).iso == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("5 лет ИК усиленного режима", "P5Y"), ("4 года ИК-3", "P4Y"), ("5 лет в ИК № 17", "P5Y"),
        ("ИК-3, 5 лет", "P5Y"),
        ("5 лет л/с", "P5Y"), ("5 лет л.с.", "P5Y"), ("3 г. о/с", "P3Y"), ("4 года у/р", "P4Y"),
        ("4 г. кол. стр. реж.", "P4Y"),
        ("12 сут. админ. ареста", "P12D"), ("15-ть суток", "P15D"), ("15-ці сутак", "P15D"), ("15 суток;", "P15D"),
        ("подвергнут административному взысканию в виде ареста на срок 15 суток", "P15D"), ("5 рр.", "P5Y"),
        ("назначено наказание в виде лишения свободы на срок 5 лет", "P5Y"),
    ],
)  # fmt: skip
def test_abbreviations_that_name_the_punishment_leave_its_length_alone(text: str, iso: str) -> None:
    assert Term.parse(text).iso == iso


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("30 б/в", "30"),
        ("300 т.р.", "300000"),
        ("штраф в размере 300 000 (трехсот тысяч) рублей", "300000"),
        ("1 500 (тысяча пятьсот) руб.", "1500"),
        ("kara grzywny w wysokości 500 zł", "500"),
    ],
)
def test_short_forms_of_amounts_are_read(text: str, amount: str) -> None:
    assert Term.parse(text).amount == Decimal(amount)


def test_whole_life_has_its_abbreviation() -> None:
    assert Term.parse("ПЛС").kind == "life"
