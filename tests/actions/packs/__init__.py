"""Packs: gathered, arranged, checked and taken along."""
