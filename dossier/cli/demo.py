"""``dossier demo``: the main job in one go, on invented data and the mission's own case."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.say import show, tell
from dossier.errors import WrongUse, add_messages
from dossier.i18n import N_, _, language, ngettext
from dossier.resources import seed_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from dossier.export.pdf.page import PackFacts
    from dossier.vault import Vault

add_messages({"demo.not_empty": N_("This folder is not empty; nothing was changed. Name a new folder for the demo.")})

USUAL_FOLDER = "dossier-demo"
_CASES = (("mission",), ("example_trial", "example_trial_exhibits", "example_trial_acts"))
"""Files of seeds/cases that are read as one."""
_PACKS = (
    ("respondent_file", "respondent_file", "public", ""),
    ("mass_trial", "mass_trial", "confidential", ""),
    ("mass_trial_sealed", "mass_trial", "sealed", "EXAMPLE court"),
)
"""Name, kind of the case, profile, recipient."""
_LISTS = ("confidential", "public")
"""Profiles of which every list is written."""
_RECIPIENT = "Example NGO"


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier demo``."""
    parser.add_argument("folder", nargs="?", metavar=_("DIR"), help=_("a new folder (else dossier-demo here)"))
    parser.add_argument("--no-ui", action="store_true", help=_("do not open the screens at the end"))


def run(arguments: "Namespace") -> int:
    """Make a vault, fill it, write the dossiers and the lists, and say where everything is."""
    folder = _new_folder(arguments.folder)
    passphrase = _keep_passphrase(folder)
    from dossier.vault import create_vault

    tell(_("1 of 5  An encrypted vault is made (its passphrase takes a second and much memory, on purpose) …"))
    with create_vault(folder / "vault", passphrase=passphrase, author="demo") as vault:
        made = [*_fill(vault, folder), *_write_dossiers(vault, folder), *_write_lists(vault, folder)]
    show(_("Vault:      {path}").format(path=folder / "vault"))
    show(_("Passphrase: {path}").format(path=folder / "passphrase.txt"))
    for line in made:
        show(line)
    if arguments.no_ui or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return 0
    return _open_screens(folder)


def _new_folder(asked: str | None) -> Path:
    """A folder that is new or empty; the usual one gets a number where it is taken."""
    folder = Path(asked or USUAL_FOLDER).absolute()
    number = 2
    while asked is None and folder.exists():
        folder = folder.with_name(f"{USUAL_FOLDER}-{number}")
        number += 1
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse("demo.not_empty")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _keep_passphrase(folder: Path) -> str:
    """The passphrase of a demo lies beside it in clear; that of a real vault never does."""
    from dossier.vault.passphrases import suggest_passphrase

    passphrase = suggest_passphrase()
    with os.fdopen(os.open(folder / "passphrase.txt", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(passphrase + "\n")
    return passphrase


def _fill(vault: "Vault", folder: Path) -> list[str]:
    from dossier.casework.case_files import load_case_file
    from dossier.cli.demo_exhibits import add_exhibits
    from dossier.intake import import_file
    from dossier.intake.words import fate_words

    tell(_("2 of 5  The mission's own case and an invented mass trial are read in …"))
    for names in _CASES:
        [ref] = load_case_file(vault, *(seed_path("cases", f"{name}.yaml") for name in names))
    (folder / "exhibits").mkdir()
    add_exhibits(vault, ref, folder / "exhibits")
    tell(_("3 of 5  A partner's list (invented) is imported, each row with its fate …"))
    report = import_file(vault, seed_path("examples", "partner_list.csv"))
    fates = ", ".join(f"{fate_words(fate)} {count}" for fate, count in sorted(report.fates.items()))
    return [_("Imported:   {rows} rows: {fates}").format(rows=report.row_count, fates=fates)]


def _write_dossiers(vault: "Vault", folder: Path) -> list[str]:
    lines = []
    for name in ("pdf", "packs"):
        (folder / name).mkdir()
    for at, (name, kind, profile, recipient) in enumerate(_PACKS):
        tell(_("4 of 5  Evidence pack {number} of {count} …").format(number=at + 1, count=len(_PACKS)))
        pages = _write_pack(vault, _case_of(vault, kind), folder / "packs" / name, profile, recipient)
        path = folder / "pdf" / f"{name}.pdf"
        path.write_bytes((folder / "packs" / name / "data" / "dossier.pdf").read_bytes())
        written = ngettext("{n} page", "{n} pages", pages).format(n=pages)
        lines.append(_("PDF:        {path} ({pages}, {profile})").format(path=path, pages=written, profile=profile))
        lines.append(_("Pack:       {path}; anybody can check it: dossier check").format(path=folder / "packs" / name))
    return lines


def _write_pack(vault: "Vault", ref: str, target: Path, profile: str, recipient: str) -> int:
    """One pack with its receipt; returns its pages."""
    from dossier.casework.assemble import assemble_pack
    from dossier.casework.codes_of_persons import give_codes
    from dossier.cli.pack import originals_of
    from dossier.export.pack import PackOptions, make_pack
    from dossier.export.pack.copies import copies_of_pack, number_pages
    from dossier.vault.receipts import open_receipt
    from dossier.vault.section_cache import cache_of

    now = datetime.now(UTC)
    give_codes(vault, ref)
    number_pages(vault, ref)
    with vault.read() as session:
        data = assemble_pack(
            session, ref, profile=profile, langs=[language()], on=now.date(), recipient=recipient
        )  # fmt: skip
    with open_receipt(vault, "pack", profile, recipient, refs=[ref]) as receipt:
        receipt.add(data.persons)
        made = make_pack(
            data, target, PackOptions(profile, recipient, _said_on_paper(now, recipient)), built_at=now,
            cache=cache_of(vault), original=originals_of(vault, data),
            copies=copies_of_pack(vault, data.exhibits, profile),
        )  # fmt: skip
        receipt.close(files=made.files, counts={"pages": made.page_count}, held_back={})
    return made.page_count


def _said_on_paper(now: datetime, recipient: str) -> "PackFacts":
    """What the paper says of why it was made; names without a consent go to one recipient, on a basis."""
    from dossier.export.pdf.page import PackFacts

    basis = _("an order of an invented court, which knows the names of all accused") if recipient else ""
    return PackFacts("", now, purpose=_("an example of what the program makes"), basis=basis)


def _case_of(vault: "Vault", kind: str) -> str:
    """The reference of the case of this kind."""
    from dossier.vault.queries import records

    with vault.read() as session:
        return next(case.ref or "" for case in records.recent_cases(session, 10) if case.kind == kind)


def _write_lists(vault: "Vault", folder: Path) -> list[str]:
    from dossier.export.csv_export import export_lists

    tell(_("5 of 5  CSV lists for an NGO …"))
    lines, now = [], datetime.now(UTC)
    (folder / "csv").mkdir()
    for profile in _LISTS:
        path = folder / "csv" / profile
        export_lists(vault, (), path, profile=profile, recipient=_RECIPIENT, today=now.date(), built_at=now)
        lines.append(_("CSV:        {path}").format(path=path))
    return lines


def _open_screens(folder: Path) -> int:
    """The screens in this terminal, in a process of their own: commands and screens do not know each other."""
    tell(_("The screens open now; the passphrase is in the file named above."))
    os.environ["DOSSIER_PASSPHRASE_FILE"] = str(folder / "passphrase.txt")
    os.execv(sys.executable, [sys.executable, "-P", "-m", "dossier", "--vault", str(folder / "vault")])
