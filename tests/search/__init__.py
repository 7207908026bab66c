"""The query language, the index behind its protocol, counts and passages."""
