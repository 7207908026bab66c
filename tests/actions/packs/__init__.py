"""Packs: made, arranged, checked and downloaded."""
