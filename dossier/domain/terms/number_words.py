"""Numbers written in words in English, Belarusian, Russian and Ukrainian, as verdicts write them.

The nominative, the genitive and the dative ("к пяти годам") are known. Own table: the libraries that turn words into
numbers have none of these languages but English, and none has the cases.
"""

from decimal import Decimal

from dossier.domain.terms.amounts import Value

_UNITS = {
    0: "zero ноль нуль",
    1: "one один одна одно одного одной одному одну одни адзін адна адно аднаго адной аднаму адну адны одне однієї",
    2: "two два две двух двум двое двое двоих дзве двума двюма двума дві двом двоє двое",
    3: "three три трех трем трое троих тры трох тром трое траіх трьох трьом троє",
    4: "four четыре четырех четырем четверо чатыры чатырох чатыром чацвера чацвёра чотири чотирьох чотирьом четверо",
    5: "five пять пяти пятеро пяць пяці пяцера пяцёра п'ять п'яти п'ятьох п'ятеро",
    6: "six шесть шести шестеро шэсць шасці шасцёра шість шести шістьох шестеро",
    7: "seven семь семи семеро сем сямі сямёра сім семи сімох семеро",
    8: "eight восемь восьми восьмеро восем васьмі васьмёра вісім восьми вісьмох",
    9: "nine девять девяти девятеро дзевяць дзевяці дзевяцёра дев'ять дев'яти",
    10: "ten десять десяти десятеро дзесяць дзесяці дзесяцёра десять десяти",
    11: "eleven одиннадцать одиннадцати адзінаццаць адзінаццаці одинадцять одинадцяти",
    12: "twelve двенадцать двенадцати дванаццаць дванаццаці дванадцять дванадцяти",
    13: "thirteen тринадцать тринадцати трынаццаць трынаццаці тринадцять тринадцяти",
    14: "fourteen четырнадцать четырнадцати чатырнаццаць чатырнаццаці чотирнадцять чотирнадцяти",
    15: "fifteen пятнадцать пятнадцати пятнаццаць пятнаццаці п'ятнадцять п'ятнадцяти",
    16: "sixteen шестнадцать шестнадцати шаснаццаць шаснаццаці шістнадцять шістнадцяти",
    17: "seventeen семнадцать семнадцати сямнаццаць сямнаццаці семнаццаць семнаццаці сімнадцять сімнадцяти",
    18: "eighteen восемнадцать восемнадцати васямнаццаць васямнаццаці васемнаццаць вісімнадцять вісімнадцяти",
    19: "nineteen девятнадцать девятнадцати дзевятнаццаць дзевятнаццаці дев'ятнадцять дев'ятнадцяти",
}
_TENS = {
    20: "twenty двадцать двадцати дваццаць дваццаці двадцять двадцяти",
    30: "thirty тридцать тридцати трыццаць трыццаці тридцять тридцяти",
    40: "forty сорок сорока сорак сарака",
    50: "fifty пятьдесят пятидесяти пяцьдзясят пяцідзесяці п'ятдесят п'ятдесяти",
    60: "sixty шестьдесят шестидесяти шэсцьдзясят шасцідзесяці шістдесят шістдесяти",
    70: "seventy семьдесят семидесяти семдзесят сямідзесяці сімдесят сімдесяти",
    80: "eighty восемьдесят восьмидесяти восемдзесят васьмідзесяці вісімдесят вісімдесяти",
    90: "ninety девяносто девяноста дзевяноста дев'яносто дев'яноста",
}
_HUNDREDS = {
    100: "сто ста",
    200: "двести двухсот дзвесце двухсот двісті двохсот",
    300: "триста трехсот трыста трохсот триста трьохсот",
    400: "четыреста четырехсот чатырыста чатырохсот чотириста чотирьохсот",
    500: "пятьсот пятисот пяцьсот пяцісот п'ятсот п'ятисот",
    600: "шестьсот шестисот шэсцьсот шасцісот шістсот шестисот",
    700: "семьсот семисот семсот сямісот сімсот семисот",
    800: "восемьсот восьмисот восемсот васьмісот вісімсот восьмисот",
    900: "девятьсот девятисот дзевяцьсот дзевяцісот дев'ятсот дев'ятисот",
}
_HALVES = {
    Decimal("1.5"): "полтора полутора полторы паўтара паўтары півтора півтори",
    Decimal("0.5"): "half половиной половина половины половину пол паловай палова палову половиною пів \u00bd",
    Decimal("0.25"): "\u00bc quarter",
    Decimal("0.75"): "\u00be",
}
_MULTIPLIERS = {
    100: "hundred",
    1000: "thousand тыс тысяча тысячи тысяч тысячу тысячы тысячаў тисяча тисячі тисяч тисячу",
    1_000_000: "million млн миллион миллиона миллионов мільён мільёна мільёнаў мільйон мільйона мільйонів",
}


def _words(table: dict[int, str]) -> dict[str, int]:
    return {word.replace("ё", "е"): value for value, words in table.items() for word in words.split()}


VALUE_OF_WORD: dict[str, int] = _words(_UNITS) | _words(_TENS) | _words(_HUNDREDS)
PART_OF_WORD = {word: value for value, words in _HALVES.items() for word in words.split()}
MULTIPLIER_OF_WORD = _words(_MULTIPLIERS)


def added(sum_so_far: Value | None, value: int) -> Value | None:
    """The number with one more word, "sixty" + "four"; None where the words make no number ("five five")."""
    if sum_so_far is None:
        return value
    if sum_so_far != int(sum_so_far) or value == 0:
        return None
    room = 1000 if value >= 100 else 100 if value >= 10 else 10
    if int(sum_so_far) % room or sum_so_far == 0 or (value < 10 and sum_so_far % 100 == 10):
        return None
    return sum_so_far + value


def multiplied(sum_so_far: Value | None, multiplier: int) -> Value:
    """ "two hundred", "100 тысяч"; alone the multiplier is one of it ("тысяча")."""
    if sum_so_far is None:
        return multiplier
    if isinstance(sum_so_far, int) and sum_so_far > 1000 and multiplier == 100:
        return sum_so_far // 1000 * 1000 + sum_so_far % 1000 * 100
    return sum_so_far * multiplier
