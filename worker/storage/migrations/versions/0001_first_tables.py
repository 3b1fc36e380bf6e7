"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('portal',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_portal')),
    sa.UniqueConstraint('name', name=op.f('uq_portal_name'))
    )
    op.create_table('reading',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('pipeline', sa.String(length=64), nullable=False),
    sa.Column('documents', sa.Text(), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_reading'))
    )
    op.create_table('reviewer',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviewer')),
    sa.UniqueConstraint('name', name=op.f('uq_reviewer_name'))
    )
    op.create_table('api_key',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('portal_id', sa.String(length=24), nullable=False),
    sa.Column('key_sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['portal_id'], ['portal.id'], name=op.f('fk_api_key_portal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_key')),
    sa.UniqueConstraint('key_sha256', name=op.f('uq_api_key_key_sha256'))
    )
    op.create_index(op.f('ix_api_key_portal_id'), 'api_key', ['portal_id'], unique=False)
    op.create_table('case_file',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('portal_id', sa.String(length=24), nullable=False),
    sa.Column('reference', sa.String(length=64), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=False),
    sa.Column('purpose', sa.String(length=200), nullable=True),
    sa.Column('legal_basis', sa.String(length=200), nullable=True),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('uploads', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('covers', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['portal_id'], ['portal.id'], name=op.f('fk_case_file_portal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_file')),
    sa.UniqueConstraint('portal_id', 'reference', name=op.f('uq_case_file_portal_id_reference'))
    )
    op.create_table('session',
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.String(length=24), nullable=False),
    sa.Column('csrf', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['reviewer.id'], name=op.f('fk_session_user_id')),
    sa.PrimaryKeyConstraint('token_sha256', name=op.f('pk_session'))
    )
    op.create_table('sign_in_token',
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.String(length=24), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('reusable', sa.Boolean(), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['reviewer.id'], name=op.f('fk_sign_in_token_user_id')),
    sa.PrimaryKeyConstraint('token_sha256', name=op.f('pk_sign_in_token'))
    )
    op.create_table('event',
    sa.Column('case_id', sa.String(length=24), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('prev', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_event_case_id')),
    sa.PrimaryKeyConstraint('case_id', 'seq', name=op.f('pk_event'))
    )
    op.create_table('step',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('case_id', sa.String(length=24), nullable=False),
    sa.Column('name', sa.String(length=10), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('fence', sa.Integer(), nullable=False),
    sa.Column('owner', sa.String(length=200), nullable=True),
    sa.Column('lease_until', sa.DateTime(), nullable=True),
    sa.Column('not_before', sa.DateTime(), nullable=True),
    sa.Column('job_id', sa.String(length=64), nullable=True),
    sa.Column('error', sa.String(length=100), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('done_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_step_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step')),
    sa.UniqueConstraint('case_id', 'name', 'sequence', name=op.f('uq_step_case_id_name_sequence'))
    )
    op.create_index('ix_step_state', 'step', ['state'], unique=False)
    op.create_table('upload',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('case_id', sa.String(length=24), nullable=False),
    sa.Column('portal_id', sa.String(length=24), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('idempotency_key', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('filename', sa.String(length=255), nullable=False),
    sa.Column('bytes', sa.BigInteger(), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=True),
    sa.Column('purpose', sa.String(length=200), nullable=True),
    sa.Column('legal_basis', sa.String(length=200), nullable=True),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('reading_key', sa.String(length=64), nullable=True),
    sa.Column('failure', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_upload_case_id')),
    sa.ForeignKeyConstraint(['portal_id'], ['portal.id'], name=op.f('fk_upload_portal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
    sa.UniqueConstraint('case_id', 'sequence', name=op.f('uq_upload_case_id_sequence')),
    sa.UniqueConstraint('portal_id', 'idempotency_key', name=op.f('uq_upload_portal_id_idempotency_key'))
    )
    op.create_table('outbox',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('step_id', sa.String(length=24), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_outbox_step_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    op.create_index('ix_outbox_sent_at', 'outbox', ['sent_at'], unique=False)
    op.create_table('revision',
    sa.Column('case_id', sa.String(length=24), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('covers', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.String(length=24), nullable=False),
    sa.Column('flag', sa.String(length=20), nullable=False),
    sa.Column('document', sa.String(length=20), nullable=False),
    sa.Column('protection', sa.String(length=20), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('next_step', sa.String(length=30), nullable=False),
    sa.Column('documents', sa.Integer(), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('result_sha256', sa.String(length=64), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_revision_case_id')),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_revision_step_id')),
    sa.PrimaryKeyConstraint('case_id', 'revision', name=op.f('pk_revision')),
    sa.UniqueConstraint('step_id', name=op.f('uq_revision_step_id'))
    )
    op.create_table('decision',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('case_id', sa.String(length=24), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('reviewer_id', sa.String(length=24), nullable=False),
    sa.Column('outcome', sa.String(length=30), nullable=False),
    sa.Column('reason_code', sa.String(length=40), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['case_id', 'revision'], ['revision.case_id', 'revision.revision'], name=op.f('fk_decision_case_id_revision')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['reviewer.id'], name=op.f('fk_decision_reviewer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    op.create_index('ix_decision_case_id_revision', 'decision', ['case_id', 'revision'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_decision_case_id_revision', table_name='decision')
    op.drop_table('decision')
    op.drop_table('revision')
    op.drop_index('ix_outbox_sent_at', table_name='outbox')
    op.drop_table('outbox')
    op.drop_table('upload')
    op.drop_index('ix_step_state', table_name='step')
    op.drop_table('step')
    op.drop_table('event')
    op.drop_table('sign_in_token')
    op.drop_table('session')
    op.drop_table('case_file')
    op.drop_index(op.f('ix_api_key_portal_id'), table_name='api_key')
    op.drop_table('api_key')
    op.drop_table('reviewer')
    op.drop_table('reading')
    op.drop_table('portal')
