"""How the database of writing came to be as it is; Alembic runs these in order."""
