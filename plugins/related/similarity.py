"""Find the most similar posts by shared features, without comparing every pair."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations

# A post with more features than this is compared with every other, because its subsets would be too many to index.
_MAX_INDEXED_FEATURES = 8


def most_similar(posts: Sequence[Mapping[Hashable, int]], how_many: int) -> list[list[int]]:
    """Return for each post the positions of up to `how_many` most similar posts, best first; of equals the later in `posts` comes first.

    A post is a mapping from feature to weight. The score of two posts is the sum of the weights of their shared features; a score of 0 is left out.

    For every subset of features the index holds the last `how_many` + 1 posts that have them all (one more, because a post is not
    compared with itself). A post left out of the index cannot win: the indexed ones share at least as much and come later.
    """
    latest: dict[frozenset, list[int]] = defaultdict(list)
    many = {place for place, features in enumerate(posts) if len(features) > _MAX_INDEXED_FEATURES}
    for place in reversed(range(len(posts))):
        for shared in _subsets(posts[place]) if place not in many else ():
            if len(latest[shared]) <= how_many:
                latest[shared].append(place)
    found = []
    for place, features in enumerate(posts):
        if place in many:
            candidates = set(range(len(posts)))
        else:
            candidates = many.union(*(latest[shared] for shared in _subsets(features)))
        scored = ((sum(features[each] for each in features.keys() & posts[other].keys()), other) for other in candidates - {place})
        found.append([other for score, other in sorted(scored, reverse=True)[:how_many] if score > 0])
    return found


def _subsets(features: Mapping[Hashable, int]) -> Iterator[frozenset]:
    """Yield every non-empty subset of the features."""
    return (frozenset(chosen) for size in range(1, len(features) + 1) for chosen in combinations(features, size))
