"""Benchmarks: what the library can do on this machine, beside others. See README.md."""
