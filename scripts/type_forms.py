"""Every form through a pseudo-terminal: each word in its field at 0, 5 and 20 ms a key, and nothing lost by kill -9.

What tests/tui tries with each form at one pace, here with each at all of them; then a field in the middle of each form
is half typed, the program is killed, started anew, and must give the words back in that field. See scripts/typing.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dossier.casework.drafts import DraftKey, KeptDraft, drafts_of_author  # noqa: E402
from dossier.casework.forms.declaration import RecordForm  # noqa: E402
from dossier.casework.forms.registry import FORMS  # noqa: E402
from dossier.vault import create_vault, open_vault  # noqa: E402
from dossier.vault.keys import Kdf  # noqa: E402
from tests.tui.driving import ESC, F7, HOME, PASSPHRASE, Terminal  # noqa: E402
from tests.tui.test_record_forms import FORMS_IN_TURN, PACES_S, TYPED, words  # noqa: E402


def _started(vault: Path, forms: Sequence[RecordForm]) -> Terminal:
    """The program at its first page; F7 opens one form after another."""
    terminal = Terminal(["-c", FORMS_IN_TURN, str(vault), *(form.name for form in forms)])
    terminal.wait_for("Passphrase")
    terminal.send(PASSPHRASE.encode() + b"\r")
    terminal.wait_for(HOME)
    return terminal


def _kept(vault: Path, form: RecordForm) -> KeptDraft | None:
    with open_vault(vault, passphrase=PASSPHRASE) as opened:
        return drafts_of_author(opened).get(DraftKey(f"new {form.name}"))


def typed_ahead(vault: Path, forms: Sequence[RecordForm], pause_s: float) -> list[str]:
    """The forms in which a word is not in its field."""
    terminal = _started(vault, forms)
    try:
        for form in forms:
            terminal.send(F7 + "\t".join(words(form).values()).encode() + ESC, pause_s)
            terminal.read(0.05)
        terminal.wait_until(lambda: _kept(vault, forms[-1]) is not None)
    finally:
        terminal.kill()
    return [form.name for form in forms if (kept := _kept(vault, form)) is None or kept.fields != words(form)]


def killed_half_typed(vault: Path, form: RecordForm) -> bool:
    """Whether a field that was half typed comes back after kill -9, with the cursor in it."""
    place = len(form.fields) // 2
    terminal = _started(vault, [form])
    try:
        terminal.send(F7 + b"\t" * place + "полусло".encode())
        terminal.wait_until(lambda: _kept(vault, form) is not None)
    finally:
        terminal.kill()
    terminal = _started(vault, [form])
    try:
        terminal.send(F7)
        terminal.wait_for("Restored")
        terminal.send("во".encode() + ESC)
        name = form.fields[place].name
        wanted = "полуслово"
        terminal.wait_until(lambda: (kept := _kept(vault, form)) is not None and kept.fields[name] == wanted)
    except TimeoutError:
        return False
    finally:
        terminal.kill()
    return True


def main() -> int:
    """Print what is lost; the status is 1 where something is."""
    forms = [form for form in TYPED if not sys.argv[1:] or form.name in sys.argv[1:]]
    lost: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        template = Path(place) / "template"
        kdf = Kdf(memory_kib=19 * 1024, passes=2, lanes=1)
        create_vault(template, passphrase=PASSPHRASE, author="A", kdf=kdf, seed=lambda _session: None).close()
        for pause_s in PACES_S:
            vault = Path(shutil.copytree(template, Path(place) / f"pace-{pause_s}"))
            lost += [f"{name} at {pause_s * 1000:.0f} ms a key" for name in typed_ahead(vault, forms, pause_s)]
            print(f"{len(forms)} of {len(FORMS)} forms typed at {pause_s * 1000:.0f} ms a key", flush=True)
        for form in forms:
            vault = Path(shutil.copytree(template, Path(place) / form.name))
            if not killed_half_typed(vault, form):
                lost.append(f"{form.name} killed while half typed")
        print(f"{len(forms)} forms killed while half typed")
    print("\n".join(f"LOST: {one}" for one in lost) or "Nothing was lost.")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
