"""What a reader who looks for a word in pages of an exhibit must know: which words nobody checked, which are none."""

from dossier.i18n import ngettext


def searching_words(with_what: str | None, recognised_count: int | None, silent_count: int | None) -> str:
    """A sentence of no capital letter; empty where every page has words of its own, or where nobody counted.

    Args:
        with_what: Program, version and languages of the text recognised by machine; empty where none was run.
        recognised_count: Pages whose words were recognised.
        silent_count: Pages without words that can be found.
    """
    told = (_recognised(with_what, recognised_count or 0), _silent(with_what, silent_count or 0))
    return "; ".join(filter(None, told))


def _recognised(with_what: str | None, count: int) -> str:
    words = ngettext(
        "the text of {count} page was recognised by machine and not checked ({program})",
        "the text of {count} pages was recognised by machine and not checked ({program})",
        count,
    )
    return words.format(count=count, program=with_what) if count else ""


def _silent(with_what: str | None, count: int) -> str:
    if not count:
        return ""
    if with_what:
        words = ngettext(
            "{count} page is a picture in which no words were recognised ({program})",
            "{count} pages are pictures in which no words were recognised ({program})",
            count,
        )
        return words.format(count=count, program=with_what)
    words = ngettext(
        "{count} page is a picture: its words are not found by searching (no text recognition was run)",
        "{count} pages are pictures: their words are not found by searching (no text recognition was run)",
        count,
    )
    return words.format(count=count)
