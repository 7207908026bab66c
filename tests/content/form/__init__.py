"""A document as a form."""
