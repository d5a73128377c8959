"""The page "How to verify" of a pack, in every language, with tools that every system has."""

from typing import Final

from dossier.i18n import LANGUAGES, in_language

VERIFY: Final = "VERIFY.html"


def verify_page(pack_id: str, label: str, is_signed: bool) -> bytes:
    """The page as HTML without script, picture or link outside.

    Args:
        pack_id: Printed at the top.
        label: TLP label of the pack.
        is_signed: Whether the paper carries a signature.
    """
    from dossier.export.pdf.templates import templates

    template, parts = templates().get_template("verify.html.j2"), []
    for lang in LANGUAGES:
        with in_language(lang):
            parts.append(template.module.__dict__["steps"] and str(template.module.steps(lang, is_signed)))
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>VERIFY</title></head>'
        f"<body><h1>{pack_id} · {label}</h1>\n"
    )
    return (head + "".join(parts) + "</body></html>\n").encode()
