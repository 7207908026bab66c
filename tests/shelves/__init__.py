"""What stands on the library's own shelves: promises about content, kept by tests."""
