"""BM25 with Lucene's inverse document frequency (Robertson and Zaragoza 2009; Lucene's ``BM25Similarity``)."""

from __future__ import annotations

import math

# The usual constants: saturation of repeated words, and how far length counts.
K1 = 1.2
B = 0.75


def saturate(weight: float, length: float, average: float) -> float:
    """Return the part of BM25 that does not depend on the query.

    Args:
        weight: Summed weight of the word in an entry, above 0.
        length: How many words the entry has.
        average: How many an entry has on average, above 0.
    """
    return weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / average))


def idf(having: int, total: int) -> float:
    """Return Lucene's inverse document frequency, which is never below 0.

    Args:
        having: How many entries have the word.
        total: How many entries there are; at least ``having`` is assumed.
    """
    return math.log(1 + (max(total, having) - having + 0.5) / (having + 0.5))
