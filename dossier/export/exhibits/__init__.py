"""Exhibits as pages: a copy of each, never the native, with our own number on every page.

For whoever builds a pack: ``copies.exhibit_copy(vault, ref, folder)`` gives the file, its pages' numbers and, where the
exhibit itself cannot be shown, why. The pages are made once, in the cage, and kept in the vault; their numbers never
change. ``sheets.separator_page`` makes the page before an exhibit, ``index.write_index`` the load files, ``redacting``
the redacted versions. Nothing is imported here, because the worker in the cage lives here too and must start fast.
"""
