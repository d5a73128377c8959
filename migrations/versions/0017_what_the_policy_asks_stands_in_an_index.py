"""What the policy asks stands in an index."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What the policy asks stands in an index."""
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))
        batch_op.create_index(
            batch_op.f("ix_consent_person_id_obtained_on_valid_until_on_withdrawn_on"),
            ["person_id", "obtained_on", "valid_until_on", "withdrawn_on"],
            unique=False,
        )

    with op.batch_alter_table("consent_scope", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_scope_consent_id"))
        batch_op.create_index(
            batch_op.f("ix_consent_scope_consent_id_scope_code_recipient_decision"),
            ["consent_id", "scope_code", "recipient", "decision"],
            unique=False,
        )
