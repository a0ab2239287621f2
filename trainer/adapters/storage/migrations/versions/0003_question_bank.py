"""A bank of 100,000 questions: heads that lists read alone, an index of words, files, remarks, drafts, changes, exposure.

Every question, version and digest stays as it is. What heads repeat from their current version beyond plain columns (line,
gist, tags, words) is worked out by the program at the first start after this step; see ``services.load_content``.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.Uuid(as_uuid=False)
_AT = sa.DateTime(timezone=True)
_HEAD_COMMENT = (
    "One row is one question whatever its versions; all but id, code, state, origin and versions repeats the current "
    "version. Written by stores.questions alone."
)
_VERSION_COMMENT = "One row is one frozen wording of a question. Append only; sittings refer to it for ever."


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _change_on_server()
    else:
        _make_again()
    op.create_index("ix_question_category", "question", ["category"])
    op.create_index("ix_question_gist", "question", ["gist"])
    op.create_index("ix_question_review_by", "question", ["review_by"])
    op.create_index("ix_question_author_id", "question", ["author_id"])
    op.create_index("ix_question_updated_at", "question", ["updated_at"])
    op.create_index(
        "ix_question_place",
        "question",
        [
            "course",
            "lesson",
            "knowledge_point",
            "kind",
            "state",
            "difficulty",
            "tier",
            "bloom",
            "origin",
            "code",
            "number",
        ],
    )
    op.create_index("ix_practice_answer_question_id", "practice_answer", ["question_id"])
    _add_tables()
    _add_index_of_words()


def _new_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("lesson", sa.String(20), server_default="", nullable=False),
        sa.Column("kind", sa.String(20), nullable=True),
        sa.Column("tier", sa.String(3), server_default="", nullable=False),
        sa.Column("difficulty", sa.Integer(), server_default="0", nullable=False),
        sa.Column("bloom", sa.String(12), server_default="unset", nullable=False),
        sa.Column("digest", sa.String(64), server_default="", nullable=False),
        sa.Column("gist", sa.String(32), server_default="", nullable=False),
        sa.Column("review_by", sa.String(10), server_default="", nullable=False),
        sa.Column("author_id", _ID, nullable=True),
        sa.Column("made_at", _AT, nullable=True),
        sa.Column("updated_at", _AT, nullable=True),
        sa.Column("has_media", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("line", sa.Text(), server_default="", nullable=False),
    ]


def _change_on_server() -> None:
    op.drop_index("ix_question_course", "question")
    op.drop_constraint("fk_question_version_question_id_question", "question_version", type_="foreignkey")
    op.add_column("question", sa.Column("number", sa.Integer(), nullable=True))
    for column in _new_columns():
        op.add_column("question", column)
    op.execute(
        "UPDATE question SET number = n.number FROM"
        " (SELECT id, row_number() OVER (ORDER BY code) AS number FROM question) n WHERE n.id = question.id"
    )
    op.execute(
        "UPDATE question SET kind = v.kind, tier = v.tier, difficulty = v.difficulty, bloom = v.bloom,"
        " digest = v.digest, author_id = v.made_by, updated_at = v.made_at,"
        " made_at = (SELECT min(f.made_at) FROM question_version f WHERE f.question_id = question.id)"
        " FROM question_version v WHERE v.question_id = question.id AND v.version = question.current_version"
    )
    op.alter_column("question", "number", nullable=False)
    op.alter_column("question", "kind", nullable=False)
    op.drop_constraint("pk_question", "question", type_="primary")
    op.create_primary_key("pk_question", "question", ["number"])
    op.create_unique_constraint("uq_question_id", "question", ["id"])
    op.create_foreign_key(
        "fk_question_version_question_id_question", "question_version", "question", ["question_id"], ["id"]
    )
    for name in ("tier", "difficulty", "bloom", "teaches", "stem"):
        op.drop_column("question_version", name)
    op.create_table_comment("question", _HEAD_COMMENT)


def _make_again() -> None:
    """SQLite: both tables are made anew beside the old ones, filled, and take their place."""
    op.drop_index("ix_question_course", "question")
    op.drop_index("ix_question_knowledge_point", "question")
    op.rename_table("question_version", "question_version_0002")
    op.rename_table("question", "question_0002")
    op.create_table(
        "question",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("course", sa.String(20), nullable=False),
        sa.Column("knowledge_point", sa.String(20), nullable=False),
        sa.Column("category", sa.String(200), server_default="", nullable=False),
        sa.Column("name", sa.String(200), server_default="", nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        sa.Column("current_version", sa.Integer(), nullable=False),
        sa.Column("shipped_version", sa.Integer(), nullable=True),
        *(
            column if column.name != "kind" else sa.Column("kind", sa.String(20), nullable=False)
            for column in _new_columns()
        ),
        sa.PrimaryKeyConstraint("number", name="pk_question"),
        sa.UniqueConstraint("id", name="uq_question_id"),
        sa.UniqueConstraint("code", name="uq_question_code"),
        comment=_HEAD_COMMENT,
    )
    op.create_table(
        "question_version",
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("made_by", _ID, nullable=True),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_question_version_question_id_question"),
        sa.PrimaryKeyConstraint("question_id", "version", name="pk_question_version"),
        comment=_VERSION_COMMENT,
    )
    op.execute(
        "INSERT INTO question (number, id, code, course, knowledge_point, category, name, state, origin,"
        " current_version, shipped_version, kind, tier, difficulty, bloom, digest, author_id, updated_at, made_at)"
        " SELECT row_number() OVER (ORDER BY q.code), q.id, q.code, q.course, q.knowledge_point, q.category, q.name,"
        " q.state, q.origin, q.current_version, q.shipped_version, v.kind, v.tier, v.difficulty, v.bloom, v.digest,"
        " v.made_by, v.made_at, (SELECT min(f.made_at) FROM question_version_0002 f WHERE f.question_id = q.id)"
        " FROM question_0002 q JOIN question_version_0002 v"
        " ON v.question_id = q.id AND v.version = q.current_version"
    )
    op.execute(
        "INSERT INTO question_version (question_id, version, kind, content, digest, made_at, made_by)"
        " SELECT question_id, version, kind, content, digest, made_at, made_by FROM question_version_0002"
    )
    op.drop_table("question_version_0002")
    op.drop_table("question_0002")
    op.create_index("ix_question_knowledge_point", "question", ["knowledge_point"])


def _add_tables() -> None:
    op.create_table(
        "question_tag",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(12), nullable=False),
        sa.Column("word", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["question.number"], name="fk_question_tag_number_question", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", "sort", "word", name="pk_question_tag"),
        comment="One row is one free word of a current wording, for filters. Written by stores.questions.",
    )
    op.create_index("ix_question_tag_sort_word", "question_tag", ["sort", "word"])
    op.create_table(
        "media",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), server_default="0", nullable=False),
        sa.Column("height", sa.Integer(), server_default="0", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_media"),
        comment=(
            "One row is one picture, sound or video, whoever refers to it. Never changed; swept when nobody does."
        ),
    )
    op.create_table(
        "question_media",
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_question_media_question_id_question", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "version", "digest", name="pk_question_media"),
        comment="One row says that a version refers to a file. Written by stores.questions.",
    )
    op.create_index("ix_question_media_digest", "question_media", ["digest"])
    op.create_table(
        "question_remark",
        sa.Column("id", _ID, nullable=False),
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("actor_id", _ID, nullable=True),
        sa.Column("what", sa.String(12), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("resolved_at", _AT, nullable=True),
        sa.Column("resolved_by", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_question_remark_question_id_question", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_remark"),
        comment=("One row is a remark or a step between author and reviewer. Written by services.question_life."),
    )
    op.create_index("ix_question_remark_question_id_at", "question_remark", ["question_id", "at"])
    op.create_table(
        "question_draft",
        sa.Column("id", _ID, nullable=False),
        sa.Column("author_id", _ID, nullable=True),
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_question_draft"),
        sa.UniqueConstraint("author_id", "question_id", name="uq_question_draft_author_id_question_id"),
        comment=("One row is what an editor held when it last saved by itself. Written by services.question_drafts."),
    )
    op.create_index("ix_question_draft_question_id", "question_draft", ["question_id"])
    op.create_table(
        "bank_change",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("actor_id", _ID, nullable=True),
        sa.Column("what", sa.String(12), nullable=False),
        sa.Column("title", sa.String(255), server_default="", nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("undone_at", _AT, nullable=True),
        sa.Column("undone_by", _ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_bank_change"),
        comment=(
            "One row is one act on many questions that can be taken back. Written by imports and services.bulk_edit."
        ),
    )
    op.create_index("ix_bank_change_at", "bank_change", ["at"])
    op.create_table(
        "bank_change_line",
        sa.Column("change_id", _ID, nullable=False),
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("version_before", sa.Integer(), nullable=True),
        sa.Column("version_after", sa.Integer(), nullable=False),
        sa.Column("state_before", sa.String(12), server_default="", nullable=False),
        sa.Column("state_after", sa.String(12), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["bank_change.id"], name="fk_bank_change_line_change_id_bank_change", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("change_id", "question_id", name="pk_bank_change_line"),
        comment="One row is what a change did to one question.",
    )
    op.create_index("ix_bank_change_line_question_id", "bank_change_line", ["question_id"])
    op.create_table(
        "question_alike",
        sa.Column("one_id", _ID, nullable=False),
        sa.Column("other_id", _ID, nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("found_at", _AT, nullable=False),
        sa.Column("dismissed_at", _AT, nullable=True),
        sa.Column("dismissed_by", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["one_id"], ["question.id"], name="fk_question_alike_one_id_question", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["question.id"], name="fk_question_alike_other_id_question", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("one_id", "other_id", name="pk_question_alike"),
        comment="One row is a pair of questions much alike. Written by services.alike_questions.",
    )
    op.create_index("ix_question_alike_other_id", "question_alike", ["other_id"])
    op.create_table(
        "question_exposure",
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("fraction", sa.String(40), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("last_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("question_id", "version", "unit_id", "fraction", name="pk_question_exposure"),
        comment=(
            "One row counts answers in examinations by what they earned. "
            "Summary of results; bank rebuild makes it again."
        ),
    )


def _add_index_of_words() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE question_text (number integer PRIMARY KEY REFERENCES question (number) ON DELETE CASCADE,"
            " words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_question_text_words ON question_text USING gin (words)")
        op.execute("CREATE TABLE question_text_word (word text PRIMARY KEY, questions integer NOT NULL)")
        return
    op.execute("CREATE VIRTUAL TABLE question_text USING fts5(words, content='', tokenize='ascii')")
    op.execute("CREATE VIRTUAL TABLE question_text_words USING fts5vocab('question_text', 'row')")
