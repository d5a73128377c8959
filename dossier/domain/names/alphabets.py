"""Which language the letters of a Cyrillic name belong to, where they tell it."""


def language_of_letters(name: str) -> str:
    """ "be", "ru" or "uk"; "" where the letters leave it open: «Иван Петренко» is Russian and Ukrainian alike, and
    «Лукашэнка» has no letter that Russian lacks.

    A name with letters that no one alphabet has together belongs to none.
    """
    letters = set(name.casefold())
    has_east = not letters.isdisjoint("ыэё")
    is_belarusian = "ў" in letters or ("і" in letters and has_east)
    is_ukrainian = not letters.isdisjoint("їє") or ("і" in letters and not letters.isdisjoint("ищ"))
    is_russian = "ъ" in letters or (has_east and not letters.isdisjoint("ищ"))
    told = [code for code, is_it in (("be", is_belarusian), ("ru", is_russian), ("uk", is_ukrainian)) if is_it]
    return told[0] if len(told) == 1 else ""
