"""What has enough of a query, by the definition, entry by entry."""

from collections.abc import Mapping, Sequence

from library.search.ranking.bm25 import idf
from library.search.ranking.coverage import LEAST_WEIGHT, OF_BEST, OF_WHOLE

ROUNDING = 1e-9


def weight(having: int, visible: int, times: float = 1.0) -> float:
    """Return the weight of a group, given how many entries have any of its phrases, and how much each counts."""
    return max(LEAST_WEIGHT, times * idf(having, visible))


def enough(weights: Sequence[float], having: Mapping[int, Sequence[bool]]) -> set[int]:
    """Return the entries with enough of a query, given which groups each has."""
    covered = {
        entry: sum(weight for weight, has in zip(weights, groups, strict=True) if has)
        for entry, groups in having.items()
    }
    least = max(OF_WHOLE * sum(weights), OF_BEST * max(covered.values(), default=0.0)) - ROUNDING
    return {entry for entry, weight in covered.items() if weight and weight >= least}
