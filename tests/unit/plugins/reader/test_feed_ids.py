"""No two posts have one id, whether it is written or comes from the name of the file."""

import pytest

NAME = "articles/2014-06-03-"


def said(newsroom) -> list[str]:
    return [f"{problem.path}:{problem.line}: {problem.field}: {problem.message}" for problem in newsroom.read().errors]


def test_posts_of_their_own_are_well_and_so_is_one_that_was_renamed(newsroom):
    newsroom.post("tea")
    newsroom.post("cake", extra=f"id: {NAME}old-name\n")
    newsroom.post("cup", extra=f"id: {NAME}cup\n")
    assert said(newsroom) == []


def test_a_copy_with_the_line_left_in_is_named_with_the_other_file(newsroom):
    newsroom.post("tea", extra="id: mine\n")
    newsroom.post("twin", extra="id: mine\n")
    assert said(newsroom) == [f"{NAME}twin.md:6: id: “mine” is also the id of content/{NAME}tea.md"]


@pytest.mark.parametrize("renamed", ["another", "a-first-one"])
def test_a_new_file_in_the_place_of_one_that_was_renamed_is_named(newsroom, renamed):
    newsroom.post("tea")
    newsroom.post(renamed, extra=f"id: {NAME}tea\n")
    assert said(newsroom) == [f"{NAME}{renamed}.md:6: id: “{NAME}tea” is the id that comes from the name of content/{NAME}tea.md"]


def test_drafts_count_and_three_are_named_twice(newsroom):
    for name in ("tea", "cake", "cup"):
        newsroom.post(name, extra="id: mine\nstatus: draft\n")
    assert [line.partition(":")[0] for line in said(newsroom)] == [f"{NAME}cup.md", f"{NAME}tea.md"]
