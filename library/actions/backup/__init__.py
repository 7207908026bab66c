"""Backups: everything that cannot be made again, in one encrypted file.

* ``last``: when a backup was last made and last restored.
"""
