"""Prints of pictures, for what is used again."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('picture_print',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('case_id', sa.String(length=24), nullable=False),
    sa.Column('document', sa.String(length=8), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('page', sa.Integer(), nullable=False),
    sa.Column('corners', sa.String(length=100), nullable=False),
    sa.Column('page_sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_picture_print_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_picture_print'))
    )
    op.create_index('ix_picture_print_case_id', 'picture_print', ['case_id'], unique=False)
    op.create_index('ix_picture_print_kind_hash', 'picture_print', ['kind', 'hash'], unique=False)
    op.create_table('print_band',
    sa.Column('band', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('print_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('band', 'print_id', name=op.f('pk_print_band')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('print_band')
    op.drop_index('ix_picture_print_kind_hash', table_name='picture_print')
    op.drop_index('ix_picture_print_case_id', table_name='picture_print')
    op.drop_table('picture_print')
