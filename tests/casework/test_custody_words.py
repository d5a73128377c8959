"""What the program writes into custody is read in the reader's language, and nothing else is touched."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier.casework.assemble import assemble_dossier
from dossier.casework.custody_words import custody_words
from dossier.casework.exhibits import NewExhibit
from dossier.i18n import in_language
from dossier.intake.exhibits.taking import take_in
from dossier.vault.tables import LegalCase

if TYPE_CHECKING:
    from dossier.vault import Vault


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("handed_over", "перадалі з рук у рукі"),
        ("to show any later change", "каб было відаць любую пазнейшую змену"),
        ("dossier 0.1.0; pypdfium2, pikepdf", "dossier 0.1.0; pypdfium2, pikepdf"),
        ("для суда", "для суда"),
    ],
)
def test_the_programs_own_words_are_told_in_belarusian_and_others_stand(written: str, shown: str) -> None:
    with in_language("be"):
        assert custody_words(written) == shown


def test_a_paper_in_belarusian_tells_purpose_and_method_in_belarusian(vault: "Vault", tmp_path: Path) -> None:
    with vault.write() as session:
        session.add(case := LegalCase(title="Справа"))
        session.flush()
        session.refresh(case)
    (tmp_path / "a.txt").write_text("ліст", "utf-8")
    take_in(vault, tmp_path / "a.txt", NewExhibit(case=str(case.ref), obtained_how="handed_over"))
    with vault.read() as session:
        view = assemble_dossier(session, str(case.ref), profile="sealed", lang="be", on=date(2026, 11, 27))
    [custody] = view.custody
    told = {one.value for step in custody.steps for one in step.facts}
    assert {"доказ у справе", "перадалі з рук у рукі", "каб арыгінал заставаўся нязменным"} <= told
