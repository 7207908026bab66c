"""Tests of the words of the library as Python types."""
