"""The form of any record, new or saved: one screen for every declaration of casework.forms."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dossier.casework.drafts import DraftKey, KeptDraft
from dossier.casework.forms.declaration import Parent
from dossier.casework.forms.doubts import Doubts
from dossier.casework.forms.registry import FORMS
from dossier.casework.records import OpenRecord, create_record, differences, edit_record
from dossier.casework.unasked import recorded_of_nothing
from dossier.casework.understanding import Understood
from dossier.errors import Conflict, DossierError, InputProblem
from dossier.i18n import _
from dossier.tui.screens.form import FormScreen

if TYPE_CHECKING:
    from dossier.casework.entry import Entered
    from dossier.casework.forms.look import Look
    from dossier.tui.desk import Desk


class RecordFormScreen(FormScreen):
    """Changes a saved record, or enters a new one; subclasses say which."""

    def __init__(self, desk: "Desk", kind: str, key: DraftKey, texts: Mapping[str, str], label: str) -> None:
        self._label = label
        self._accepted: Mapping[str, str] | None = None
        """The texts whose doubts the person has seen."""
        super().__init__(desk, FORMS[kind], key, texts)

    def title_text(self) -> str:
        """The kind of record, and which it is or belongs to."""
        return " · ".join(filter(None, (_(self.form.heading), self._label)))

    def answer_of(self, name: str, typed: Mapping[str, str], look: "Look | None") -> Understood:
        """What was understood of a field; beside an empty one what is recorded where nothing is typed."""
        if typed[name].strip():
            return super().answer_of(name, typed, look)
        return recorded_of_nothing(self.form.name, self.form.field(name), look)

    async def action_save(self) -> None:
        """Save; what is wrong or doubtful is marked at its field, and the cursor goes there."""
        typed = await self.all_typed()
        if self._draft_timer is not None:
            self._draft_timer.stop()
        try:
            saved = await self._desk.do(lambda: self.write(typed, accept_doubts=typed == self._accepted))
        except Doubts as doubts:
            await self._show_doubts(doubts, typed)
        except InputProblem as problem:
            await self.show_problems(problem)
        except Conflict:
            await self.ask_which(typed)
        except DossierError as problem:
            self.complain(problem)
        else:
            await self._after_saving(saved)

    def write(self, typed: Mapping[str, str], *, accept_doubts: bool) -> "Entered":
        """Write the record; runs in the thread of the desk."""
        raise NotImplementedError

    async def ask_which(self, typed: Mapping[str, str]) -> None:
        """Somebody changed the record meanwhile."""
        raise NotImplementedError

    async def _show_doubts(self, doubts: Doubts, typed: Mapping[str, str]) -> None:
        self._accepted = dict(typed)
        await self.go_to(doubts.doubts[0].field)
        for doubt in doubts.doubts:
            if doubt.field in self._lines:
                self._lines[doubt.field].answer(doubt.sentence, "note")
        self._show_whole_answer()
        self.complain(doubts)

    def then(self) -> str:
        """What is still to be done that the record has an effect; empty for most."""
        return ""

    async def _after_saving(self, saved: "Entered") -> None:
        self._desk.forget(self._key)
        app = self.app
        await app.pop_screen()
        words = " · ".join(
            filter(None, (_("Saved: {label}, {ref}").format(label=saved.label, ref=saved.ref), self.then()))
        )
        if isinstance(app.screen, FormScreen) or hasattr(app.screen, "tell"):
            app.screen.tell(words)


class NewRecordScreen(RecordFormScreen):
    """Enters something new, alone or below another record."""

    def __init__(
        self, desk: "Desk", kind: str, parent: Parent | None = None, parent_ref: str = "", label: str = ""
    ) -> None:
        self._kind, self._below = kind, parent
        column = parent.column if parent else ""
        texts = {column: parent_ref} if any(spec.name == column for spec in FORMS[kind].fields) else {}
        key = DraftKey(f"new {kind}", parent.record_id if parent else None)
        super().__init__(desk, kind, key, texts, label or _("new"))

    def draft(self) -> KeptDraft:
        """Nothing where only what was there from the start stands in the fields."""
        typed = self.typed()
        return KeptDraft(typed, self.here) if self.changed(typed) else KeptDraft({}, self.here)

    def then(self) -> str:
        """As its declaration says."""
        return _(FORMS[self._kind].then)

    def write(self, typed: Mapping[str, str], *, accept_doubts: bool) -> "Entered":
        """Record it."""
        return create_record(
            self._desk.vault, self._kind, typed, parent=self._below, draft=self._key, accept_doubts=accept_doubts
        )


class EditScreen(RecordFormScreen):
    """Changes a saved record; the draft holds what was changed, and the version that was seen."""

    def __init__(self, desk: "Desk", opened: OpenRecord) -> None:
        key = DraftKey(opened.kind, opened.record_id)
        before = desk.drafts.get(key, KeptDraft())
        self._opened = opened
        self._version = opened.version if before.version is None else before.version
        super().__init__(desk, opened.kind, key, {**opened.texts, **before.before}, opened.label)
        self._texts = {**opened.texts, **{n: t for n, t in before.fields.items() if n in opened.texts}}

    def draft(self) -> KeptDraft:
        """The changed fields, what stood in them, and the version of the record."""
        changed = self.changed(self.typed())
        return KeptDraft(changed, self.here, self._version, {name: self._first[name] for name in changed})

    def write(self, typed: Mapping[str, str], *, accept_doubts: bool) -> "Entered":
        """Change what differs, and nothing else."""
        return edit_record(
            self._desk.vault,
            self._opened.ref,
            self.changed(typed),
            version=self._version,
            draft=self._key,
            accept_doubts=accept_doubts,
        )

    async def ask_which(self, typed: Mapping[str, str]) -> None:
        """Show both versions field by field; where the two changed different fields, both changes stay."""
        from dossier.tui.screens.conflict import ConflictScreen

        changed = self.changed(typed)
        seen = OpenRecord(
            self._opened.kind, self._opened.ref, self._opened.record_id, self._version, self._label, self._first
        )
        now, asked = differences(self._desk.vault, seen, changed)
        if not asked:
            await self._take_over(now, changed)
            return
        await self.app.push_screen(ConflictScreen(asked, now), lambda mine: self._decided(now, changed, mine))

    async def _decided(self, now: OpenRecord, changed: Mapping[str, str], mine: Mapping[str, str] | None) -> None:
        """Esc leaves the question open: nothing is saved, what was typed stays."""
        if mine is None:
            self.tell(_("Not saved: somebody changed this record. F2 asks again."), is_problem=True)
            return
        await self._take_over(now, {**changed, **mine})

    async def _take_over(self, now: OpenRecord, changed: Mapping[str, str]) -> None:
        """The record as it stands now, with what this person changed on top, is what will be saved."""
        self._opened, self._version = now, now.version
        self._first = dict(now.texts)
        await self.fill({**now.texts, **changed})
        self.answer_all()
        self.tell(_("Somebody changed this record meanwhile; both changes stand here. Look at them, F2 saves."))
