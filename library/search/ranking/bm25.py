"""BM25 with Lucene's inverse document frequency (Robertson and Zaragoza 2009; Lucene's ``BM25Similarity``)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The usual constants: saturation of repeated words, and how far length counts.
K1 = 1.2
B = 0.75


def saturate(weights: Sequence[float], lengths: Sequence[float], average: float) -> list[float]:
    """Return the part of BM25 that does not depend on the query, for many entries at once.

    Args:
        weights: Summed weight of the word in each entry, above 0.
        lengths: How many words each entry has.
        average: How many an entry has on average, above 0.
    """
    most, least, each = K1 + 1, K1 * (1 - B), K1 * B / average
    return [weight * most / (weight + least + each * length) for weight, length in zip(weights, lengths, strict=True)]


def idf(having: int, total: int) -> float:
    """Return Lucene's inverse document frequency, which is never below 0.

    Args:
        having: How many entries have the word.
        total: How many entries there are; at least ``having`` is assumed.
    """
    return math.log(1 + (max(total, having) - having + 0.5) / (having + 0.5))
