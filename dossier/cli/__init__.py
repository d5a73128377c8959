"""The commands: each a module with ``add_arguments`` and ``run``, listed in ``commands.py``."""
