"""Each romanisation gives the examples that are printed in its own table."""

import pytest

from dossier.domain.names.romanise import SCHEMES, romanise
from dossier.errors import Misread

EXAMPLES = {
    "be-2007": (
        "Аршанскі Aršanski, Бешанковічы Biešankovičy, Віцебск Viciebsk, Гомель Homieĺ, Гаўя Haŭja, Добруш Dobruš, "
        "Ельск Jeĺsk, Бабаедава Babajedava, Ёды Jody, Вераб'ёвічы Vierabjovičy, Мёры Miory, Зэльва Zeĺva, "
        "Іванава Ivanava, Іўе Iŭje, Лагойск Lahojsk, Круглае Kruhlaje, Любань Liubań, Магілёў Mahilioŭ, "
        "Нясвіж Niasviž, Смаргонь Smarhoń, Шаркаўшчына Šarkaŭščyna, Фаніпаль Fanipaĺ, Хоцімск Chocimsk, "
        "Чэрвень Červień, Друць Druć, Юхнаўка Juchnaŭka, Гаюціна Hajucina, Цюрлі Ciurli, Ямнае Jamnaje, "
        "Баяры Bajary, Валяр'яны Valiarjany, Вязынка Viazynka"
    ),
    "be-2000": (
        "Гомель Homiel', Ельск Jel'sk, Лепель Liepiel', Зэльва Zel'va, Любань Liuban', Фаніпаль Fanipal', "
        "Чэрвень Červien', Раз'езд Razjezd, Магілёў Mahilioŭ, Хоцімск Chocimsk, Нясвіж Niasviž"
    ),
    "be-lacinka": (
        "Беларусь Biełaruś, Лукашэнка Łukašenka, Вільня Vilnia, Любоў Luboŭ, Купала Kupała, Сяргей Siarhiej, "
        "Лявон Lavon, Уладзімір Uładzimir, Ціханоўская Cichanoŭskaja, Дар'я Darja, Наталля Natalla, Васіль Vasil"
    ),
    "be-passport": (
        "Бабрыковіч Babrykovich, Аляксандр Aliaksandr, Міховіч Mikhovich, Марыя Maryia, Максім Maksim, Іван Ivan, "
        "СВЯТЛАНА SVIATLANA, Ігар Ihar, Мікалай Mikalai, Ціханоўскі Tsikhanouski, Шчарба Shcharba"
    ),
    "be-bgn": (
        "Вілейка Vilyeyka, Гомель Homyel’, Ёдкавічы Yodkavichy, Койданава Koydanava, Крапіўна Krapiwna, "
        "Вільня Vil’nya, Магілёў Mahilyow, Хатынь Khatyn’, Стоўбцы Stowbtsy, Прыпяць Prypyats’, Шчара Shchara, "
        "Эйсманты Eysmanty, Юры Yury, Язэп Yazep, з'езд z”yezd, Дзям'янаўцы Dzyam”yanawtsy, Іўе Iwye"
    ),
    "ru-passport": (
        "Иванов Ivanov, Юлия Iuliia, Щербаков Shcherbakov, Подъячев Podieiachev, Цой Tsoi, Фёдор Fedor, "
        "Хрущёв Khrushchev, Ольга Olga, Дмитрий Dmitrii, Жанна Zhanna, Ыттыгина Yttygina, Эдуард Eduard"
    ),
    "ru-bgn": (
        "Ульяновск Ul’yanovsk, Грозный Groznyy, Дзержинский Dzerzhinskiy, Елизово Yelizovo, Чапаевск Chapayevsk, "
        "Мейеровка Meyyerovka, Юрьев Yur’yev, Азов Azov, Еловая Yelovaya, Ёж Yëzh, КОЛЮЧИЙ KOLYUCHIY, "
        "объединённая ob”yedinënnaya, Федерации Federatsii, ЕЛОВАЯ YELOVAYA"
    ),
    "uk-2010": (
        "Алушта Alushta, Андрій Andrii, Борщагівка Borshchahivka, Гадяч Hadiach, Згурський Zghurskyi, "
        "Ґалаґан Galagan, Донецьк Donetsk, Єнакієве Yenakiieve, Гаєвич Haievych, Короп'є Koropie, "
        "Житомир Zhytomyr, Їжакевич Yizhakevych, Кадиївка Kadyivka, Мар'їне Marine, Йосипівка Yosypivka, "
        "Стрий Stryi, Київ Kyiv, Наталія Nataliia, Ужгород Uzhhorod, Щербухи Shcherbukhy, Гоща Hoshcha, "
        "Яготин Yahotyn, Костянтин Kostiantyn, Знам'янка Znamianka, Згорани Zghorany, Розгон Rozghon"
    ),
}
CASES = [(code, *pair.rsplit(" ", 1)) for code, pairs in EXAMPLES.items() for pair in pairs.split(", ")]


@pytest.mark.parametrize(("scheme", "cyrillic", "latin"), CASES)
def test_the_tables_own_examples(scheme: str, cyrillic: str, latin: str) -> None:
    assert romanise(cyrillic, scheme) == latin


def test_every_scheme_has_examples_and_a_source() -> None:
    assert set(EXAMPLES) == set(SCHEMES)
    assert all(s.source and s.certainty in ("verified", "high") for s in SCHEMES.values())


@pytest.mark.parametrize(
    ("text", "latin"), [("Ю. Шчарба", "Iu. Shcharba"), ("ЮШЧ", "IUSHCH"), ("Шч-Я", "Shch-Ia"), ("Іван 2", "Ivan 2")]
)
def test_capitals_follow_the_word(text: str, latin: str) -> None:
    assert romanise(text, "be-passport") == latin


def test_an_unknown_scheme_is_refused_by_name() -> None:
    with pytest.raises(Misread) as refused:
        romanise("Іван", "be-1850")
    assert "be-1850" in refused.value.message


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_no_cyrillic_letter_of_the_language_is_left(scheme: str) -> None:
    alphabet = {
        "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    }[SCHEMES[scheme].language]
    assert not any("\u0400" <= c <= "\u04ff" for c in romanise(alphabet, scheme))
