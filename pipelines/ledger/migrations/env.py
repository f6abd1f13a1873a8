"""Alembic's entry: runs migrations on the connection that ``migrate.bring_up_to_date`` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
