"""Tests of ``library.actions.writing``."""
