"""The evidence pack: a dossier, its tables and its exhibits as a bag that stands on its own (BagIt 1.0, RFC 8493)."""

from dossier.export.pack.making import PackOptions, PackResult, make_pack

__all__ = ["PackOptions", "PackResult", "make_pack"]
