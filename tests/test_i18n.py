"""The language in force: one of the whole process, and for a while another of whoever asks for it."""

from threading import Barrier, Thread

import pytest

from dossier.i18n import LANGUAGES, in_language, language, set_language


@pytest.mark.parametrize(("asked", "spoken"), [("be", "be"), ("uk", "uk"), ("xx", "en"), ("", "en")])
def test_an_unknown_language_is_english(asked: str, spoken: str) -> None:
    set_language(asked)
    assert language() == spoken
    set_language("ru")
    with in_language(asked):
        assert language() == spoken
    assert language() == "ru"


def test_the_screens_do_not_change_their_language_while_a_thread_speaks_another() -> None:
    """One thread began before the other and ended before it: the second put the language of the first back for good."""
    set_language("be")
    begun, halfway, heard = Barrier(3), Barrier(3), dict[str, str]()

    def speak(code: str) -> None:
        with in_language(code):
            begun.wait(10)
            heard[code] = language()
            halfway.wait(10)

    threads = [Thread(target=speak, args=(code,)) for code in ("ru", "uk")]
    for thread in threads:
        thread.start()
    begun.wait(10)
    assert language() == "be"
    halfway.wait(10)
    for thread in threads:
        thread.join(10)
    assert (heard, language()) == ({"ru": "ru", "uk": "uk"}, "be")


def test_one_language_within_another_ends_before_it() -> None:
    said = []
    with in_language("ru"):
        for code in LANGUAGES:
            with in_language(code):
                said.append(language())
        assert language() == "ru"
    assert (said, language()) == (list(LANGUAGES), "en")
