"""Checks a pack from outside: no vault, no database, nothing but the pack itself. A recipient can run it anywhere.

It imports the domain, the messages and pikepdf; that it loads nothing of a vault is held by a test.
"""

from dossier.export.check.findings import Finding, Report
from dossier.export.check.running import check_pack

__all__ = ["Finding", "Report", "check_pack"]
