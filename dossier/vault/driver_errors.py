"""The one place where errors of drivers become the program's own; no value of a record passes through.

A ``disk I/O error`` on commit is final for the session: after a failed fsync the kernel may have dropped the pages
and a second fsync would lie, so the caller turns the vault read-only and nobody tries again.
"""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import Conflict, DossierError, StoreProblem, VaultProblem, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

add_messages(
    {
        "store.busy": N_("Another process is writing in this vault; nothing was changed. Wait a moment and try again."),
        "store.read_only": N_("The disk failed earlier, so this vault is read-only. Close it, check the disk, reopen."),
        "store.sealed_row": N_("The journal and closed records are never changed or removed."),
        "store.memory": N_("There is not enough memory for this; nothing was changed. Close other programs."),
    }
)

_BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _CONSTRAINT, _NOTADB = (
    5, 6, 7, 8, 10, 11, 13, 14, 19, 26,
)  # fmt: skip
_BY_SQLITE_CODE: Final[dict[int, "Callable[[], DossierError]"]] = {
    _BUSY: lambda: StoreProblem("store.busy"),
    _LOCKED: lambda: StoreProblem("store.busy"),
    _NOMEM: lambda: StoreProblem("store.memory"),
    _READONLY: lambda: VaultProblem("vault.permission"),
    _IOERR: lambda: StoreProblem("store.failed"),
    _CORRUPT: lambda: VaultProblem("vault.damaged"),
    _FULL: lambda: StoreProblem("store.full"),
    _CANTOPEN: lambda: VaultProblem("vault.permission"),
    _NOTADB: lambda: VaultProblem("vault.damaged"),
}
_BY_SQLITE_TEXT: Final = (
    ("unable to open database", _CANTOPEN),
    ("disk I/O error", _IOERR),
    ("database or disk is full", _FULL),
    ("is locked", _BUSY),
    ("malformed", _CORRUPT),
    ("not a database", _NOTADB),
    ("readonly database", _READONLY),
    ("hmac", _CORRUPT),
)
_BY_SQLSTATE: Final[dict[str, "Callable[[], DossierError]"]] = {
    "53100": lambda: StoreProblem("store.full"),
    "53200": lambda: StoreProblem("store.memory"),
    "40001": lambda: Conflict("store.conflict"),
    "40P01": lambda: Conflict("store.conflict"),
    "55P03": lambda: StoreProblem("store.busy"),
    "42501": lambda: VaultProblem("vault.permission"),
    "25006": lambda: StoreProblem("store.read_only"),
    "58030": lambda: StoreProblem("store.failed"),
    "XX001": lambda: VaultProblem("vault.damaged"),
    "XX002": lambda: VaultProblem("vault.damaged"),
}
APPEND_ONLY: Final = "append only"
"""What the triggers say; the words are the same on both databases."""


@contextmanager
def translated_driver_errors() -> "Iterator[None]":
    """Turn what a driver or the ORM raises into a DossierError.

    Raises:
        StoreProblem: "store.full", "store.failed", "store.busy", "store.refused", "store.sealed_row", "store.memory".
        Conflict: "store.conflict".
        VaultProblem: "vault.damaged", "vault.permission", "vault.server".
    """
    import sqlalchemy.exc
    from sqlalchemy.orm.exc import StaleDataError

    expected = _driver_error_classes()
    try:
        yield
    except StaleDataError:
        raise Conflict("store.conflict") from None
    except expected as problem:
        original = getattr(problem, "orig", None) or problem
        if (known := translate(original)) is None:
            raise
        raise known from None
    except sqlalchemy.exc.TimeoutError:
        raise StoreProblem("store.busy") from None


@contextmanager
def suppress_codes(*codes: str) -> "Iterator[None]":
    """Pass over errors that the caller can do without."""
    try:
        yield
    except DossierError as problem:
        if problem.code not in codes:
            raise


def _driver_error_classes() -> tuple[type[Exception], ...]:
    import sqlalchemy.exc
    import sqlcipher3.dbapi2

    from dossier.vault.engine import loaded_psycopg

    psycopg = loaded_psycopg()
    return (sqlalchemy.exc.DBAPIError, sqlcipher3.dbapi2.Error, *((psycopg.Error,) if psycopg else ()))


def translate(problem: BaseException) -> DossierError | None:
    """The program's word for a driver's error; None where it is a bug of ours (bad SQL, wrong type)."""
    if hasattr(problem, "sqlstate"):
        return _from_postgres(problem)
    return _from_sqlite(problem)


def _from_sqlite(problem: BaseException) -> DossierError | None:
    code = getattr(problem, "sqlite_errorcode", None)
    text = str(problem)
    if code is None:
        code = next((number for words, number in _BY_SQLITE_TEXT if words in text), 0)
    if code & 0xFF == _CONSTRAINT or type(problem).__name__ == "IntegrityError":
        return StoreProblem("store.sealed_row") if APPEND_ONLY in text else _refused(text)
    make = _BY_SQLITE_CODE.get(code & 0xFF)
    return make() if make else None


def _refused(text: str) -> StoreProblem:
    """SQLite names the constraint or the columns after the colon, never a value."""
    return StoreProblem("store.refused", constraint=text.partition(": ")[2])


def _from_postgres(problem: Any) -> DossierError | None:
    state = problem.sqlstate
    if APPEND_ONLY in str(problem):
        return StoreProblem("store.sealed_row")
    if state is None or state[:2] in {"08", "28", "3D", "57"}:
        return VaultProblem("vault.server") if _is_operational(problem) else None
    if state.startswith("23"):
        return StoreProblem("store.refused", constraint=problem.diag.constraint_name or "")
    make = _BY_SQLSTATE.get(state)
    return make() if make else None


def _is_operational(problem: BaseException) -> bool:
    names = {kind.__name__ for kind in type(problem).__mro__}
    return bool(names & {"OperationalError", "InterfaceError"})


def require_whole_pages(driver: Any) -> None:
    """Fail where a page that this connection has read did not hold its seal.

    SQLCipher hands such a page over as zeros and refuses only the next one: a text whose last page is damaged would be
    shown with a hole and without a word.

    Args:
        driver: A connection of SQLCipher.

    Raises:
        VaultProblem: "vault.damaged".
    """
    if driver.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise VaultProblem("vault.damaged")
