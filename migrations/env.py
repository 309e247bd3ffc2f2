"""Alembic's entry: runs the migrations on the connection that the program hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, render_as_batch=True)
# The caller holds the transaction: a migration that fails is rolled back whole.
context.run_migrations()
