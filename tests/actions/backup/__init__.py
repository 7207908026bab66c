"""Backups: made, checked, restored, interrupted."""
