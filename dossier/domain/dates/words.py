"""The words around a date in six languages, each with what it does to the date.

A word that is not here, nor a month, is refused with its name: a word that nobody understood may change everything
("not", "until", "born").
"""

from dossier.domain.dates.month_words import MONTH_OF_WORD, WEEKDAY_OF_WORD
from dossier.domain.typed_text import in_one_script

_SEASONS = {
    21: "spring springtime весна весны весне весну весной вясна вясны вясне вясну вясной вясною увесну весні весни"
    " навесні"
    " wiosna wiosny wiosną wiosnę pavasaris pavasario pavasarį",
    22: "summer summertime лето лета лете летом лету летам леце улетку ўлетку літо літа літі літку влітку"
    " lato lata latem lecie vasara vasaros vasarą",
    23: "autumn fall осень осени осенью восень увосень восені восенню осінь осені восени jesień jesieni jesienią ruduo"
    " rudens rudenį",
    24: "winter wintertime зима зимы зиме зиму зимой зімы зіму зіме зімой зіма зими зимі взимку узимку"
    " zima zimy zimą zimie žiema žiemos žiemą",
}
_PARTS = {
    "early": "early early- beginning start нач поч пач начало начала начале началу пачатак пачатку напачатку"
    " початок початку"
    " początek początku pradžia pradžios pradžioje",
    "mid": "mid mid- middle серед сярэд середина середины середине середину сярэдзіна"
    " сярэдзіны сярэдзіне сярэдзіну середини"
    " середині połowa połowie połowy środek vidurys vidurio viduryje",
    "late": "late late- end end- кон конец конца конце концу канец канца канцы напрыканцы кінець кінця кінці наприкінці"
    " koniec końca końcu pabaiga pabaigos pabaigoje",
}
_PLAIN = {
    "year": "year г год года году годзе годам годом р рік року році r rok roku m metai metų metais y",
    "years": "years гг годы годов годах гады гадоў гадах рр роки років роках",
    "day_word": "day число числа день дня дзень дзея дню d dzień dnia diena dienos dieną",
    "month_word": "month месяц месяца месяце месяцы місяць місяця місяці miesiąc miesiąca miesiącu mėn mėnuo mėnesio"
    " mėnesį",
    "about": "about around circa ca approx approximately roughly около ок примерно прим приблизительно прибл"
    " ориентировочно каля прыблізна прыкладна блізу близько приблизно орієнтовно біля około ok mniej-więcej apie"
    " apytiksliai",
    "perhaps": "perhaps possibly probably presumably maybe возможно предположительно вероятно видимо магчыма"
    " меркавана верагодна пэўна мабыць можливо ймовірно імовірно prawdopodobnie może przypuszczalnie galbūt tikriausiai"
    " spėjama",
    "or": "or или либо або ці альбо чи lub albo arba ar",
    "and": "and и і й ды та i ir oraz &",
    "from": "from since с со з із зі начиная пачынаючы od nuo",
    "dated": "от ад від",
    "to": "to until till through по па до да do iki",
    "before": "before prior ранее-чем перед перад przed prieš",
    "after": "after после пасля після po следом",
    "not": "not no не nie ne",
    "later": "later позднее позже пазней пізніше później vėliau",
    "earlier": "earlier раньше ранее раней раніше wcześniej anksčiau",
    "than": "than чем за чым ніж niż kaip",
    "between": "between между паміж між pomiędzy między tarp",
    "filler": "t a an in on na at the of within during dated в во у ў на w we od-dnia dnia ze за період период"
    " перыяд"
    " періоду времени дата рождения рожд нараджэння"
    " народження",
    "inclusive": "inclusive including включительно уключна включно włącznie imtinai",
    "unknown": "установлена установлен устаноўлены встановлена встановлений установлено устаноўлена встановлено"
    " unknown неизвестен неизвестно неизвестны неизвестного неизвестный невядомы невядомая невядома вядома невядомага"
    " невядомыя невідомий невідомо невідомого невідомі nieznany nieznane nieznanego nežinoma nežinomas"
    " nežinomi nežinomos",
    "hour": "ч час часа часов часы утро утром утра вечер вечером вечера ночь ночью ночи днем полдень полночь am pm гадз"
    " гадзін гадзіна гадзіны раніца раніцай вечарам увечары ноч ноччу уначы годин година години ранок вранці ранку"
    " увечері ввечері ніч вночі уночі morning evening night noon afternoon midnight godz godzina godziny rano wieczorem"
    " nocą nocy val rytą vakare naktį",
    "relative": "today yesterday tomorrow now recently last this next сегодня вчера завтра недавно сейчас нынешний"
    " прошлый прошлом этом сёння сення учора ўчора заўтра зараз нядаўна сьогодні вчора зараз нещодавно dziś dzisiaj"
    " wczoraj teraz šiandien vakar present нынешнего настоящее",
}
_SIGNS = {
    "\u2013": "dash", "-": "dash", ",": "comma", ".": "skip", "?": "perhaps", "~": "about", "%": "percent",
    "(": "skip", ")": "skip", "/": "slash", ";": "semicolon", ":": "colon",
    "\u2026": "dots", "\u2248": "about", "\u00ab": "skip", "\u00bb": "skip",
}  # fmt: skip


def _table() -> dict[str, tuple[str, int | str]]:
    table: dict[str, tuple[str, int | str]] = {}
    table |= {word: ("weekday", number) for word, number in WEEKDAY_OF_WORD.items() if len(word) > 2}
    table |= {word: ("month", number) for word, number in MONTH_OF_WORD.items()}
    for number, words in _SEASONS.items():
        table |= dict.fromkeys(words.split(), ("season", number))
    for part, words in _PARTS.items():
        table |= dict.fromkeys(words.split(), ("part", part))
    for kind, words in _PLAIN.items():
        table |= dict.fromkeys(words.split(), (kind, 0))
    return table | {sign: (kind, 0) for sign, kind in _SIGNS.items()}


_TABLE = _table()


def meaning(word: str) -> tuple[str, int | str] | None:
    """What a lower-case word or sign does in a date, or None; letters of the wrong alphabet are seen through.

    Never for a single letter: «с 1991» is "since" and "c. 1991" is "circa", and they look the same.
    """
    known = _TABLE.get(word)
    if known or len(word) == 1:
        return known
    for other in in_one_script(word):
        known = known or _TABLE.get(other)
    return known
