"""Paper: a dossier as a tagged PDF/A-3 that is the same byte for byte from the same data and time.

A view becomes HTML here (Jinja2, autoescaped, our own templates), cut into pieces; each piece becomes a PDF in a child
process that knows no network and no file but the fonts that ship with the program; the pieces become one file.

``writing`` is the door; this package imports nothing, because the child processes begin here too.
"""
