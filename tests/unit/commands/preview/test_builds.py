"""The builds of a preview: the last good one is shown, whatever comes after it."""

import threading

import pytest

from commands.preview.builds import Builds


@pytest.fixture
def builds(tmp_path, pelican):
    return Builds(tmp_path, 8123, pelican)


def test_the_first_good_build_is_shown_at_its_own_address(builds, pelican, tmp_path):
    assert builds.folder is None
    builds.rebuild()
    assert (builds.folder / "index.html").exists()
    settings, overrides = pelican.calls[0]
    assert settings == "pelicanconf.py"
    assert overrides == {
        "SITEURL": "http://127.0.0.1:8123",
        "LAST_GOOD": str(tmp_path / "var" / "preview" / "last-good"),
        "LAST_OUTPUT": "",
        "PREVIEW_FORM_ENDPOINT": "http://127.0.0.1:8123/__preview__/form",
        "PREVIEW_FOLLOW_ENDPOINT": "",
    }


def test_each_build_has_a_state_of_its_own(builds):
    states = {builds.state}
    for _ in range(3):
        builds.rebuild()
        states.add(builds.state)
    assert len(states) == 4


def test_a_failed_build_leaves_the_last_good_site_and_tells_why(builds, pelican, problem, capsys):
    builds.rebuild()
    good = builds.folder
    pelican.succeeded, pelican.problems = False, [problem]
    builds.rebuild()
    assert builds.folder == good and (good / "index.html").exists()
    assert builds.outcome.problems == [problem]
    said = capsys.readouterr().out
    assert "content/articles/x.md:4: authors: no contributor" in said
    assert "the last good site stays" in said


def test_a_first_build_that_fails_leaves_nothing_to_show(builds, pelican, capsys):
    pelican.succeeded, pelican.log = False, "ImportError: no module"
    builds.rebuild()
    assert builds.folder is None
    assert "nothing to show yet" in capsys.readouterr().out


def test_a_broken_post_is_told_though_the_site_is_built(builds, pelican, problem, capsys):
    pelican.problems = [problem]
    builds.rebuild()
    assert builds.folder is not None
    assert "Of a broken file the last good text stays." in capsys.readouterr().out


def test_the_site_before_stays_for_one_more_build(builds):
    builds.rebuild()
    first = builds.folder
    builds.rebuild()
    assert first.exists()
    builds.rebuild()
    assert not first.exists()


def test_who_waits_hears_of_a_build_at_once(builds):
    heard = []
    waiting = threading.Thread(target=lambda: heard.append(builds.wait_for_other(before, 30)))
    before = builds.state
    waiting.start()
    builds.rebuild()
    waiting.join(timeout=5)
    assert heard == [builds.state] and heard != [before]


def test_closing_lets_everybody_go_and_leaves_nothing_built(builds, tmp_path):
    builds.rebuild()
    waiting = threading.Thread(target=lambda: builds.wait_for_other(builds.state, 30))
    waiting.start()
    builds.close()
    waiting.join(timeout=5)
    assert not waiting.is_alive()
    assert not (tmp_path / "var" / "preview" / "8123").exists()


def test_a_preview_clears_away_what_a_killed_one_left(tmp_path, pelican):
    left = tmp_path / "var" / "preview" / "8123" / "site-7"
    left.mkdir(parents=True)
    Builds(tmp_path, 8123, pelican)
    assert not left.exists()


def test_a_saved_text_is_shown_before_any_build(builds, pelican):
    builds.rebuild()
    before, pelican.can_draw = builds.state, True
    builds.saved({"content/articles/x.md"})
    assert pelican.drawn[-1] == ["content/articles/x.md"]
    assert builds.state != before


def test_what_cannot_be_drawn_by_itself_tells_nobody(builds):
    builds.rebuild()
    before = builds.state
    builds.saved({"theme/static/css/site.css"})
    assert builds.state == before


def test_what_was_saved_during_a_build_is_drawn_into_the_new_site(builds, pelican):
    """The build had read it before, so its page would be the old one again."""
    builds.rebuild()
    pelican.meanwhile = lambda: builds.saved({"content/articles/late.md"})
    builds.rebuild()
    assert pelican.done[-1] == "show"
    assert pelican.drawn[-1] == ["content/articles/late.md"]


def test_other_code_needs_another_pelican(builds, pelican):
    builds.saved({"plugins/footnotes/sidenotes.py"})
    assert pelican.done == ["renew"]


def test_a_failed_build_is_not_shown(builds, pelican):
    pelican.succeeded = False
    builds.rebuild()
    assert "show" not in pelican.done
