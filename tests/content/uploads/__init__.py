"""Uploaded files, checked by their content."""
