"""The people of the site: joining, roles, leaving, and the log of it."""
