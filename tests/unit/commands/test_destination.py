"""A build never takes the place of somebody’s folder."""

import json

import pytest

from commands.destination import Unsuitable, destination

MANIFEST = json.dumps({"version": 1, "url": "https://blog.participle.example", "targets": []})


@pytest.fixture
def root(tmp_path):
    (tmp_path / "project" / "content").mkdir(parents=True)
    return tmp_path / "project"


def test_output_is_where_a_build_goes_unless_one_says(root):
    assert destination(None, root) == root / "output"
    assert destination("", root) == root / "output"


@pytest.mark.parametrize("inside", ["", "content", "content/articles", "theme/x", "plugins", ".git", ".venv/x", "..", "../.."])
def test_the_project_and_its_rooms_are_refused(root, inside):
    with pytest.raises(Unsuitable, match="project"):
        destination(root / inside, root)


def test_a_link_into_a_room_is_refused_too(root):
    (root / "public").symlink_to(root / "content")
    with pytest.raises(Unsuitable, match="content/"):
        destination(root / "public", root)


def test_a_folder_with_things_in_it_is_refused_and_left(root, tmp_path):
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "index.html").write_text("mine")
    with pytest.raises(Unsuitable, match="not empty"):
        destination(letters, root)
    assert (letters / "index.html").read_text() == "mine"


def test_another_program_s_site_json_does_not_make_it_ours(root, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for text in ("{}", "[]", "no json", '{"version": 2}'):
        (other / "site.json").write_text(text)
        with pytest.raises(Unsuitable):
            destination(other, root)


def test_an_empty_folder_and_an_earlier_build_are_taken(root, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    assert destination(site, root) == site
    (site / "site.json").write_text(MANIFEST)
    assert destination(site, root) == site


def test_a_build_that_is_also_somebody_s_repository_is_refused(root, tmp_path):
    """A checkout of the published branch: replacing it would take its history away."""
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / "site.json").write_text(MANIFEST)
    with pytest.raises(Unsuitable, match=".git"):
        destination(site, root)


def test_a_file_is_refused(root, tmp_path):
    (tmp_path / "file").write_text("words")
    with pytest.raises(Unsuitable):
        destination(tmp_path / "file", root)
