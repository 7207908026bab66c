"""Records what a build produces, and compares two records: ``python -m bench.freeze`` (CONTRIBUTING.md says when)."""
