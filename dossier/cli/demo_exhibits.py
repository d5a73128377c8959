"""The invented exhibits of the demo: a verdict, a picture, a letter with its translation, a tune, a message.

Words come from seeds/examples; the picture is drawn and the tune is made here, so that nothing shows anybody.
"""

import io
import math
import struct
import wave
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dossier.resources import export_path, seed_path

if TYPE_CHECKING:
    from dossier.vault import Vault

_OBTAINED_AT: Final = datetime(2022, 3, 4, 9, 30, tzinfo=UTC)
_TUNE_HZ: Final = (392.0, 440.0, 494.0, 523.0, 494.0, 440.0, 392.0)
_RATE_HZ: Final = 8_000
_FILES: Final = {
    "1": "verdict.pdf", "2": "market.png", "3": "letter.txt", "4": "letter_en.txt", "5": "song.wav", "6": "reply.eml",
}  # fmt: skip
"""Number of the exhibit in the case file, and its file."""
_HELD_BACK: Final = {"3": "Юстыны Ніўскай", "4": "Yustyna Niuskaya"}
"""Number of an exhibit, and the words that are taken out of its redacted version."""
_REASON: Final = "B.2"
"""Family members of witnesses."""


def add_exhibits(vault: "Vault", case_ref: str, folder: Path) -> None:
    """Make the files, take each in as the exhibit that the case describes, and redact the letter.

    Args:
        vault: Of the demo, with the invented trial and its exhibits described.
        case_ref: Of the trial.
        folder: For the files; it must be there.
    """
    from dossier.casework.exhibits import NewExhibit
    from dossier.export.exhibits.redacting_words import redact_words
    from dossier.export.pack.copies import number_pages
    from dossier.intake.exhibits.taking import take_in

    _make_files(folder)
    taken: dict[str, str] = {}
    for number, name in _FILES.items():
        about = NewExhibit(
            case=case_ref, number=number, obtained_at=_OBTAINED_AT, obtained_how="handed_over", original_or_copy="copy",
            purpose="example",
        )  # fmt: skip
        taken[number] = take_in(vault, folder / name, about).ref
    number_pages(vault, case_ref)
    for number, words in _HELD_BACK.items():
        redact_words(vault, taken[number], [words], reason_code=_REASON, remarks="example")


def _make_files(folder: Path) -> None:
    for name in _FILES.values():
        if seed_path("examples", "exhibits", name).is_file():
            (folder / name).write_bytes(seed_path("examples", "exhibits", name).read_bytes())
    (folder / "verdict.pdf").write_bytes(_verdict())
    (folder / "market.png").write_bytes(_picture())
    (folder / "song.wav").write_bytes(_tune())


def _verdict() -> bytes:
    """The words of the verdict on as many pages as they have."""
    from dossier.export.exhibits.type_setting import Line, typed
    from dossier.export.typeface import Face

    faces = {"plain": Face(export_path("fonts", "PT_Serif-Web-Regular.ttf").read_bytes())}
    pages = seed_path("examples", "exhibits", "verdict.txt").read_text(encoding="utf-8").split("\f")
    return typed(faces, [[Line(line, "plain", 12) for line in page.split("\n")] for page in pages])


def _picture() -> bytes:
    """A market seen from a window, in flat colours: stalls, a square, sixty dots for people."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (1200, 800), "#dfe6ea")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 420, 1200, 800), fill="#b9b2a3")
    for at, colour in enumerate(("#8c4a3c", "#4f6d5a", "#8f7b43", "#51617a", "#8c4a3c")):
        left = 60 + at * 225
        pen.rectangle((left, 300, left + 180, 430), fill="#efe9dc", outline="#5b5347", width=3)
        pen.polygon(((left - 14, 300), (left + 90, 240), (left + 194, 300)), fill=colour)
    for at in range(60):
        x, y = 180 + (at * 397) % 843, 520 + (at * 211) % 193
        pen.ellipse((x, y, x + 14, y + 14), fill="#3d3a36")
        pen.rectangle((x + 2, y + 14, x + 12, y + 38), fill="#5e5a53")
    picture.save(out := io.BytesIO(), "PNG")
    return out.getvalue()


def _tune() -> bytes:
    """Seven tones of a third of a second."""
    length = _RATE_HZ // 3
    tones = (math.sin(2 * math.pi * hz * at / _RATE_HZ) for hz in _TUNE_HZ for at in range(length))
    with io.BytesIO() as out:
        with wave.open(out, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(_RATE_HZ)
            sound.writeframes(b"".join(struct.pack("<h", int(one * 9_000)) for one in tones))
        return out.getvalue()
