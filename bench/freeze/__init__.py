"""Record what a build gives, and compare two records: ``python -m bench.freeze`` (CONTRIBUTING.md says when)."""
