"""The same input gives the same bytes: whoever builds, wherever, can check what is published."""

import pytest


@pytest.fixture(scope="module")
def two_builds(project):
    """From two folders of different names and depths, with different hash seeds, time zones and languages of the machine."""
    one = project("one").build(PYTHONHASHSEED="1", TZ="Pacific/Auckland", LANG="C", HOME="/nonexistent")
    copy = project("a much longer/name with spaces")
    copy.set(INCREMENTAL=False)  # or it would find what the first has kept
    other = copy.build(PYTHONHASHSEED="4711", TZ="America/Los_Angeles", LANG="de_DE.UTF-8", LC_ALL="de_DE.UTF-8")
    return one.site, other.site


def test_two_folders_give_the_same_files(two_builds):
    one, other = two_builds
    assert sorted(one.files) == sorted(other.files)


def test_every_file_is_the_same_byte_for_byte(two_builds):
    one, other = two_builds
    assert [name for name, data in one.files.items() if data != other.files.get(name)] == []


@pytest.mark.whole
def test_nothing_of_it_comes_from_the_cache(project, two_builds):
    """What a build finds in an empty cache is nothing; what it then makes is what others made with theirs, down to the index of the search."""
    copy = project("first")
    copy.own_cache()
    made = copy.build(PYTHONHASHSEED="7").site
    assert any(name.startswith("pagefind/") for name in made.files)
    assert sorted(made.files) == sorted(two_builds[0].files)
    assert [name for name, data in made.files.items() if data != two_builds[0].files[name]] == []


def test_no_file_tells_where_it_was_built(two_builds):
    for built in two_builds:
        assert built.holding(str(built.folder.parent)) == []


def test_plain_pelican_builds_the_same_site(project, two_builds):
    """`pelican -s publishconf.py --fatal errors`, for whoever does without our commands."""
    plain, ours = project("plain").pelican("publishconf.py", "elsewhere").site, two_builds[0]
    assert sorted(plain.files) == sorted(ours.files)
    assert [name for name, data in plain.files.items() if data != ours.files[name]] == []
