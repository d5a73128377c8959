"""Numbers written in words in the six languages of the dates, as verdicts write them.

The nominative, the genitive and the dative ("к пяти годам") are known, in Lithuanian the accusative too, and the row of
numbers that counts years ("penkeri metai"). Own table: the libraries that turn words into numbers have few of these
languages, and none has the cases.
"""

from decimal import Decimal

from dossier.domain.terms.amounts import Value
from dossier.errors import Misread

_UNITS = {
    0: "zero ноль нуль",
    1: "one один одна одно одного одной одному одну одни адзін адна адно аднаго адной аднаму адну адны одне однієї"
    " jeden jedna jedno jednego jednej jednemu jedną vienas viena vieno vienos vieną vienam vienai vieneri vienerių"
    " vienerius vieneriems",
    2: "two два две двух двум двое двое двоих дзве двума двюма двума дві двом двоє двое"
    " dwa dwie dwóch dwu dwom dwóm dwoje du dvi dviejų dviem dveji dvejų dvejus dvejiems",
    3: "three три трех трем трое троих тры трох тром трое траіх трьох трьом троє"
    " trzy trzech trzem troje trys trijų tris trims treji trejų trejus trejiems",
    4: "four четыре четырех четырем четверо чатыры чатырох чатыром чацвера чацвёра чотири чотирьох чотирьом четверо"
    " cztery czterech czterem czworo keturi keturios keturių keturis keturias keturiems keturioms ketveri ketverių"
    " ketverius ketveriems",
    5: "five пять пяти пятеро пяць пяці пяцера пяцёра п'ять п'яти п'ятьох п'ятеро"
    " pięć pięciu penki penkios penkių penkis penkias penkiems penkioms penkeri penkerių penkerius penkeriems",
    6: "six шесть шести шестеро шэсць шасці шасцёра шість шести шістьох шестеро"
    " sześć sześciu šeši šešios šešių šešis šešias šešiems šešioms šešeri šešerių šešerius šešeriems",
    7: "seven семь семи семеро сем сямі сямёра сім семи сімох семеро"
    " siedem siedmiu septyni septynios septynių septynis septynias septyniems septynioms septyneri septynerių"
    " septynerius septyneriems",
    8: "eight восемь восьми восьмеро восем васьмі васьмёра вісім восьми вісьмох"
    " osiem ośmiu aštuoni aštuonios aštuonių aštuonis aštuonias aštuoniems aštuonioms aštuoneri aštuonerių"
    " aštuonerius aštuoneriems",
    9: "nine девять девяти девятеро дзевяць дзевяці дзевяцёра дев'ять дев'яти"
    " dziewięć dziewięciu devyni devynios devynių devynis devynias devyniems devynioms devyneri devynerių devynerius"
    " devyneriems",
    10: "ten десять десяти десятеро дзесяць дзесяці дзесяцёра десять десяти"
    " dziesięć dziesięciu dešimt dešimties dešimčiai",
    11: "eleven одиннадцать одиннадцати адзінаццаць адзінаццаці одинадцять одинадцяти"
    " jedenaście jedenastu vienuolika vienuolikos vienuolikai",
    12: "twelve двенадцать двенадцати дванаццаць дванаццаці дванадцять дванадцяти"
    " dwanaście dwunastu dvylika dvylikos dvylikai",
    13: "thirteen тринадцать тринадцати трынаццаць трынаццаці тринадцять тринадцяти"
    " trzynaście trzynastu trylika trylikos trylikai",
    14: "fourteen четырнадцать четырнадцати чатырнаццаць чатырнаццаці чотирнадцять чотирнадцяти"
    " czternaście czternastu keturiolika keturiolikos keturiolikai",
    15: "fifteen пятнадцать пятнадцати пятнаццаць пятнаццаці п'ятнадцять п'ятнадцяти"
    " piętnaście piętnastu penkiolika penkiolikos penkiolikai",
    16: "sixteen шестнадцать шестнадцати шаснаццаць шаснаццаці шістнадцять шістнадцяти"
    " szesnaście szesnastu šešiolika šešiolikos šešiolikai",
    17: "seventeen семнадцать семнадцати сямнаццаць сямнаццаці семнаццаць семнаццаці сімнадцять сімнадцяти"
    " siedemnaście siedemnastu septyniolika septyniolikos septyniolikai",
    18: "eighteen восемнадцать восемнадцати васямнаццаць васямнаццаці васемнаццаць вісімнадцять вісімнадцяти"
    " osiemnaście osiemnastu aštuoniolika aštuoniolikos aštuoniolikai",
    19: "nineteen девятнадцать девятнадцати дзевятнаццаць дзевятнаццаці дев'ятнадцять дев'ятнадцяти"
    " dziewiętnaście dziewiętnastu devyniolika devyniolikos devyniolikai",
}
_TENS = {
    20: "twenty двадцать двадцати дваццаць дваццаці двадцять двадцяти"
    " dwadzieścia dwudziestu dvidešimt dvidešimties dvidešimčiai",
    30: "thirty тридцать тридцати трыццаць трыццаці тридцять тридцяти trzydzieści trzydziestu trisdešimt trisdešimties",
    40: "forty сорок сорока сорак сарака czterdzieści czterdziestu keturiasdešimt keturiasdešimties",
    50: "fifty пятьдесят пятидесяти пяцьдзясят пяцідзесяці п'ятдесят п'ятдесяти"
    " pięćdziesiąt pięćdziesięciu penkiasdešimt penkiasdešimties",
    60: "sixty шестьдесят шестидесяти шэсцьдзясят шасцідзесяці шістдесят шістдесяти"
    " sześćdziesiąt sześćdziesięciu šešiasdešimt šešiasdešimties",
    70: "seventy семьдесят семидесяти семдзесят сямідзесяці сімдесят сімдесяти"
    " siedemdziesiąt siedemdziesięciu septyniasdešimt septyniasdešimties",
    80: "eighty восемьдесят восьмидесяти восемдзесят васьмідзесяці вісімдесят вісімдесяти"
    " osiemdziesiąt osiemdziesięciu aštuoniasdešimt aštuoniasdešimties",
    90: "ninety девяносто девяноста дзевяноста дев'яносто дев'яноста"
    " dziewięćdziesiąt dziewięćdziesięciu devyniasdešimt devyniasdešimties",
}
_HUNDREDS = {
    100: "сто ста sto stu",
    200: "двести двухсот дзвесце двухсот двісті двохсот dwieście dwustu",
    300: "триста трехсот трыста трохсот триста трьохсот trzysta trzystu",
    400: "четыреста четырехсот чатырыста чатырохсот чотириста чотирьохсот czterysta czterystu",
    500: "пятьсот пятисот пяцьсот пяцісот п'ятсот п'ятисот pięćset pięciuset",
    600: "шестьсот шестисот шэсцьсот шасцісот шістсот шестисот sześćset sześciuset",
    700: "семьсот семисот семсот сямісот сімсот семисот siedemset siedmiuset",
    800: "восемьсот восьмисот восемсот васьмісот вісімсот восьмисот osiemset ośmiuset",
    900: "девятьсот девятисот дзевяцьсот дзевяцісот дев'ятсот дев'ятисот dziewięćset dziewięciuset",
}
_HALVES = {
    Decimal("1.5"): "полтора полутора полторы паўтара паўтары півтора півтори"
    " półtora półtorej pusantrų pusantro pusantrus pusantriems",
    Decimal("0.5"): "half половиной половина половины половину пол паловай палова палову половиною пів \u00bd"
    " pół połową połowa pusė puse pusę",
    Decimal("0.25"): "\u00bc quarter",
    Decimal("0.75"): "\u00be",
}
_MULTIPLIERS = {
    100: "hundred šimtas šimto šimtą šimtui šimtai šimtų šimtus",
    1000: "thousand тыс тысяча тысячи тысяч тысячу тысячы тысячаў тисяча тисячі тисяч тисячу"
    " tys tysiąc tysiąca tysiące tysięcy tūkst tūkstantis tūkstančio tūkstantį tūkstančiai tūkstančių tūkstančius",
    1_000_000: "million млн миллион миллиона миллионов мільён мільёна мільёнаў мільйон мільйона мільйонів"
    " mln milion miliona miliony milionów milijonas milijono milijonai milijonų milijonus",
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
    """ "two hundred", "100 тысяч"; alone the multiplier is one of it ("тысяча").

    Raises:
        Misread: "term.several" for a hundred that multiplies nothing ("one thousand hundred").
    """
    if sum_so_far is None:
        return multiplier
    if isinstance(sum_so_far, int) and sum_so_far >= 1000 and multiplier == 100:
        if not sum_so_far % 1000:
            raise Misread("term.several")
        return sum_so_far // 1000 * 1000 + sum_so_far % 1000 * 100
    return sum_so_far * multiplier
