"""The words of terms and fines: units, kinds of punishment, and the words that make a text something else.

Words that only name the punishment ("лишения свободы", "in a penal colony") say nothing of its length and are passed
over: the kind of punishment is a field of its own. Words that change what the term is ("от", "условно") refuse it.
"""

from dossier.domain.typed_text import in_one_script

_UNITS = {
    "years": "year years yr yrs y г гг л лет года годов годам годами году годы рр гады гадоў гадам гадамі годзе рік"
    " року роки років рокам роках рока lata lat latom latach rok roku l metai metų metus metams year's",
    "months": "month months mo mos mth mths m м мес месяц месяца месяцев месяцам месяцу месяцы месяцаў месяцам міс"
    " місяць місяця місяці місяців місяцям miesiąc miesiąca miesiące miesięcy miesiącom mies mėn mėnuo"
    " mėnesį mėnesio mėnesiai mėnesių mėnesius mėnesiams month's",
    "weeks": "week weeks wk wks w неделя недели недель неделю неделям нед тыдзень тыдня тыдні тыдняў тиждень тижня"
    " тижні тижнів тиж tydzień tygodnia tygodnie tygodni savaitė savaitės savaičių week's",
    "days": "day days d дн дня день дней дням д дзень дня дзён дні дням днів днях сут суток сутки суткам сутками суткі"
    " сутак суткамі доба доби діб добу добам dzień dni dnia dniom doba doby dobę dób diena"
    " dienos dienų dienas dienoms para paros parų paras paroms day's",
    "hours": "hour hours hr hrs h ч час часа часов часам часы гадз гадзін гадзіна гадзіны гадзінам годин година години"
    " годинам godzina godziny godzinę godzin godzinom godz valanda valandos valandų"
    " valandas valandoms val hour's",
}
_ONE = "год месяц сутки суткі неделя неделю рік місяць доба добу тыдзень тиждень rok miesiąc dobę tydzień mėnuo mėnesį"
"""Singular words that mean one of it when no number stands before them: «год и шесть месяцев»."""

DAYS_OF_ARREST = frozenset(
    "сут суток сутки суткам сутками суткі сутак суткамі доба доби діб добу добам para paros parų paras paroms".split()
)
"""Days in which arrest is counted: «1 год и 15 суток» are two punishments, «1 год и 15 дней» is one."""

_MONEY = {
    "RUBLE": "ruble rubles rouble roubles руб рубль рубля рублей рублям рублю рубель рубля рублі рублёў рубли рублів"
    " rubel ruble rubli rubla rubles rublis rubliai rublių rublio rublius",
    "BYN": "byn br", "BYR": "byr", "RUB": "rub rur \u20bd",
    "USD": "usd $ dollar dollars доллар доллара долларов долларам долл долар долара долары долараў долари доларів"
    " dolar dolara dolary dolarów"
    " doleris doleriai dolerių dolerio",
    "EUR": "eur \u20ac euro euros евро еўра євро"
    " euras eurai eurų euro",
    "PLN": "pln zł zloty zlotys злотый злотых злоты злотыя злотага злотого злоті злотий злотих злотым"
    " złoty złote złotych złotego zlotas zlotai zlotų zloto",
    "UAH": "uah \u20b4 грн hryvnia hryvnias гривна гривны гривен гривня гривні гривень грыўня грыўні грыўняў"
    " hrywna hrywny hrywien grivina grivinos grivinų",
}  # fmt: skip
_HUNDREDTHS = "коп копейка копейки копеек капейка капейкі капеек копійка копійки копійок kopeck kopecks cent cents"
_HUNDREDTHS += " kopiejka kopiejki kopiejek kapeika kapeikos kapeikų grosz grosze groszy"
_WHOSE = {
    "BYN": ("белорусск", "беларуск", "білоруськ", "belarus", "białorusk", "baltarus"),
    "RUB": ("российск", "расійск", "російськ", "russian", "rosyjsk", "rusij"),
    "USD": ("американск", "амерыканск", "американськ", "сша", "зша", "amerykańsk", "jav"),
    "PLN": ("польск", "польськ", "polish", "polsk", "lenkij"),
    "UAH": ("украинск", "украінск", "українськ", "ukrain", "ukraińsk"),
}
_BASE_UNIT = ("базов", "базав", "base", "basic", "bazow", "bazin")
_LIFE = ("плс", "пожизнен", "пажыццев", "довічн", "life", "lifetime", "dożywo", "пажыццёв")
_DEATH = ("смертн", "смяротн", "расстрел", "расстрэл", "розстріл", "death", "capital", "execution", "высш",
          "исключительн", "вищ",
          "найвышэйш", "вышэйш", "shooting", "śmier", "rozstrzel", "mirti", "sušaud")  # fmt: skip
_CONDITIONAL = ("условн", "умоўн", "умовн", "suspended", "probation", "отсроч", "отсрочк", "адтэрмін", "відстроч",
                "conditional", "deferred", "deferral", "parole",
                "zawiesz", "warunkow", "odrocz", "lygtin", "atidėt", "atidėj")  # fmt: skip
_RANGE = (
    "от from between up least most more less over under than about around approximately nearly almost maximum minimum"
    " max min свыше более больше менее меньше не около примерно каля почти прыкладна ад від понад більше менше не або"
    " или or либо альбо чи больш менш максимум минимум мінімум вышэй звыш"
    " od ponad około powyżej poniżej najmniej najwyżej lub albo między nuo arba apie virš daugiau"
    " mažiau ~ < > \u2265 \u2264"
)
_UNTIL = "to до да till until do iki"
_ADMINISTRATIVE = (
    "административн",
    "адміністрацыйн",
    "адміністративн",
    "administrative",
    "суточн",
    "админ",
    "адм",
    "administracyjn",
    "administracin",
)
_FINE = ("штраф", "fine", "fined", "grzywn", "baud")
_COURT = (
    "осужд", "приговор", "асудж", "прысудж", "засудж", "присудж", "sentenced", "condemned", "convicted", "jailed",
    "skazan", "прысудз", "zasądz", "nuteis",
)  # fmt: skip
_NAMING = (
    "взыскан", "спагнан", "стягнен", "подверг", "падверг", "назнач", "прызнач", "признач", "наложен", "накладз",
    "накладен",
    "лишен", "пазбаўлен", "позбавлен", "свобод", "арест", "арышт", "арешт", "заключен", "зняволен", "ув'язнен",
    "колони", "калоні", "колоні", "режим", "рэжым", "общ", "агульн", "загальн", "усилен", "узмоцнен", "посилен",
    "строг", "суров", "сувор", "особ", "асаблів", "ограничен", "абмежаван", "обмежен", "исправительн", "папраўч",
    "виправн", "работ", "прац", "робіт", "робот", "грамадск", "громадськ", "обязательн", "принудительн", "примусов",
    "тюрем", "турэмн", "турм", "тюрьм", "тюрм", "в'язниц", "срок", "тэрмін", "термін", "строк", "наказан", "пакаран",
    "покаран", "хими", "хімі", "домашн", "хатн", "направлен", "накіраван", "направленн", "учрежден", "установ",
    "открыт", "адкрыт", "відкрит", "типа", "тыпу", "типу", "мер", "кар", "казн", "величин", "велічын", "единиц",
    "адзін", "imprison", "prison", "jail", "custody", "detention", "arrest", "colon", "penal", "regime", "security",
    "general", "strict", "enhanced", "high", "restrict", "freedom", "liberty", "depriv", "community", "service",
    "work", "labour", "labor", "correction", "sentence", "term", "criminal", "referral", "open", "type", "institution",
    "условия", "умов", "иуот", "chemistry", "испр", "отбыван", "адбыван", "відбуван",
    "punishment", "unit", "amount", "value", "bars", "behind", "home", "camp", "facility", "confine",
    "pozbawi", "wolnoś", "areszt", "więzien", "uwięzien", "koloni", "karn", "karę", "kary", "rygor", "zaostrz",
    "zwykł", "surow", "ogóln", "wzmocn", "szczególn", "ogranicz", "społeczn", "przymusow", "popraw", "domow",
    "skierow", "zakład", "otwart", "jednost", "wielkoś", "stawek", "wyrok", "okres", "łagr", "laisv",
    "nelaisv", "atėm", "arešt", "kalėj",
    "režim", "griežt", "sugriežt", "bendr", "ypating", "sustiprint", "bausm", "darb", "vieš", "patais", "apribo",
    "dydž", "dydis", "vykdym",
)  # fmt: skip
_PASSED = (
    "of in at for a an the with without by his her is was к на в во у ў ва с со з из без і и та й and i ir ти ми х"
    " na w z ze o bez be przez su dėl kara praca pracy prac prace termin terminu terminas termino terminui"
    " typu chemii chemia"
    " ма мя размере памеры розмірі виде выглядзе вигляді воли волі волю сроком"
    " full сумме сумму суме сумі ть ці ци ик вк лс ос усил реж"
    " рэж кол стр дом огр терміном тэрмінам wysokości"
)
_UKRAINIAN = frozenset(
    ("міс", "місяць", "місяця", "місяці", "місяців", "року", "роки", "років", "рік", "громадських", "робіт", "доби",
     "діб", "днів", "позбавлення", "обмеження")
)  # fmt: skip

Meaning = tuple[str, str | int]


def _exact() -> dict[str, Meaning]:
    table: dict[str, Meaning] = {}
    table |= dict.fromkeys(_PASSED.split(), ("passed", ""))
    table |= dict.fromkeys(("and", "и", "і", "та", "й", "i", "ir", "oraz", "с", "з"), ("joint", ""))
    for unit, words in _UNITS.items():
        table |= dict.fromkeys(words.replace("ё", "е").split(), ("unit", unit))
    for code, words in _MONEY.items():
        table |= dict.fromkeys(words.replace("ё", "е").split(), ("money", code))
    table |= dict.fromkeys(_HUNDREDTHS.split(), ("hundredths", ""))
    table |= dict.fromkeys(_RANGE.split(), ("range", ""))
    table |= dict.fromkeys(_UNTIL.split(), ("until", ""))
    table |= {"us": ("whose", "USD"), "бел": ("whose", "BYN"), "рос": ("whose", "RUB"), "бв": ("base", "")}
    table |= {"год": ("year_or_hour", ""), "р": ("year_or_ruble", ""), "a": ("passed", "")}
    table |= {"полгода": ("half_year", ""), "полугода": ("half_year", ""), "паўгода": ("half_year", "")}
    return table | {"півроку": ("half_year", ""), "полугоду": ("half_year", ""), "pusmetis": ("half_year", "")}


_STEMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("base", "", _BASE_UNIT),
    ("life", "", _LIFE),
    ("death", "", _DEATH),
    ("conditional", "", _CONDITIONAL),
    ("administrative", "", _ADMINISTRATIVE),
    ("fine", "", _FINE),
    ("court", "", _COURT),
    *(("whose", code, stems) for code, stems in _WHOSE.items()),
    ("naming", "", _NAMING),
)
_EXACT = _exact()
_STEMS_BY_BEGINNING: dict[str, list[tuple[str, Meaning]]] = {}
for _kind, _value, _stems in _STEMS:
    for _stem in _stems:
        _STEMS_BY_BEGINNING.setdefault(_stem[:2], []).append((_stem, (_kind, _value)))
ONE_OF_IT = frozenset(_ONE.split())


def meaning(word: str) -> Meaning | None:
    """What a lower-case word does in a term, or None; letters of the wrong alphabet are seen through."""
    known = _EXACT.get(word)
    if known or len(word) == 1:
        return known
    if word[0] == "ў":
        word = "у" + word[1:]
    known = _by_stem(word)
    if known:
        return known
    for other in in_one_script(word):
        known = known or _EXACT.get(other) or _by_stem(other)
    return known


def _by_stem(word: str) -> Meaning | None:
    for stem, known in _STEMS_BY_BEGINNING.get(word[:2], ()):
        if word.startswith(stem):
            return known
    return None


def is_ukrainian(word: str) -> bool:
    """Whether the word can only be Ukrainian, which decides what «год» and «р.» abbreviate."""
    return word in _UKRAINIAN
