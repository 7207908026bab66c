"""How the records came to be as they are; Alembic runs these in order."""
