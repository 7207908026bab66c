"""Tests. Fixtures that all share are in conftest.py; those that need a real browser are in browser/."""
