"""Editions with the papers they kept, what was sent out, and what a meeting is for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OWNERS = ("delegation", "exchange", "access_request")


def upgrade() -> None:
    """Add the tables, and the columns with a value for the rows that are there."""
    keys = {"delegation": "delegation_id", "exchange": "exchange_id", "access_request": "access_id"}
    op.create_table(
        "edition",
        *(sa.Column(keys[table], sa.Uuid(as_uuid=False), nullable=True) for table in _OWNERS),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [keys[table]],
                [f"{table}.id"],
                name=op.f(f"fk_edition_{keys[table]}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for table in _OWNERS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    for key in keys.values():
        op.create_index(op.f(f"ix_edition_{key}"), "edition", [key])
    op.create_table(
        "edition_paper",
        sa.Column("edition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_edition_paper_edition_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_paper")),
    )
    op.create_index(op.f("ix_edition_paper_edition_id"), "edition_paper", ["edition_id"])
    op.create_table(
        "kept",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept")),
    )
    op.create_table(
        "sent",
        sa.Column("entity_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", name=op.f("pk_sent")),
    )
    op.create_index(op.f("ix_sent_record_id"), "sent", ["record_id"])
    texts = [f"{name}_{part}" for name in ("purpose", "questions") for part in ("ja", "da", "en")]
    texts.append("source_uid")
    with op.batch_alter_table("item") as batch:
        for name in texts:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch.add_column(
            sa.Column("source_sequence", sa.Integer(), nullable=False, server_default="0")
        )
    # The program always gives these values; the defaults were for the rows that were there.
    with op.batch_alter_table("item") as batch:
        for name in texts:
            batch.alter_column(name, existing_type=sa.Text(), server_default=None)
        batch.alter_column("source_sequence", existing_type=sa.Integer(), server_default=None)
