"""The terminal screens: everything a lawyer does with a keyboard, on Textual.

The environment is cleaned before Textual is first imported: its TEXTUAL_* variables log screens, press keys and take
pictures, and a case must not leave by a side door.
"""

import os

for _name in [name for name in os.environ if name.startswith("TEXTUAL")]:
    del os.environ[_name]


def run(vault_location: "str | None", lang: str = "en") -> int:
    """Show the screens on a vault until the person leaves; returns the exit status.

    Args:
        vault_location: A folder or a PostgreSQL address; None for the usual place.
        lang: "en", "be", "ru" or "uk".
    """
    from dossier.tui.running import run as run_app

    return run_app(vault_location, lang)
