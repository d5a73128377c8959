"""The cage: other people's files are read in a process that can do nothing but compute.

``walls`` are what that process puts up around itself before it reads a byte of a stranger: limits of time, memory and
files, and a filter in the kernel that refuses to open files, connect, start programs or look at other processes.
``running`` starts such a process, hands it a job and bytes, and takes its answer. ``programs`` runs a program of the
system (ffmpeg, LibreOffice) behind bubblewrap. This room knows nothing of the others.
"""

from dossier.cage.walls import Opening, close_off, limit

__all__ = ["Opening", "close_off", "limit"]
