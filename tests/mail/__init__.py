"""Sending mail, with a real mail server on this machine."""
