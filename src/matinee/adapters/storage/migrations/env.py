"""What alembic runs: the migrations, over the connection that it was given."""

from alembic import context

from matinee.adapters.storage.tables.all import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
