"""What every table has in common: the key, the public reference, who and when, the optimistic lock, the class.

Table classes are storage shapes and validate nothing; input goes through the parsers of ``dossier.domain`` first, and
the database refuses what must not be by the checks written here. A partial date is four columns: ``x`` (EDTF),
``x_lower`` and ``x_upper`` (days, open ends empty) and ``x_as_written``.
"""

import uuid
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime
from uuid_utils.compat import uuid7

from dossier.domain.refs import make_ref
from dossier.vault.private import listen_without_waste

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

listen_without_waste()
SQLModel.model_config["defer_build"] = True
"""No table validates anything, so that no validator is built: memory and a third of the time of loading the tables."""


class JsonType(sa.types.TypeDecorator[Any]):
    """JSON; JSONB on PostgreSQL, whose dialect is loaded there alone: it takes the screens two megabytes."""

    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """The native type of that database."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(sa.JSON(none_as_null=True))
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB(none_as_null=True))


Json = JsonType(none_as_null=True)


class Id(sa.types.TypeDecorator[uuid.UUID]):
    """uuid.UUID <-> ``uuid`` on PostgreSQL, 16-byte BLOB on SQLite.

    Bound as bytearray: exact ``bytes`` takes the driver's slow adapter path (measured 4 to 5 times slower).
    """

    impl = sa.Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """The native type of that database."""
        return dialect.type_descriptor(sa.LargeBinary(16) if dialect.name == "sqlite" else sa.Uuid())

    def bind_processor(self, dialect: sa.Dialect) -> "Callable[[Any], Any] | None":
        """Straight to the driver: LargeBinary would wrap the value once more."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)
        return lambda value: None if value is None else bytearray(value.bytes)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> uuid.UUID | None:
        """A UUID, whatever the driver gives."""
        if value is None or isinstance(value, uuid.UUID):
            return value
        return uuid.UUID(bytes=bytes(value))


class RawId(sa.types.TypeDecorator[Any]):
    """An id as the driver gives it, for sets and comparisons by the million: bytes on SQLite, a UUID on PostgreSQL."""

    impl = sa.Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """The native type of that database."""
        return dialect.type_descriptor(sa.LargeBinary(16) if dialect.name == "sqlite" else sa.Uuid())

    def bind_processor(self, dialect: sa.Dialect) -> "Callable[[Any], Any] | None":
        """As that of ``Id``."""
        return bytearray if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> "Callable[[Any], Any] | None":
        """None at all on SQLite."""
        return None if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def now_utc() -> datetime:
    """The present instant in UTC, to the microsecond."""
    return datetime.now(UTC)


def _default_ref(context: Any) -> str:
    """A reference that no record of the table has."""
    table = context.compiled.statement.table
    while True:
        ref = make_ref(table.name)
        if context.root_connection.execute(sa.select(table.c.ref).where(table.c.ref == ref)).first() is None:
            return ref


def column(default: Any = None, *, protection: int = 0, **options: Any) -> Any:
    """A column with its protection class.

    Args:
        default: Value of a new row.
        protection: 0 may be public, 1 personal, 2 sensitive, 3 endangering (reference: csv_layouts, common rules).
        options: Passed to SQLModel's Field.
    """
    kwargs = {"info": {"protection": protection}, **options.pop("sa_column_kwargs", {})}
    return Field(default=default, sa_column_kwargs=kwargs, **options)


def needed(*, protection: int = 0, **options: Any) -> Any:
    """A column that must have a value."""
    return column(..., protection=protection, **options)


def link(
    target: str, *, needed: bool = False, ondelete: str = "RESTRICT", protection: int = 0, indexed: bool = True
) -> Any:
    """A foreign key to ``table.id`` with its index; ``indexed`` is false where a wider index begins with it."""
    return column(
        ... if needed else None,
        protection=protection,
        sa_type=Id,
        foreign_key=f"{target}.id",
        index=indexed,
        ondelete=ondelete,
        nullable=not needed,
    )


def json_list(*, protection: int = 0) -> Any:
    """A list of codes or of short texts; reassign it to change it."""
    return Field(
        default_factory=list,
        sa_type=Json,
        nullable=False,
        sa_column_kwargs={"info": {"protection": protection}},
    )


def one_of(name: str, codes: "Sequence[str]", *, optional: bool = False) -> sa.CheckConstraint:
    """The database refuses a code that is not in a closed list."""
    listed = ", ".join(f"'{code}'" for code in codes)
    rule = f"{name} IN ({listed})"
    return sa.CheckConstraint(f"{name} IS NULL OR {rule}" if optional else rule, name=f"{name}_is_known")


def ordered(name: str) -> sa.CheckConstraint:
    """The bounds of a partial date are in order; open ends pass."""
    return sa.CheckConstraint(f"{name}_lower <= {name}_upper", name=f"{name}_bounds_ordered")


def rules(*extra: sa.Constraint | sa.Index) -> tuple[Any, ...]:
    """Table arguments: extra constraints, and the clustered key on SQLite."""
    return (*extra, {"sqlite_with_rowid": False})


def share_types(metadata: sa.MetaData) -> None:
    """Give columns of the same type one object for it.

    Each object keeps how it is read and written for each database: a thousand of them took the screens five megabytes.
    """
    known: dict[tuple[type, str], Any] = {}
    for table in metadata.tables.values():
        for one in table.columns:
            one.type = known.setdefault((type(one.type), repr(one.type)), one.type)


class Row(SQLModel):
    """What every record has."""

    id: uuid.UUID = Field(default_factory=uuid7, primary_key=True, sa_type=Id)
    """UUIDv7, made by the client: no sequence, sortable by time of making."""
    ref: str | None = Field(
        default=None, max_length=14, unique=True, nullable=False, sa_column_kwargs={"default": _default_ref}
    )
    """Public reference with check character; made at insertion."""
    created_at: datetime = Field(default_factory=now_utc, nullable=False)
    created_by: str = Field(default="", max_length=100, nullable=False)
    updated_at: datetime = Field(default_factory=now_utc, nullable=False)
    updated_by: str = Field(default="", max_length=100, nullable=False)
    version: int = Field(default=1, nullable=False)
    """Optimistic lock: a save with another version than the stored one is refused."""
    protection_class: int = Field(default=1, nullable=False)
    """0 may be public, 1 personal, 2 sensitive, 3 endangering; of the record as a whole."""
    batch_id: uuid.UUID | None = Field(default=None, sa_type=Id, index=True, nullable=True)
    """The import that brought the record, empty where a person typed it."""

    @orm.declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version if hasattr(cls, "__table__") else cls.version}


__all__ = [
    "Field",
    "Id",
    "Json",
    "JsonType",
    "RawId",
    "Row",
    "SQLModel",
    "UTCDateTime",
    "column",
    "date",
    "datetime",
    "json_list",
    "link",
    "needed",
    "now_utc",
    "one_of",
    "ordered",
    "rules",
    "sa",
    "uuid",
]
