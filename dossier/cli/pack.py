"""``dossier pack``: a case as an evidence pack that stands on its own."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.cli.paper_options import add_paper_options, asked_for, cover_facts, instant, languages, numbers
from dossier.cli.passphrase import ask_secret
from dossier.cli.place import chosen_vault
from dossier.cli.say import show, tell, tell_checkpoint
from dossier.errors import WrongUse
from dossier.i18n import _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from dossier.export.check import Report


def add_arguments(parser: "ArgumentParser") -> None:
    """The options of ``dossier pack``."""
    add_paper_options(parser)
    parser.add_argument(
        "-o", "--output", required=True, metavar=_("PATH"), help=_("a new folder, or a new file that ends in .zip")
    )
    parser.add_argument(
        "--archival-bundle", action="store_true",
        help=_("draw the pages of exhibits in the bundle as pictures with their words behind, so that it is PDF/A-3u"),
    )  # fmt: skip
    parser.add_argument("--sign", action="store_true", help=_("sign the paper with the key of this vault"))
    parser.add_argument(
        "--sign-with", default="", metavar=_("FILE"), help=_("sign with the key of a PKCS#12 file; it is asked for")
    )
    parser.add_argument("--signer", default="", metavar=_("NAME"), help=_("the name in the key when it is made"))
    parser.add_argument(
        "--encrypt-to",
        action="append",
        default=[],
        metavar=_("KEY"),
        help=_("a public key of age, or a file with keys: only they can read what leaves (may be repeated)"),
    )


def run(arguments: "Namespace") -> int:
    """Make the pack, check it as its recipient would, write its receipt; 1 where an assertion fails."""
    from dossier.casework.assemble import assemble_pack
    from dossier.casework.codes_of_persons import give_codes
    from dossier.export.pack import PackOptions, make_pack
    from dossier.export.pack.copies import copies_of_pack, number_pages
    from dossier.export.pack.making import PackRefused
    from dossier.vault.age_keys import read_recipients
    from dossier.vault.receipts import open_receipt
    from dossier.vault.section_cache import cache_of

    built_at, age = instant(arguments.built_at), read_recipients(arguments.encrypt_to)
    path, asked = _target(arguments.output, bool(age.keys)), asked_for(arguments)
    with chosen_vault(arguments) as vault:
        tell(_("The records are read …"))
        give_codes(vault, asked)
        if asked[0].startswith("C-"):
            number_pages(vault, asked[0])
        with vault.read() as session:
            data = assemble_pack(
                session, asked, profile=arguments.profile, langs=languages(arguments.languages),
                on=built_at.date(), recipient=arguments.recipient, forms=tuple(arguments.form),
            )  # fmt: skip
        tell(_("The pages are made and checked …"))
        key = _key(arguments, vault, built_at)
        options = PackOptions(
            arguments.profile, arguments.recipient, cover_facts(arguments, built_at, vault), _signer(key, built_at),
            _signed_by(key), age.keys, is_bundle_archival=arguments.archival_bundle,
        )  # fmt: skip
        view = data.views[0][1]
        with open_receipt(
            vault, "pack", arguments.profile, arguments.recipient, encrypted_to=age.texts, refs=asked
        ) as receipt:
            receipt.add(data.persons)
            try:
                made = make_pack(
                    data, path, options, built_at=built_at, cache=cache_of(vault), original=originals_of(vault, data),
                    copies=copies_of_pack(vault, data.exhibits, arguments.profile),
                )  # fmt: skip
            except PackRefused as refused:
                _show(refused.report)
                raise
            receipt.close(files=made.files, counts=numbers(view.counts), held_back=numbers(view.held_back))
    _show(made.report)
    show(f"{made.files[0]['sha256']}  {path}")
    tell(ngettext("{count} page.", "{count} pages.", made.page_count).format(count=made.page_count))
    tell(_("Receipt {ref} stays in the vault.").format(ref=receipt.ref))
    tell_checkpoint(receipt.checkpoint)
    return 0


def _target(output: str, is_encrypted: bool) -> Path:
    """Where the pack goes; one for recipients is a file."""
    path = Path(output)
    if is_encrypted and path.suffix not in (".zip", ".age"):
        path = path.with_name(f"{path.name}.zip.age")
    return path


def _key(arguments: "Namespace", vault: Any, built_at: "datetime") -> Any:
    from dossier.vault.paper_key import key_of_file
    from dossier.vault.paper_signing import own_key

    if arguments.sign_with:
        return key_of_file(Path(arguments.sign_with), _passphrase_of_key())
    return own_key(vault, arguments.signer, now=built_at) if arguments.sign else None


def _passphrase_of_key() -> str:
    """From the file that DOSSIER_KEY_PASSPHRASE_FILE names, else from the terminal."""
    name = os.environ.get("DOSSIER_KEY_PASSPHRASE_FILE")
    if not name:
        return ask_secret(_("Passphrase of the key: "))
    try:
        return Path(name).read_text("utf-8").rstrip("\r\n")
    except OSError:
        raise WrongUse("vault.no_passphrase") from None


def _signed_by(key: Any) -> str:
    """How the cover names the signature; empty without one."""
    words = _("signed by {name}, certificate SHA-256 {hash}")
    return words.format(name=key.name, hash=key.fingerprint) if key is not None else ""


def _signer(key: Any, built_at: "datetime") -> Any:
    from dossier.export.pdf.signature import signer

    return signer(key, built_at) if key is not None else None


def originals_of(vault: Any, data: Any) -> Any:
    """What opens the original of an exhibit of a pack; None where the pack has none."""
    if not any(one.file for one in data.exhibits):
        return None
    from dossier.vault.evidence.store import EvidenceStore

    store = EvidenceStore(vault)

    def opened(exhibit: Any) -> Any:
        with vault.read() as session:
            return store.open_id(session, exhibit.object_id)

    return opened


def _show(report: "Report") -> None:
    for one in report.findings:
        mark = "!" if one.is_error else "-"
        show(f"{mark} {one.assertion} {one.place}: {one.sentence} {one.detail}".rstrip())
