"""The journal only grows: the database itself refuses to change or remove an entry."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = """
CREATE TRIGGER change_is_never_{verb}d BEFORE {event} ON change
BEGIN SELECT RAISE(ABORT, 'append only'); END
"""
_SERVER_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_to_change_the_journal() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append only'; END $$
"""
_SERVER_TRIGGER = """
CREATE TRIGGER change_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON change
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_journal()
"""


def upgrade() -> None:
    """One trigger for each way to lose an entry."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_SQLITE.format(verb="update", event="UPDATE"))
        op.execute(_SQLITE.format(verb="delete", event="DELETE"))
    else:
        op.execute(_SERVER_FUNCTION)
        op.execute(_SERVER_TRIGGER)
