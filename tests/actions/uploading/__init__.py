"""Uploads: files for a document that is being written."""
