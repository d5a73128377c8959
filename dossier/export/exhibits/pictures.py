"""A stranger's picture as pages: turned upright, at most 300 dots an inch, its pixels freshly encoded."""

import io
from typing import Any, Final

from dossier.export.exhibits.foreign import Unreadable, add_picture_page
from dossier.export.exhibits.type_setting import A4

MOST_PIXELS: Final = 100_000_000
MOST_FRAMES: Final = 500
MOST_DPI: Final = 300
MOST_STILLS: Final = 15
_MARGIN_PT: Final = 42.0


def picture_pages(content: bytes) -> tuple[bytes, int, list[str]]:
    """One page for each picture in the file.

    Raises:
        Unreadable: "damaged", "too_large", "too_long".
    """
    import pikepdf
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture, pikepdf.new() as pdf:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unreadable("too_large")
            moving = picture.format in ("GIF", "WEBP", "PNG") and getattr(picture, "n_frames", 1) > 1
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number >= MOST_FRAMES:
                    raise Unreadable("too_long")
                _add(pdf, ImageOps.exif_transpose(frame))
                if moving:  # an animation is one thing seen, not many documents
                    break
            count = len(pdf.pages)
            pdf.save(out := io.BytesIO(), deterministic_id=True)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise Unreadable("too_large" if _is_huge(content) else "damaged") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Unreadable("damaged") from None
    return out.getvalue(), count, ["animation"] if moving else []


def _is_huge(content: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)):
            return False
    except Image.DecompressionBombError:
        return True
    except OSError:
        return False


def _add(pdf: Any, frame: Any) -> None:
    page = A4 if frame.height >= frame.width else (A4[1], A4[0])
    wide, high = page[0] - 2 * _MARGIN_PT, page[1] - 2 * _MARGIN_PT
    frame.thumbnail((int(wide / 72 * MOST_DPI), int(high / 72 * MOST_DPI)))
    scale = min(wide / frame.width, high / frame.height, 1.0)
    width, height = frame.width * scale, frame.height * scale
    box = ((page[0] - width) / 2, (page[1] - height) / 2, width, height)
    add_picture_page(pdf, _on_white(frame), page, box)


def _on_white(frame: Any) -> Any:
    from PIL import Image

    if frame.mode in ("L", "RGB"):
        return frame
    if frame.mode in ("1", "I;16", "I", "F"):
        return frame.convert("L")
    whole = frame.convert("RGBA")
    ground = Image.new("RGB", whole.size, (255, 255, 255))
    ground.paste(whole, mask=whole.getchannel("A"))
    return ground


def add_contact_page(pdf: Any, stills: list[bytes]) -> int:
    """Stills of a video, three in a row, on one page; returns how many could be read, and adds nothing for none."""
    from PIL import Image

    sheet = Image.new("RGB", (1500, 2100), (255, 255, 255))
    placed = 0
    for content in stills[:MOST_STILLS]:
        try:
            with Image.open(io.BytesIO(content)) as still:
                small = still.convert("RGB")
        except (OSError, ValueError, SyntaxError):
            continue
        small.thumbnail((480, 400))
        sheet.paste(small, (10 + 500 * (placed % 3), 10 + 420 * (placed // 3)))
        placed += 1
    if placed:
        box = (_MARGIN_PT, _MARGIN_PT, A4[0] - 2 * _MARGIN_PT, A4[1] - 2 * _MARGIN_PT)
        add_picture_page(pdf, sheet, A4, box)
    return placed
