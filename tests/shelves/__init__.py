"""The library's own content: promises about it, kept by tests."""
