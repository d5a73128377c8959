"""``dossier pdf``: a case or a person as a PDF dossier."""

from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.paper_options import PROFILES, add_paper_options, asked_for, assemble, cover_facts, instant, numbers
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, tell, tell_checkpoint
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

__all__ = ["PROFILES", "add_arguments", "run"]


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier pdf``."""
    add_paper_options(parser)
    parser.add_argument("-o", "--output", required=True, metavar=_("FILE"), help=_("the new file"))


def run(arguments: "Namespace") -> int:
    """Write the dossier and its receipt, and say where it is."""
    from dossier.export.pdf.writing import write_dossier
    from dossier.vault.receipts import open_receipt
    from dossier.vault.section_cache import cache_of

    built_at, path, profile = instant(arguments.built_at), Path(arguments.output), arguments.profile
    with chosen_vault(arguments) as vault:
        tell(_("The records are read …"))
        views, persons = assemble(vault, arguments, built_at)
        view, cache = views[0][1], cache_of(vault)
        tell(_("The pages are made …"))
        with open_receipt(vault, "pdf", profile, arguments.recipient, refs=asked_for(arguments)) as receipt:
            receipt.add(persons)
            result = write_dossier(
                views,
                path,
                profile=profile,
                built_at=built_at,
                pack=cover_facts(arguments, built_at, vault),
                cache=cache,
            )
            files: list[dict[str, object]] = [
                {"name": path.name, "size_bytes": result.size_bytes, "sha256": result.sha256}
            ]
            receipt.close(files=files, counts=numbers(view.counts), held_back=numbers(view.held_back))
        if cache is not None:
            cache.tidy()
    show(f"{result.sha256}  {path}")
    tell_checkpoint(receipt.checkpoint)
    tell(ngettext("{n} page", "{n} pages", result.page_count).format(n=result.page_count))
    tell(_("Receipt {ref} stays in the vault.").format(ref=receipt.ref))
    return 0
