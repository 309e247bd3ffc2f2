"""Checklists, permits, and what gates, slots, instruments and closures need beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables, and the columns with a value for the rows that are there."""
    op.create_table(
        "checklist_line",
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("condition_days", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_line")),
    )
    op.create_table(
        "permit",
        sa.Column("exchange_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("applied", sa.Date(), nullable=True),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["exchange_id"],
            ["exchange.id"],
            name=op.f("fk_permit_exchange_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permit")),
    )
    op.create_index(op.f("ix_permit_exchange_id"), "permit", ["exchange_id"])
    with op.batch_alter_table("task") as batch:
        for name in ("officer", "template", "source"):
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("checked", sa.Date(), nullable=True))
    with op.batch_alter_table("gate") as batch:
        batch.add_column(sa.Column("remind", sa.Date(), nullable=True))
    with op.batch_alter_table("facility") as batch:
        batch.add_column(sa.Column("report_days", sa.Integer(), nullable=True))
    with op.batch_alter_table("access_instrument") as batch:
        batch.add_column(sa.Column("answer", sa.Text(), nullable=False, server_default="asked"))
        batch.add_column(sa.Column("answered", sa.Date(), nullable=True))
        batch.add_column(sa.Column("allocated_minutes", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("slot") as batch:
        batch.add_column(sa.Column("used_minutes", sa.Integer(), nullable=True))
    with op.batch_alter_table("closure") as batch:
        batch.add_column(sa.Column("facility_id", sa.Uuid(as_uuid=False), nullable=True))
        batch.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default="closed"))
        batch.create_index(op.f("ix_closure_facility_id"), ["facility_id"])
        batch.create_foreign_key(
            op.f("fk_closure_facility_id"),
            "facility",
            ["facility_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("slot_id", sa.Uuid(as_uuid=False), nullable=True))
        batch.create_index(op.f("ix_item_slot_id"), ["slot_id"])
        batch.create_foreign_key(
            op.f("fk_item_slot_id"),
            "slot",
            ["slot_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    # The program always gives these values; the defaults were for the rows that were there.
    for table, names in (
        ("task", ("officer", "template", "source")),
        ("access_instrument", ("answer", "note")),
        ("closure", ("kind",)),
    ):
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.alter_column(name, existing_type=sa.Text(), server_default=None)
