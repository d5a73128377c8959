"""What the operating system refuses about files that a person named, and about the output, in the program's words."""

import errno

from dossier.errors import DossierError, StoreProblem, UnreadableInput, add_messages
from dossier.i18n import N_

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNUSABLE = frozenset({
    errno.EACCES, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENODEV, errno.ENOENT, errno.ENOTDIR,
    errno.ENXIO, errno.EPERM, errno.EROFS,
})  # fmt: skip

add_messages(
    {
        "file.unusable": N_(
            "A file or folder that was named cannot be used. Check its name, whether it is there, and its modes."
        ),
    }
)


def told(problem: OSError) -> DossierError | None:
    """The error whose sentence a person can act on; None where the system's answer points to a bug.

    The sentence names no path: where it came from the command line the person sees it there.
    """
    if problem.errno in _FULL:
        return StoreProblem("store.full")
    if problem.errno == errno.EIO:
        return StoreProblem("store.failed")
    return UnreadableInput("file.unusable") if problem.errno in _UNUSABLE else None
