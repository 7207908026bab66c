"""Signing in by mail, on SQLite and PostgreSQL."""
