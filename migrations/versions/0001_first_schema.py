"""The first schema: the three records, what they refer to, and the change log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "office",
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "organisation",
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("city_ja", sa.Text(), nullable=False),
        sa.Column("city_da", sa.Text(), nullable=False),
        sa.Column("city_en", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("address_local", sa.Text(), nullable=False),
        sa.Column("address_latin", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("name_uncertain", sa.Text(), nullable=False),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "unit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("hlc", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("label_values", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("office_id", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["target"], ["unit.seq"], name=op.f("fk_unit_target")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_unit")),
        sa.UniqueConstraint("id", name=op.f("uq_unit_id")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_hlc"), ["hlc"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_target"), ["target"], unique=False)

    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.seq"], name=op.f("fk_change_unit")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
        sa.UniqueConstraint("unit", "step", name=op.f("uq_change_unit")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_entity_id"), ["entity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_record_id"), ["record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_unit"), ["unit"], unique=False)

    op.create_table(
        "person",
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=False),
        sa.Column("honorific_ja", sa.Text(), nullable=False),
        sa.Column("honorific_da", sa.Text(), nullable=False),
        sa.Column("honorific_en", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("nationality", sa.Text(), nullable=False),
        sa.Column("diet_ja", sa.Text(), nullable=False),
        sa.Column("diet_da", sa.Text(), nullable=False),
        sa.Column("diet_en", sa.Text(), nullable=False),
        sa.Column("emergency_contact", sa.Text(), nullable=False),
        sa.Column("passport_number", sa.Text(), nullable=False),
        sa.Column("passport_expiry", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_person_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "place",
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("within_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("city_ja", sa.Text(), nullable=False),
        sa.Column("city_da", sa.Text(), nullable=False),
        sa.Column("city_en", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("address_local", sa.Text(), nullable=False),
        sa.Column("address_latin", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("opening_hours", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("iata", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_place_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["within_id"],
            ["place.id"],
            name=op.f("fk_place_within_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_place_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_place_within_id"), ["within_id"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("purpose_ja", sa.Text(), nullable=False),
        sa.Column("purpose_da", sa.Text(), nullable=False),
        sa.Column("purpose_en", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("lead_organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("home_zone", sa.Text(), nullable=False),
        sa.Column("visit_zone", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("confidentiality", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("edition_final", sa.Boolean(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("budget_holder", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id"],
            ["place.id"],
            name=op.f("fk_delegation_hotel_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lead_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_delegation_lead_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("reference", name=op.f("uq_delegation_reference")),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_hotel_id"), ["hotel_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_delegation_lead_organisation_id"), ["lead_organisation_id"], unique=False
        )

    op.create_table(
        "exchange",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("home_organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("host_organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("host_person_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("home_zone", sa.Text(), nullable=False),
        sa.Column("visit_zone", sa.Text(), nullable=False),
        sa.Column("funding", sa.Text(), nullable=False),
        sa.Column("paid_by", sa.Text(), nullable=False),
        sa.Column("purpose_ja", sa.Text(), nullable=False),
        sa.Column("purpose_da", sa.Text(), nullable=False),
        sa.Column("purpose_en", sa.Text(), nullable=False),
        sa.Column("residence_category", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("confidentiality", sa.Text(), nullable=False),
        sa.Column("accommodation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["accommodation_id"],
            ["place.id"],
            name=op.f("fk_exchange_accommodation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["home_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_exchange_home_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["host_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_exchange_host_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["host_person_id"],
            ["person.id"],
            name=op.f("fk_exchange_host_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_exchange_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
        sa.UniqueConstraint("reference", name=op.f("uq_exchange_reference")),
    )
    with op.batch_alter_table("exchange", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_exchange_accommodation_id"), ["accommodation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_exchange_home_organisation_id"), ["home_organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_exchange_host_organisation_id"), ["host_organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_exchange_host_person_id"), ["host_person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_exchange_person_id"), ["person_id"], unique=False)

    op.create_table(
        "facility",
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("place_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("opening_hours", sa.Text(), nullable=False),
        sa.Column("rules_ja", sa.Text(), nullable=False),
        sa.Column("rules_da", sa.Text(), nullable=False),
        sa.Column("rules_en", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["person.id"],
            name=op.f("fk_facility_contact_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_facility_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_facility_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility")),
    )
    with op.batch_alter_table("facility", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facility_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_facility_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_facility_place_id"), ["place_id"], unique=False)

    op.create_table(
        "access_request",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("facility_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("requester_organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("investigator_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("local_contact_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("samples", sa.Text(), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=False),
        sa.Column("home_zone", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("held_from", sa.Text(), nullable=False),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("confidentiality", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
            name=op.f("fk_access_request_facility_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["investigator_id"],
            ["person.id"],
            name=op.f("fk_access_request_investigator_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["local_contact_id"],
            ["person.id"],
            name=op.f("fk_access_request_local_contact_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["requester_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_access_request_requester_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_access_request_reference")),
    )
    with op.batch_alter_table("access_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_access_request_facility_id"), ["facility_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_access_request_investigator_id"), ["investigator_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_access_request_local_contact_id"), ["local_contact_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_access_request_requester_organisation_id"),
            ["requester_organisation_id"],
            unique=False,
        )

    op.create_table(
        "emergency_contact",
        sa.Column("delegation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_emergency_contact_delegation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_contact")),
    )
    with op.batch_alter_table("emergency_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_emergency_contact_delegation_id"), ["delegation_id"], unique=False
        )

    op.create_table(
        "group",
        sa.Column("delegation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_group_delegation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group")),
    )
    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_delegation_id"), ["delegation_id"], unique=False)

    op.create_table(
        "instrument",
        sa.Column("facility_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=False),
        sa.Column("name_da", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("opening_hours", sa.Text(), nullable=False),
        sa.Column("rules_ja", sa.Text(), nullable=False),
        sa.Column("rules_da", sa.Text(), nullable=False),
        sa.Column("rules_en", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
            name=op.f("fk_instrument_facility_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
    )
    with op.batch_alter_table("instrument", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_instrument_facility_id"), ["facility_id"], unique=False
        )

    op.create_table(
        "item",
        sa.Column("delegation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("exchange_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("parent_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("start_time", sa.Time(), nullable=True),
        sa.Column("start_zone", sa.Text(), nullable=True),
        sa.Column("start_fold", sa.Integer(), nullable=False),
        sa.Column("start_part", sa.Text(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("end_time", sa.Time(), nullable=True),
        sa.Column("end_zone", sa.Text(), nullable=True),
        sa.Column("end_fold", sa.Integer(), nullable=False),
        sa.Column("end_part", sa.Text(), nullable=False),
        sa.Column("open_end", sa.Boolean(), nullable=False),
        sa.Column("printed_time", sa.Text(), nullable=False),
        sa.Column("start_utc", sa.DateTime(), nullable=True),
        sa.Column("end_utc", sa.DateTime(), nullable=True),
        sa.Column("place_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("end_place_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("host_organisation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("interpreted", sa.Boolean(), nullable=False),
        sa.Column("dress_ja", sa.Text(), nullable=False),
        sa.Column("dress_da", sa.Text(), nullable=False),
        sa.Column("dress_en", sa.Text(), nullable=False),
        sa.Column("topics_ja", sa.Text(), nullable=False),
        sa.Column("topics_da", sa.Text(), nullable=False),
        sa.Column("topics_en", sa.Text(), nullable=False),
        sa.Column("gift", sa.Text(), nullable=False),
        sa.Column("transport", sa.Text(), nullable=False),
        sa.Column("meeting_link", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("closed_to_media", sa.Boolean(), nullable=False),
        sa.Column("printed_note_ja", sa.Text(), nullable=False),
        sa.Column("printed_note_da", sa.Text(), nullable=False),
        sa.Column("printed_note_en", sa.Text(), nullable=False),
        sa.Column("internal_note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_item_delegation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["end_place_id"],
            ["place.id"],
            name=op.f("fk_item_end_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"],
            ["exchange.id"],
            name=op.f("fk_item_exchange_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["host_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_item_host_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["item.id"],
            name=op.f("fk_item_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_item_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_end_place_id"), ["end_place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_end_utc"), ["end_utc"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_item_host_organisation_id"), ["host_organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_item_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_start_utc"), ["start_utc"], unique=False)

    op.create_table(
        "member",
        sa.Column("delegation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_member_delegation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_member_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_member_delegation_id"), ["delegation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "access_instrument",
        sa.Column("access_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("instrument_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["access_request.id"],
            name=op.f("fk_access_instrument_access_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_access_instrument_instrument_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_instrument")),
    )
    with op.batch_alter_table("access_instrument", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_access_instrument_access_id"), ["access_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_access_instrument_instrument_id"), ["instrument_id"], unique=False
        )

    op.create_table(
        "access_member",
        sa.Column("access_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["access_request.id"],
            name=op.f("fk_access_member_access_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_access_member_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_member")),
    )
    with op.batch_alter_table("access_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_member_access_id"), ["access_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "gate",
        sa.Column("exchange_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("access_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("decided", sa.Date(), nullable=True),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["access_request.id"],
            name=op.f("fk_gate_access_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"],
            ["exchange.id"],
            name=op.f("fk_gate_exchange_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
    )
    with op.batch_alter_table("gate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gate_access_id"), ["access_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gate_exchange_id"), ["exchange_id"], unique=False)

    op.create_table(
        "group_member",
        sa.Column("group_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_group_member_group_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_group_member_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "item_group",
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("group_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_item_group_group_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_item_group_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_group")),
    )
    with op.batch_alter_table("item_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_group_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_group_item_id"), ["item_id"], unique=False)

    op.create_table(
        "item_person",
        sa.Column("item_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("involvement", sa.Text(), nullable=False),
        sa.Column("joins_date", sa.Date(), nullable=True),
        sa.Column("joins_time", sa.Time(), nullable=True),
        sa.Column("joins_zone", sa.Text(), nullable=True),
        sa.Column("joins_fold", sa.Integer(), nullable=False),
        sa.Column("joins_part", sa.Text(), nullable=False),
        sa.Column("leaves_date", sa.Date(), nullable=True),
        sa.Column("leaves_time", sa.Time(), nullable=True),
        sa.Column("leaves_zone", sa.Text(), nullable=True),
        sa.Column("leaves_fold", sa.Integer(), nullable=False),
        sa.Column("leaves_part", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_item_person_item_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_item_person_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_person")),
    )
    with op.batch_alter_table("item_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_person_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "slot",
        sa.Column("access_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("instrument_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("start_time", sa.Time(), nullable=True),
        sa.Column("start_zone", sa.Text(), nullable=True),
        sa.Column("start_fold", sa.Integer(), nullable=False),
        sa.Column("start_part", sa.Text(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("end_time", sa.Time(), nullable=True),
        sa.Column("end_zone", sa.Text(), nullable=True),
        sa.Column("end_fold", sa.Integer(), nullable=False),
        sa.Column("end_part", sa.Text(), nullable=False),
        sa.Column("start_utc", sa.DateTime(), nullable=True),
        sa.Column("end_utc", sa.DateTime(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("note_ja", sa.Text(), nullable=False),
        sa.Column("note_da", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["access_request.id"],
            name=op.f("fk_slot_access_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_slot_instrument_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_access_id"), ["access_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_end_utc"), ["end_utc"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_instrument_id"), ["instrument_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_start_utc"), ["start_utc"], unique=False)

    op.create_table(
        "stage_move",
        sa.Column("access_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("from_stage", sa.Text(), nullable=False),
        sa.Column("to_stage", sa.Text(), nullable=False),
        sa.Column("moved_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["access_request.id"],
            name=op.f("fk_stage_move_access_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_move")),
    )
    with op.batch_alter_table("stage_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_move_access_id"), ["access_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("delegation_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("exchange_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("access_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Text(), nullable=False),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["access_request.id"],
            name=op.f("fk_task_access_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegation.id"],
            name=op.f("fk_task_delegation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"],
            ["exchange.id"],
            name=op.f("fk_task_exchange_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_access_id"), ["access_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_exchange_id"), ["exchange_id"], unique=False)
