"""The quick way to near posts finds what comparing each with all would."""

from hypothesis import given
from hypothesis import strategies as some

from plugins.related.similarity import most_similar

FEATURES = some.dictionaries(some.sampled_from("abcdefghijkl"), some.integers(1, 2), max_size=12).map(
    lambda chosen: {each: 1 + (each < "d") for each in chosen}
)


def compared(posts, how_many):
    """Each with all."""
    found = []
    for place, features in enumerate(posts):
        scored = sorted(
            ((sum(features[each] for each in features if each in other), number) for number, other in enumerate(posts) if number != place),
            reverse=True,
        )
        found.append([number for score, number in scored if score > 0][:how_many])
    return found


@given(posts=some.lists(FEATURES, max_size=25), how_many=some.integers(1, 4))
def test_it_finds_the_same(posts, how_many):
    assert most_similar(posts, how_many) == compared(posts, how_many)


def test_a_post_with_very_many_tags_costs_no_more_than_a_look_at_all():
    """Its sets of features would be more than there are atoms."""
    rich = {f"tag {number}": 1 for number in range(300)}
    assert most_similar([{"tag 1": 1}, rich, {"tag 1": 1, "tag 2": 1}, {}], 3) == [[2, 1], [2, 0], [1, 0], []]


def test_how_many_features_are_few_changes_nothing(monkeypatch):
    posts = [{letter: 1 for letter in word} for word in ("tea", "team", "meat", "mate", "oat", "goat", "")]
    monkeypatch.setattr("plugins.related.similarity._MAX_INDEXED_FEATURES", 2)
    assert most_similar(posts, 3) == compared(posts, 3)
