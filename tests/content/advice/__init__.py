"""Advice on the text of a document."""
