"""Runs the migrations on the connection that ``bot.store.migrating`` hands over."""

from alembic import context

from bot.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite can alter few things in place
)
with context.begin_transaction():
    context.run_migrations()
