"""Tests of ``library export`` and of importing folders."""
