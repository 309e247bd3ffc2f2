"""Conflicts: closures, travel times, accepted findings, and what items and members need."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables, and the columns with a value for the rows that are there."""
    op.create_table(
        "country_closure",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_country_closure")),
    )
    op.create_table(
        "rule_setting",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_setting")),
    )
    op.create_table(
        "travel_time",
        sa.Column("from_place_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("to_place_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("one_way", sa.Boolean(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_place_id"],
            ["place.id"],
            name=op.f("fk_travel_time_from_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_place_id"],
            ["place.id"],
            name=op.f("fk_travel_time_to_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_time")),
    )
    op.create_index(op.f("ix_travel_time_from_place_id"), "travel_time", ["from_place_id"])
    op.create_index(op.f("ix_travel_time_to_place_id"), "travel_time", ["to_place_id"])

    op.create_table(
        "acceptance",
        sa.Column("delegation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("exchange_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("access_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["access_request.id"],
            name=op.f("fk_acceptance_access_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_acceptance_delegation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"],
            ["exchange.id"],
            name=op.f("fk_acceptance_exchange_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
    )
    op.create_index(op.f("ix_acceptance_access_id"), "acceptance", ["access_id"])
    op.create_index(op.f("ix_acceptance_delegation_id"), "acceptance", ["delegation_id"])
    op.create_index(op.f("ix_acceptance_exchange_id"), "acceptance", ["exchange_id"])

    op.create_table(
        "closure",
        sa.Column("place_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("instrument_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("from_time", sa.Time(), nullable=True),
        sa.Column("to_time", sa.Time(), nullable=True),
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_closure_instrument_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_closure_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_closure_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_closure_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index(op.f("ix_closure_instrument_id"), "closure", ["instrument_id"])
    op.create_index(op.f("ix_closure_organisation_id"), "closure", ["organisation_id"])
    op.create_index(op.f("ix_closure_person_id"), "closure", ["person_id"])
    op.create_index(op.f("ix_closure_place_id"), "closure", ["place_id"])
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("vehicle_id", sa.Uuid(as_uuid=False), nullable=True))
        for name in ("alternative", "pinned"):
            batch.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default="0"))
        batch.create_index(op.f("ix_item_vehicle_id"), ["vehicle_id"])
        batch.create_foreign_key(
            op.f("fk_item_vehicle_id"),
            "place",
            ["vehicle_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    with op.batch_alter_table("member") as batch:
        for name in ("arrives", "leaves"):
            batch.add_column(sa.Column(f"{name}_date", sa.Date(), nullable=True))
            batch.add_column(sa.Column(f"{name}_time", sa.Time(), nullable=True))
            batch.add_column(sa.Column(f"{name}_zone", sa.Text(), nullable=True))
            batch.add_column(
                sa.Column(f"{name}_fold", sa.Integer(), nullable=False, server_default="0")
            )
            batch.add_column(
                sa.Column(f"{name}_part", sa.Text(), nullable=False, server_default="exact")
            )
    # The program always gives these values; the defaults were for the rows that were there.
    with op.batch_alter_table("item") as batch:
        for name in ("alternative", "pinned"):
            batch.alter_column(name, existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table("member") as batch:
        for name in ("arrives", "leaves"):
            batch.alter_column(f"{name}_fold", existing_type=sa.Integer(), server_default=None)
            batch.alter_column(f"{name}_part", existing_type=sa.Text(), server_default=None)
