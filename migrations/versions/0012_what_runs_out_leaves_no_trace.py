"""A salt for what runs out: the journal sums it under that, and the salt goes with it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column in two tables; it stays empty in rows of which the journal has bare hashes already."""
    for table in ("tip", "tip_file"):
        op.add_column(table, sa.Column("journal_salt", sa.String(32), nullable=True))
    if "canonical" not in {column["name"] for column in sa.inspect(op.get_bind()).get_columns("law_article")}:
        _name_articles_in_full()


def _name_articles_in_full() -> None:
    """The very first vaults took article 358-1 and part 1 of article 358 for one; the table is made anew around them."""
    op.add_column("law_article", sa.Column("canonical", sa.String(60), nullable=False, server_default=""))
    op.execute("UPDATE law_article SET canonical = code || ':' || article || coalesce(':' || part, '')")
    with op.batch_alter_table("law_article", recreate="always") as batch_op:
        batch_op.alter_column("canonical", server_default=None)
        batch_op.drop_constraint("pk_law_article", type_="primary")
        batch_op.create_primary_key("pk_law_article", ["canonical", "in_force_from_on"])
        batch_op.create_index("ix_law_article_key", ["key"])
