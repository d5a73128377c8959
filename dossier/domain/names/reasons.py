"""Why two names were held for one person's or not: codes that are stored, words that are shown."""

from dossier.i18n import N_, _

WORDS = {
    "empty": N_("one of the names has no letters"),
    "identical": N_("written the same"),
    "repaired": N_("letters of another script were replaced by their look-alikes"),
    "surname_same": N_("same surname"),
    "surname_spelling": N_("the surname is spelt otherwise"),
    "surname_close": N_("surnames are close"),
    "surname_other": N_("other surname"),
    "surname_gender": N_("the surname has the ending of the other gender"),
    "surname_derived": N_("surnames made from one root with different endings"),
    "surname_part": N_("one part of a double surname"),
    "surname_birth": N_("the surname of birth fits"),
    "surname_missing": N_("no surname on one side"),
    "given_same": N_("same given name"),
    "given_spelling": N_("the given name is spelt otherwise"),
    "given_everyday": N_("an everyday form of the given name"),
    "given_close": N_("given names are close"),
    "given_other": N_("other given name"),
    "given_missing": N_("no given name on one side"),
    "initial_fits": N_("the initial fits"),
    "initial_other": N_("the initial does not fit"),
    "patronymic_same": N_("same patronymic"),
    "patronymic_close": N_("patronymics are close"),
    "patronymic_other": N_("other patronymic"),
    "patronymic_missing": N_("the patronymic is on one side only"),
    "patronymic_initial_fits": N_("the initial of the patronymic fits"),
    "patronymic_initial_other": N_("the initial of the patronymic does not fit"),
    "gender_other": N_("one is a man's name, the other a woman's"),
    "order_swapped": N_("surname and given name stand in another order"),
    "begins_nearly": N_("a part of the name begins nearly so"),
    "word_missing": N_("a word is missing on one side"),
    "word_other": N_("a typed word is not in the name"),
}


def reason_words(code: str) -> str:
    """The words of a reason in the language of the interface."""
    return _(WORDS[code])
