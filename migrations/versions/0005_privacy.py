"""How long classes of personal data are kept, and what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "retention",
        sa.Column("data_class", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention")),
    )
    op.create_table(
        "tombstone",
        sa.Column("entity_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("data_class", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "data_class", name=op.f("pk_tombstone")),
    )
