"""What a drafted programme heeds: windows, order, priorities, and how long a day may be."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _identity(name: str, *, nullable: bool = True) -> "sa.Column[str]":
    return sa.Column(name, sa.Uuid(as_uuid=False), nullable=nullable)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}"),
        deferrable=True,
        initially="DEFERRED",
    )


def upgrade() -> None:
    """Add three tables, and four columns to the items of programmes."""
    with op.batch_alter_table("item") as items:
        items.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        items.add_column(sa.Column("priority", sa.Text(), nullable=False, server_default="should"))
        items.add_column(
            sa.Column("preferred_half", sa.Text(), nullable=False, server_default="any")
        )
        items.add_column(
            sa.Column("one_group", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("item") as items:
        for name in ("priority", "preferred_half"):
            items.alter_column(name, existing_type=sa.Text(), server_default=None)
        items.alter_column("one_group", existing_type=sa.Boolean(), server_default=None)
    op.create_table(
        "item_window",
        _identity("item_id", nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("from_time", sa.Time(), nullable=True),
        sa.Column("to_time", sa.Time(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        _identity("id", nullable=False),
        _key("item_window", "item_id", "item"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_window")),
    )
    op.create_index(op.f("ix_item_window_item_id"), "item_window", ["item_id"])
    op.create_table(
        "item_order",
        _identity("item_id", nullable=False),
        _identity("other_id"),
        sa.Column("kind", sa.Text(), nullable=False),
        _identity("id", nullable=False),
        _key("item_order", "item_id", "item"),
        _key("item_order", "other_id", "item"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_order")),
    )
    for column in ("item_id", "other_id"):
        op.create_index(op.f(f"ix_item_order_{column}"), "item_order", [column])
    op.create_table(
        "draft_day",
        _identity("delegation_id", nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        _identity("begin_place_id"),
        _identity("end_place_id"),
        sa.Column("lunch_from", sa.Time(), nullable=True),
        sa.Column("lunch_to", sa.Time(), nullable=True),
        sa.Column("lunch_minutes", sa.Integer(), nullable=True),
        sa.Column("evening_from", sa.Time(), nullable=True),
        sa.Column("evening_to", sa.Time(), nullable=True),
        sa.Column("longest_minutes", sa.Integer(), nullable=True),
        sa.Column("parallel", sa.Boolean(), nullable=False),
        _identity("id", nullable=False),
        _key("draft_day", "delegation_id", "delegation"),
        _key("draft_day", "begin_place_id", "place"),
        _key("draft_day", "end_place_id", "place"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_day")),
    )
    for column in ("delegation_id", "begin_place_id", "end_place_id"):
        op.create_index(op.f(f"ix_draft_day_{column}"), "draft_day", [column])
