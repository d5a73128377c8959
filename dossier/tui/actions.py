"""The one registry of actions: id, keys, name. Bindings, footer and the help page all read it.

Every action that moves focus or opens a screen is a priority binding: a plain one runs after the keys that follow it
have already gone to the old field, and words typed ahead land in the wrong place. F2–F9 and F12 arrive in every
terminal that was tried; Ctrl with a Latin letter comes second.
"""

from dataclasses import dataclass

from textual.binding import Binding

from dossier.i18n import N_


@dataclass(frozen=True)
class Action:
    """One thing a key does; ``name`` has at most ten letters in every language, ``hint`` is a sentence for help."""

    id: str
    keys: str
    name: str
    hint: str
    display: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether the footer shows it."""
        return bool(self.display)


ACTIONS = {
    action.id: action
    for action in (
        Action("open", "enter", N_("Open"), N_("open what the cursor is on, or do what the field says"), "Enter"),
        Action("pick", "enter", N_("Choose"), N_("choose what the cursor is on"), "Enter"),
        Action("confirm", "enter", N_("Go on"), N_("go on with the passphrase that was typed once more"), "Enter"),
        Action("begin", "enter", N_("Begin"), N_("begin the work with what stands in the fields"), "Enter"),
        Action("choose_next", "enter", N_("Next"), N_("take the next value of this setting"), "Enter"),
        Action(
            "next_line", "enter,down", N_("Next"), N_("go to the next field; in a text of several lines, a new line")
        ),
        Action("previous_line", "up", N_("Previous"), N_("go to the previous field; in a text of several lines, up")),
        Action("next_field", "tab", N_("Next"), N_("go to the next field")),
        Action("previous_field", "shift+tab", N_("Previous"), N_("go to the previous field")),
        Action("next_section", "pagedown", N_("Section"), N_("go to the next section")),
        Action("previous_section", "pageup", N_("Section"), N_("go to the previous section")),
        Action("line_down", "down,tab", N_("Down"), N_("one line down")),
        Action("line_up", "up,shift+tab", N_("Up"), N_("one line up")),
        Action("page_down", "pagedown", N_("Page"), N_("one page down")),
        Action("page_up", "pageup", N_("Page"), N_("one page up")),
        Action("save", "f2,ctrl+s", N_("Save"), N_("save the record"), "F2"),
        Action("go_on", "f2,ctrl+s", N_("Go on"), N_("go on with the versions that are marked"), "F2"),
        Action("start", "f2,ctrl+s", N_("Start"), N_("begin the work; it goes on beside the screens"), "F2"),
        Action("keep_search", "f2,ctrl+s", N_("Keep"), N_("keep this search, or keep it no longer"), "F2"),
        Action(
            "filters", "ctrl+t", N_("Filter"), N_("show only some: a kind, dates, a place, who is in custody"), "^T"
        ),
        Action("kept_searches", "f6,ctrl+g", N_("Kept"), N_("the searches that are kept"), "F6"),
        Action("edit", "f2,ctrl+s", N_("Edit"), N_("change this record"), "F2"),
        Action("mark", "ctrl+k,insert", N_("Mark"), N_("mark this person, or take the mark away"), "^K"),
        Action("new", "f3,ctrl+n", N_("New"), N_("a new record: a person, a person of this case, a charge"), "F3"),
        Action(
            "add", "f4,ctrl+d", N_("Add"), N_("add something to this record: a step, a footnote, a consent …"), "F4"
        ),
        Action(
            "repeat",
            "f4,ctrl+d",
            N_("Repeat"),
            N_("the same as in the record saved before, in this field; again: the rest of the section"),
            "F4",
        ),
        Action("new_case", "f4", N_("New case"), N_("open a new case"), "F4"),
        Action("choose", "f5,ctrl+e", N_("List"), N_("the values that this field can have"), "F5"),
        Action(
            "jump", "f6,ctrl+g", N_("Go to"), N_("go to a field of the form, or a part of the page, by its name"), "F6"
        ),
        Action("find", "f7,ctrl+f", N_("Find"), N_("find a person or a case"), "F7"),
        Action(
            "clear", "f8", N_("Empty"), N_("empty the whole form; pressed twice, because it cannot be undone"), "F8"
        ),
        Action("history", "f8", N_("History"), N_("who changed this record, from what to what; take it back"), "F8"),
        Action("restore", "enter", N_("Restore"), N_("bring back what was there before this entry; twice"), "Enter"),
        Action("take_back_all", "f3,ctrl+n", N_("Undo"), N_("take back everything that was saved with it"), "F3"),
        Action("take_in", "f2,ctrl+s", N_("Take in"), N_("take the file in, after its rows were looked at"), "F2"),
        Action(
            "make_layout", "f3,ctrl+n", N_("Layout"), N_("say what each column of this file means, and keep it"), "F3"
        ),
        Action("who", "f5,ctrl+e", N_("Who"), N_("who the person of this row is, of those who are recorded"), "F5"),
        Action("stop", "f8", N_("Stop"), N_("stop this work; nothing is left half done"), "F8"),
        Action("pdf", "f9,ctrl+p", N_("PDF"), N_("write this record as a PDF"), "F9"),
        Action("paper_on_marked", "ctrl+p", N_("Paper"), N_("one paper on the persons that are marked")),
        Action("csv", "f9,ctrl+o", N_("CSV"), N_("write the tables for a partner"), "F9"),
        Action("duplicates", "f8", N_("Doubles"), N_("records that may be one person's, side by side"), "F8"),
        Action("join", "f2,ctrl+s", N_("Join"), N_("they are one person: join the records; pressed twice"), "F2"),
        Action("two_people", "f3,ctrl+n", N_("Two people"), N_("they are two people: never propose them again"), "F3"),
        Action("swap", "f4,ctrl+d", N_("Swap"), N_("the other of the two records stays"), "F4"),
        Action("keep_other", "f5,ctrl+e", N_("Other"), N_("keep the other value in this line"), "F5"),
        Action("take_back", "f9", N_("Take back"), N_("take the last decision back"), "F9"),
        Action("next_pair", "pagedown,enter", N_("Next"), N_("leave this one for later, go to the next")),
        Action("previous_pair", "pageup", N_("Previous"), N_("back to the one before")),
        Action("triage", "f2,ctrl+s", N_("Look at"), N_("note when and where what the tip says happened"), "F2"),
        Action("new_tip", "f3,ctrl+n", N_("New"), N_("type a tip in, or take in an exported chat"), "F3"),
        Action("promote", "f4,ctrl+d", N_("Becomes"), N_("the tip becomes a record: an event, or exhibits"), "F4"),
        Action("keep_longer", "f5,ctrl+e", N_("Keep"), N_("keep the tip longer"), "F5"),
        Action("other_states", "f6,ctrl+g", N_("Others"), N_("those in other states: waiting, refused …"), "F6"),
        Action("refuse", "f8", N_("Refuse"), N_("refuse the tip, with the reason"), "F8"),
        Action("run_out", "f9", N_("Run out"), N_("destroy what ran out; pressed twice, because it is for good")),
        Action(
            "only_ended", "f6,ctrl+g", N_("Withdrawn"), N_("only where a consent has ended since; again: all"), "F6"
        ),
        Action("other_kinds", "f6,ctrl+g", N_("Kinds"), N_("only entries of one kind"), "F6"),
        Action("list_in", "f5,ctrl+e", N_("Import"), N_("take in a list of others"), "F5"),
        Action("keep_layout", "f2,ctrl+s", N_("Keep"), N_("keep this layout in the vault, for this header"), "F2"),
        Action("check", "f5,ctrl+e", N_("Check"), N_("compare every byte with what was taken in"), "F5"),
        Action("uncover", "ctrl+t", N_("Show"), N_("show what stands covered on this page; again: cover it"), "^T"),
        Action("help", "f12,f1", N_("Help"), N_("all keys, and a page that shows what a key sends"), "F12"),
        Action("key_test", "f5", N_("Key test"), N_("press a key and see what the terminal sent"), "F5"),
        Action("lock", "ctrl+l", N_("Lock"), N_("lock at once: close the vault, keep what was typed"), "^L"),
        Action("suspend", "ctrl+z", N_("Stop"), N_("lock, and stop for the shell; fg goes on (in a long text: undo)")),
        Action("back", "escape", N_("Back"), N_("one screen back; nothing typed is lost"), "Esc"),
        Action("leave", "ctrl+q", N_("Leave"), N_("leave the program; nothing typed is lost"), "^Q"),
    )
}
"""Every action by its id; ``action_<id>`` is the method that does it."""


def bindings(*ids: str, hidden: tuple[str, ...] = ()) -> list[Binding]:
    """The bindings of some actions, in the order in which the footer shows them."""
    return [_binding(ACTIONS[one], show=True) for one in ids] + [_binding(ACTIONS[one], show=False) for one in hidden]


def all_screens() -> list[type]:
    """Every screen of the program that has keys."""
    import importlib
    import pkgutil

    from textual.screen import Screen

    from dossier.tui import screens

    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    return [one for one in _below(Screen) if one.__module__.startswith("dossier.") and "BINDINGS" in vars(one)]


def sets_of_actions() -> list[frozenset[str]]:
    """For every screen the actions that work on it, with those that work everywhere."""
    from dossier.tui.app import DossierApp

    return [_ids_of(screen) | _ids_of(DossierApp) for screen in all_screens()]


def _below(owner: type) -> list[type]:
    found: list[type] = []
    below: list[type] = type.__subclasses__(owner)
    for screen in below:
        found += [screen, *_below(screen)]
    return found


def _ids_of(owner: type) -> frozenset[str]:
    bound: list[object] = vars(owner).get("BINDINGS", [])
    return frozenset(one.id for one in bound if isinstance(one, Binding) and one.id)


def _binding(action: Action, *, show: bool) -> Binding:
    return Binding(
        action.keys,
        action.id,
        action.name,
        show=show and action.is_shown,
        key_display=action.display or None,
        priority=True,
        tooltip=action.hint,
        id=action.id,
    )
