"""Signing in, and the sessions of people who have.

* ``sessions``: opening, listing and ending sessions.
"""
