"""Tests of reading transcripts in any shape."""
