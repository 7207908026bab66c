"""The alphabet of codes that people read aloud and type by hand."""

from __future__ import annotations

# Crockford's base 32: no I, L, O or U (https://www.crockford.com/base32.html).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
