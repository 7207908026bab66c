"""Benchmarks: how fast and how good the library is on this machine, compared with others. See README.md."""
