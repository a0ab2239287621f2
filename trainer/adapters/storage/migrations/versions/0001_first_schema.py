"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=80), server_default="", nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("before_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("home_id", "seq", name="pk_audit_entry"),
        sa.UniqueConstraint("home_id", "hash", name="uq_audit_entry_home_id_hash"),
        comment="One row is one thing somebody did. Append only, chained by hash, one chain per home.",
    )
    op.create_table(
        "certificate_counter",
        sa.Column("area", sa.String(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("area", "year", name="pk_certificate_counter"),
        comment="One row is the last serial drawn in one area and year. Raised in the transaction of the issue, never lowered.",
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("course", sa.String(length=20), nullable=False),
        sa.Column("knowledge_point", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("current_version", sa.Integer(), nullable=False),
        sa.Column("shipped_version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sa.UniqueConstraint("code", name="uq_question_code"),
        comment="One row is one question whatever its versions. Written by services.load_content and services.import_bank.",
    )
    op.create_index("ix_question_course", "question", ["course"])
    op.create_index("ix_question_knowledge_point", "question", ["knowledge_point"])
    op.create_table(
        "roster_import",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_roster_import"),
        comment="One row is one committed roster import with what its undo needs. Written by services.import_roster.",
    )
    op.create_table(
        "roster_mapping",
        sa.Column("source_key", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source_key", name="pk_roster_mapping"),
        comment="One row remembers how the columns of one source were mapped.",
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
        comment="One row is one setting of the office. Written by services.settings.",
    )
    op.create_table(
        "shipped_digest",
        sa.Column("folder", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("folder", name="pk_shipped_digest"),
        comment="One row says which state of a shipped folder has entered this database.",
    )
    op.create_table(
        "stored_sheet",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_stored_sheet"),
        comment="One row is a finished sheet as it was printed. Never changed, never deleted.",
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=100), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("division_code", sa.String(length=12), server_default="", nullable=False),
        sa.Column("credit_code", sa.String(length=18), server_default="", nullable=False),
        sa.Column("parent_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name="fk_unit_parent_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", name="uq_unit_code"),
        comment="One row is one organisation in the tree. Written by services.units and services.import_roster.",
    )
    op.create_index("ix_unit_path", "unit", ["path"])
    op.create_table(
        "cadre",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("staff_no", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("name_key", sa.String(length=50), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("section", sa.String(length=100), server_default="", nullable=False),
        sa.Column("sex", sa.String(length=1), server_default="0", nullable=False),
        sa.Column("ethnicity", sa.String(length=2), server_default="", nullable=False),
        sa.Column("birth", sa.String(length=10), server_default="", nullable=False),
        sa.Column("post", sa.String(length=100), server_default="", nullable=False),
        sa.Column("post_level", sa.String(length=3), server_default="", nullable=False),
        sa.Column("rank", sa.String(length=20), server_default="", nullable=False),
        sa.Column("category", sa.String(length=20), server_default="", nullable=False),
        sa.Column("political_status", sa.String(length=2), server_default="", nullable=False),
        sa.Column("work_start", sa.String(length=7), server_default="", nullable=False),
        sa.Column("education", sa.String(length=40), server_default="", nullable=False),
        sa.Column("degree", sa.String(length=40), server_default="", nullable=False),
        sa.Column("tier", sa.String(length=2), server_default="", nullable=False),
        sa.Column("leader_path", sa.String(length=20), server_default="", nullable=False),
        sa.Column("employment", sa.String(length=16), nullable=False),
        sa.Column("employment_since", sa.String(length=10), server_default="", nullable=False),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_digest", sa.String(length=64), nullable=True),
        sa.Column("id_number_masked", sa.String(length=20), server_default="", nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_masked", sa.String(length=20), server_default="", nullable=False),
        sa.Column("order_no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("remark", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_cadre_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_cadre"),
        comment="One row is one person on the roster. Written by services.import_roster and services.cadres.",
    )
    op.create_index("ix_cadre_id_number_digest", "cadre", ["id_number_digest"])
    op.create_index("ix_cadre_name_key", "cadre", ["name_key"])
    op.create_index("ix_cadre_unit_id", "cadre", ["unit_id"])
    op.create_index("ix_cadre_staff_no", "cadre", ["staff_no"])
    op.create_index("ix_cadre_unit_id_staff_no", "cadre", ["unit_id", "staff_no"])
    op.create_table(
        "exam",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("blueprint", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_exam_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_exam"),
        comment="One row is one examination as an occasion: who, when, rules. Written by services.exams.",
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("stages", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_plan_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        comment="One row is one promise: who must learn what by when. Written by services.plans.",
    )
    op.create_table(
        "question_version",
        sa.Column("question_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("tier", sa.String(length=3), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("bloom", sa.String(length=12), nullable=False),
        sa.Column("teaches", sa.String(length=200), server_default="", nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_question_version_question_id_question"),
        sa.PrimaryKeyConstraint("question_id", "version", name="pk_question_version"),
        comment="One row is one frozen wording of a question. Append only; sittings refer to it for ever.",
    )
    op.create_table(
        "training_class",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("starts_on", sa.String(length=10), nullable=False),
        sa.Column("ends_on", sa.String(length=10), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_training_class_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_training_class"),
        sa.UniqueConstraint("code", name="uq_training_class_code"),
        comment="One row is one training class: a name, a period and its members.",
    )
    op.create_table(
        "unit_alias",
        sa.Column("alias_key", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_alias_unit_id_unit"),
        sa.PrimaryKeyConstraint("alias_key", "unit_id", name="pk_unit_alias"),
        comment="One row is another spelling under which a roster may name a unit.",
    )
    op.create_table(
        "unit_placement",
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parent_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_placement_unit_id_unit"),
        sa.PrimaryKeyConstraint("unit_id", "valid_from", name="pk_unit_placement"),
        comment="One row says where a unit stood in the tree from a moment on. Append only.",
    )
    op.create_table(
        "account",
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=True),
        sa.Column("activation_digest", sa.String(length=64), nullable=True),
        sa.Column("activation_made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_boot_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("failed_boot_s", sa.Float(), server_default="0", nullable=False),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notice_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_account_cadre_id_cadre", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cadre_id", name="pk_account"),
        comment="One row is one person's way in. Written by services.accounts and services.sign_in.",
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("plan_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("display_number", sa.String(length=60), server_default="", nullable=False),
        sa.Column("area", sa.String(length=6), server_default="", nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sheet_digest", sa.String(length=64), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoke_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("supersedes", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_certificate_cadre_id_cadre"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_certificate_plan_id_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("number", name="uq_certificate_number"),
        comment="One row is one certificate from approval on. Written by services.certificates.",
    )
    op.create_index("ix_certificate_cadre_id", "certificate", ["cadre_id"])
    op.create_index("ix_certificate_plan_id_cadre_id", "certificate", ["plan_id", "cadre_id"])
    op.create_index("ix_certificate_sheet_digest", "certificate", ["sheet_digest"])
    op.create_index("ix_certificate_year_serial", "certificate", ["year", "serial"])
    op.create_table(
        "class_member",
        sa.Column("class_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_class_member_cadre_id_cadre", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["class_id"], ["training_class.id"], name="fk_class_member_class_id_training_class", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("class_id", "cadre_id", name="pk_class_member"),
        comment="One row is one person in one training class.",
    )
    op.create_index("ix_class_member_cadre_id", "class_member", ["cadre_id"])
    op.create_table(
        "employment_event",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("since", sa.String(length=10), server_default="", nullable=False),
        sa.Column("remark", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name="fk_employment_event_cadre_id_cadre", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_employment_event"),
        comment="One row is one change of a person's employment state or unit. Append only.",
    )
    op.create_index("ix_employment_event_cadre_id", "employment_event", ["cadre_id"])
    op.create_table(
        "lesson_progress",
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("lesson", sa.String(length=20), nullable=False),
        sa.Column("lesson_version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place_screen", sa.Integer(), server_default="0", nullable=False),
        sa.Column("place_block", sa.Integer(), server_default="0", nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("self_check_passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hours", sa.String(length=20), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name="fk_lesson_progress_cadre_id_cadre", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cadre_id", "lesson", name="pk_lesson_progress"),
        comment="One row is one person's way through one lesson. Written by services.read_lesson.",
    )
    op.create_table(
        "note",
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("lesson", sa.String(length=20), nullable=False),
        sa.Column("screen", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_note_cadre_id_cadre", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cadre_id", "lesson", "screen", name="pk_note"),
        comment="One row is a person's own note on a screen. Seen by nobody else.",
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("exam_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_paper_cadre_id_cadre", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["exam_id"], ["exam.id"], name="fk_paper_exam_id_exam"),
        sa.PrimaryKeyConstraint("id", name="pk_paper"),
        sa.UniqueConstraint("exam_id", "cadre_id", "attempt", name="uq_paper_exam_id_cadre_id_attempt"),
        comment="One row is one person's frozen set of questions. Append only; written by services.sit_paper.",
    )
    op.create_table(
        "plan_exemption",
        sa.Column("plan_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name="fk_plan_exemption_cadre_id_cadre", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_exemption_plan_id_plan", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "cadre_id", name="pk_plan_exemption"),
        comment="One row is an approved exemption of one person from one plan. A fact; the member row only repeats it.",
    )
    op.create_table(
        "plan_member",
        sa.Column("plan_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("hours", sa.String(length=20), server_default="0", nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trained_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_plan_member_cadre_id_cadre", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_member_plan_id_plan", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "cadre_id", name="pk_plan_member"),
        comment="One row is where one person stands in one plan. Summary; rebuilt from facts by progress rebuild.",
    )
    op.create_index("ix_plan_member_cadre_id", "plan_member", ["cadre_id"])
    op.create_index("ix_plan_member_unit_id_plan_id", "plan_member", ["unit_id", "plan_id"])
    op.create_table(
        "plan_unit_count",
        sa.Column("plan_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("exempt", sa.Integer(), nullable=False),
        sa.Column("learned", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("trained", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_unit_count_plan_id_plan", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "unit_id", name="pk_plan_unit_count"),
        comment="One row counts the members whose own unit this is; higher units are summed by path when read.",
    )
    op.create_table(
        "practice_answer",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("question_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=12), nullable=False),
        sa.Column("lesson", sa.String(length=20), server_default="", nullable=False),
        sa.Column("round_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("fraction", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name="fk_practice_answer_cadre_id_cadre", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_practice_answer"),
        comment="One row is one answer given outside examinations. Append only; written by services.practise.",
    )
    op.create_index("ix_practice_answer_cadre_id_at", "practice_answer", ["cadre_id", "at"])
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_role_grant_cadre_id_cadre", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_role_grant_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
        comment="One row is one role held over a unit and all below it. Written by services.accounts.",
    )
    op.create_index("ix_role_grant_cadre_id", "role_grant", ["cadre_id"])
    op.create_table(
        "screen_evidence",
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("lesson", sa.String(length=20), nullable=False),
        sa.Column("screen", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name="fk_screen_evidence_cadre_id_cadre", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cadre_id", "lesson", "screen", name="pk_screen_evidence"),
        comment="One row is the time one person had one screen open and active. Written by services.read_lesson.",
    )
    op.create_table(
        "wrong_book",
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("question_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("times_wrong", sa.Integer(), nullable=False),
        sa.Column("last_wrong_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("right_in_a_row", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_cleared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_wrong_book_cadre_id_cadre", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cadre_id", "question_id", name="pk_wrong_book"),
        comment="One row is a question somebody got wrong and may want again. Summary of practice_answer and results.",
    )
    op.create_table(
        "sitting",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("exam_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("paper_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("slot_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("limit_s", sa.Integer(), nullable=False),
        sa.Column("crash_credit_s", sa.Integer(), server_default="300", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_hash", sa.String(length=64), server_default="", nullable=False),
        sa.Column("current_slot", sa.Integer(), server_default="0", nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_in_by", sa.String(length=12), server_default="", nullable=False),
        sa.Column("fingerprint", sa.String(length=40), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_sitting_cadre_id_cadre", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["exam_id"], ["exam.id"], name="fk_sitting_exam_id_exam"),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_sitting_paper_id_paper"),
        sa.PrimaryKeyConstraint("id", name="pk_sitting"),
        sa.UniqueConstraint("exam_id", "cadre_id", "attempt", name="uq_sitting_exam_id_cadre_id_attempt"),
        comment="One row is one person's go at one paper. Written by services.sit_paper.",
    )
    op.create_index("ix_sitting_exam_id", "sitting", ["exam_id"])
    op.create_index("ix_sitting_cadre_id", "sitting", ["cadre_id"])
    op.create_table(
        "response",
        sa.Column("sitting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_s", sa.Float(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name="fk_response_sitting_id_sitting", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sitting_id", "seq", name="pk_response"),
        comment="One row is one response as given. Append only, chained by hash, one chain per sitting.",
    )
    op.create_table(
        "result",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sitting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("exam_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("cadre_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("home_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("marks", sa.String(length=40), nullable=False),
        sa.Column("of", sa.String(length=40), nullable=False),
        sa.Column("shown", sa.String(length=12), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("slots", sa.Text(), nullable=False),
        sa.Column("rules_version", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supersedes", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name="fk_result_cadre_id_cadre", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["exam_id"], ["exam.id"], name="fk_result_exam_id_exam"),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name="fk_result_sitting_id_sitting"),
        sa.PrimaryKeyConstraint("id", name="pk_result"),
        comment="One row is one scoring of a sitting. A regrade adds a row beside the old one; only is_current changes.",
    )
    op.create_index("ix_result_cadre_id", "result", ["cadre_id"])
    op.create_index("ix_result_exam_id", "result", ["exam_id"])
    op.create_index("ix_result_sitting_id", "result", ["sitting_id"])
    op.create_table(
        "sitting_clock",
        sa.Column("sitting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("used_s", sa.Float(), nullable=False),
        sa.Column("credited_s", sa.Float(), nullable=False),
        sa.Column("wall", sa.DateTime(timezone=True), nullable=False),
        sa.Column("boot_id", sa.String(length=64), nullable=False),
        sa.Column("boot_s", sa.Float(), nullable=False),
        sa.Column("is_left", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name="fk_sitting_clock_sitting_id_sitting", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sitting_id", name="pk_sitting_clock"),
        comment="One row is the last checkpoint of a sitting's time. Overwritten by each response and heartbeat.",
    )
    op.create_table(
        "sitting_event",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sitting_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name="fk_sitting_event_sitting_id_sitting", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sitting_event"),
        comment="One row is something that happened during a sitting beside responses. Append only.",
    )
    op.create_index("ix_sitting_event_sitting_id", "sitting_event", ["sitting_id"])
