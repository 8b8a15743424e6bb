"""Which posts are nearest to each other, without comparing each with all."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations

# What has more features than this is compared with all others, since it has too many sets of them.
_FEW = 8


def most_alike(posts: Sequence[Mapping[Hashable, int]], how_many: int) -> list[list[int]]:
    """For each post the positions of the others that share most with it, the nearest first; of equals the later in `posts`.

    A post is given as its features and what sharing each of them weighs. Nothing in common is not near.

    For every set of features the last `how_many` posts that have them all are kept, and one more, since a post does not count for
    itself. That is enough: what shares just these with a post and is not kept stands behind as many that share at least as much.
    """
    latest: dict[frozenset, list[int]] = defaultdict(list)
    many = {place for place, features in enumerate(posts) if len(features) > _FEW}
    for place in reversed(range(len(posts))):
        for shared in _sets(posts[place]) if place not in many else ():
            if len(latest[shared]) <= how_many:
                latest[shared].append(place)
    found = []
    for place, features in enumerate(posts):
        if place in many:
            candidates = set(range(len(posts)))
        else:
            candidates = many.union(*(latest[shared] for shared in _sets(features)))
        scored = ((sum(features[each] for each in features.keys() & posts[other].keys()), other) for other in candidates - {place})
        found.append([other for score, other in sorted(scored, reverse=True)[:how_many] if score > 0])
    return found


def _sets(features: Mapping[Hashable, int]) -> Iterator[frozenset]:
    """Every set of features but the empty one."""
    return (frozenset(chosen) for size in range(1, len(features) + 1) for chosen in combinations(features, size))
