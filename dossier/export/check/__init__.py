"""Checks a pack from outside: no vault, no database, nothing but the pack itself. A recipient can run it anywhere.

A pack of anybody is judged in the cage (``walled``, ``worker``): this process opens its files and sums them. It imports
the domain, the messages and pikepdf; that it loads nothing of a vault is held by a test.
"""

from dossier.export.check.findings import Finding, Report
from dossier.export.check.running import check_pack, check_strangers_pack

__all__ = ["Finding", "Report", "check_pack", "check_strangers_pack"]
