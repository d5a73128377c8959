"""Pages of exhibits for archives: what is seen and which words are found stays, whatever the stranger's file lacks."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops, ImageStat

from dossier.export.exhibits import archival, redaction
from dossier.export.exhibits.redaction import Spot
from tests.export.exhibits import files

FACE = files.faces()["plain"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_drawn_page_is_upright_and_its_words_stand_where_they_are_seen(turn: int) -> None:
    with pikepdf.open(io.BytesIO(files.saved(files.words("Прысуд суда", "другая старонка")))) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = turn
        content = files.saved(pdf)
    before, after = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument(archival.drawn(content, FACE))
    assert len(after) == 2
    assert (after[0].get_width(), after[0].get_height()) == (before[0].get_width(), before[0].get_height())
    assert after[0].get_rotation() == 0
    for word in archival._words(before[0]):
        spot = Spot(1, word.left - 2, word.top - 2, word.width + 4, word.height + 4, "")
        assert redaction.text_in_box(before[0], spot).strip() == word.text, "told by the renderer itself"
        assert redaction.text_in_box(after[0], spot).strip() == word.text


def test_a_drawn_page_looks_as_before_and_the_same_page_gives_the_same_bytes() -> None:
    content = files.saved(files.words("Прысуд суда"))
    made = archival.drawn(content, FACE)
    assert made == archival.drawn(content, FACE)
    before, after = (pypdfium2.PdfDocument(one)[0].render(scale=1).to_pil().convert("L") for one in (content, made))
    assert ImageStat.Stat(ImageChops.difference(before, after)).mean[0] < 2, "of 255"


def test_a_page_whose_words_have_no_place_in_the_font_keeps_its_picture() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        made = archival.drawn(files.saved(pdf), FACE)
    assert len(pypdfium2.PdfDocument(made)) == 1
