"""Filters have their indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filters have their indexes."""
    with op.batch_alter_table("episode", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_episode_ended_lower"))
        batch_op.drop_index(batch_op.f("ix_episode_started_lower"))
        batch_op.create_index(
            batch_op.f("ix_episode_ended_lower_ended_upper"), ["ended_lower", "ended_upper"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_episode_started_lower_started_upper"), ["started_lower", "started_upper"], unique=False
        )

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_happened_lower"))
        batch_op.create_index(batch_op.f("ix_event_country_code"), ["country_code"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_event_happened_lower_happened_upper"), ["happened_lower", "happened_upper"], unique=False
        )

    with op.batch_alter_table("legal_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_case_state_code"), ["state_code"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_born_lower"))
        batch_op.create_index(batch_op.f("ix_person_born_lower_born_upper"), ["born_lower", "born_upper"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_person_citizenship_codes"),
            ["citizenship_codes"],
            unique=False,
            sqlite_where=sa.text("citizenship_codes <> '[]'"),
        )

    with op.batch_alter_table("proceeding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proceeding_decided_lower"))
        batch_op.create_index(
            batch_op.f("ix_proceeding_decided_lower_decided_upper"), ["decided_lower", "decided_upper"], unique=False
        )

    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recognition_status_code"), ["status_code"], unique=False)
