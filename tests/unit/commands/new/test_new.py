"""`new` asks what it needs, writes a whole file in the right place, and never over another."""

from datetime import datetime

import pytest
import yaml

from commands.new import new
from newsroom.content_types import content_types

NOW = datetime(2014, 6, 3, 9, 30)


@pytest.fixture
def root(tmp_path):
    for file in ("contributors/kate-bagley", "contributors/the-editors", "callouts/good-help", "programmes/backr"):
        path = tmp_path / "content" / f"{file}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\nname: x\n---\n")
    return tmp_path


def fields(root, path):
    """The front matter of a file as YAML reads it, every value as text."""
    return yaml.load((root / "content" / path).read_text().split("---\n")[1], yaml.BaseLoader)


def typing(*answers):
    """A person who types these answers, one after the other."""
    left = list(answers)
    return lambda question: left.pop(0)


def test_an_article_by_options(root, capsys):
    given = {"title": "A fair advantage?", "author": "kate-bagley, the-editors", "tags": "work, networks", "programme": "backr"}
    assert new("article", given, root, now=NOW) == 0
    assert fields(root, "articles/2014-06-03-a-fair-advantage.md") == {
        "title": "A fair advantage?",
        "date": "2014-06-03 09:30",
        "id": "articles/2014-06-03-a-fair-advantage",
        "authors": ["kate-bagley", "the-editors"],
        "programme": "backr",
        "tags": ["work", "networks"],
        "summary": "",
        "status": "draft",
    }
    said = capsys.readouterr().out
    assert "Made content/articles/2014-06-03-a-fair-advantage.md" in said
    assert "/drafts/2014/06/03/a-fair-advantage/" in said


def test_an_article_by_answering(root):
    person = typing("A fair advantage?", "kate-bagley", "", "", "", "")
    assert new("article", {}, root, person, NOW) == 0
    assert fields(root, "articles/2014-06-03-a-fair-advantage.md")["authors"] == ["kate-bagley"]


def test_a_wrong_answer_is_explained_and_asked_again(root, capsys):
    person = typing("", "Title", "Kate Bagly", "kate-bagley", "2014-13-01", "2014-06-04", "bakr", "backr", "", "")
    assert new("article", {}, root, person, NOW) == 0
    assert fields(root, "articles/2014-06-04-title.md")["date"] == "2014-06-04 09:00"
    said = capsys.readouterr().out
    assert "this one is needed" in said
    assert "no contributor “Kate Bagly” in content/contributors/\n  did you mean “kate-bagley”?" in said
    assert "“2014-13-01” is not a date" in said
    assert "did you mean “backr”?" in said


def test_nothing_is_asked_when_all_that_is_needed_is_given(root):
    assert new("page", {"title": "Our work"}, root, typing(), NOW) == 0
    assert fields(root, "pages/our-work.md")["status"] == "draft"


def test_without_a_terminal_a_missing_option_is_named(root, capsys):
    assert new("article", {"title": "x"}, root, now=NOW) == 2
    assert "--author is missing" in capsys.readouterr().err


def test_an_option_of_another_kind_is_named(root, capsys):
    assert new("page", {"title": "x", "callout": "good-help"}, root, now=NOW) == 2
    assert "--callout means nothing for a new page" in capsys.readouterr().err


def test_an_unknown_kind_is_answered_with_the_nearest(root, capsys):
    assert new("artikel", {}, root, now=NOW) == 2
    assert "did you mean “article”?" in capsys.readouterr().err


def test_a_contributor_goes_under_their_name(root):
    new("contributor", {"title": "Zoë O'Neill", "summary": "Zoë writes."}, root, now=NOW)
    assert fields(root, "contributors/zoe-oneill.md") == {"name": "Zoë O'Neill", "kind": "staff"}
    assert (root / "content/contributors/zoe-oneill.md").read_text().endswith("---\n\nZoë writes.\n")


def test_a_callout_opens_today_and_stays_open_unless_one_says(root):
    new("callout", {"title": "What is good help?"}, root, now=NOW)
    found = fields(root, "callouts/what-is-good-help.md")
    assert (found["question"], found["opens"], found["closes"]) == ("What is good help?", "2014-06-03", "")


def test_a_submission_goes_under_its_callout_and_says_what_was_agreed(root, capsys):
    given = {"title": "My story", "callout": "good-help", "submitter": "Lily: Trent", "consent": "publish-anonymously"}
    assert new("submission", given, root, now=NOW) == 0
    found = fields(root, "submissions/good-help/2014-06-03-my-story.md")
    assert found["submitter"] == {"name": "Lily: Trent", "pseudonym": "false"}
    assert found["consent"] == "publish-anonymously"
    assert new("submission", given | {"title": "Other", "consent": "yes"}, root, now=NOW) == 2
    assert new("submission", given | {"title": "Other", "consent": ""}, root, now=NOW) == 2
    assert "--consent is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "title", ['Of bees: "why?" – naïve', "yes", "2014", "- a", "# b", "{c}", "d'e", "@f", "tab\tnew\nline", "null", "*x*"]
)
def test_any_title_comes_back_from_the_file_as_one_line(root, title):
    new("page", {"title": title, "slug": "some-page"}, root, now=NOW)
    assert fields(root, "pages/some-page.md")["title"] == " ".join(title.split())


def test_an_existing_file_is_never_written_over(root, capsys):
    new("page", {"title": "Our work"}, root, now=NOW)
    (root / "content/pages/our-work.md").write_text("mine")
    assert new("page", {"title": "Our work"}, root, now=NOW) == 1
    assert (root / "content/pages/our-work.md").read_text() == "mine"
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("slug", ["../../etc", "a/b", "A", "a--b", "-a", "a" * 200, "a b"])
def test_a_slug_that_is_no_part_of_an_address_is_refused(root, slug):
    before = sorted(root.rglob("*"))
    assert new("page", {"title": "x", "slug": slug}, root, now=NOW) == 2
    assert sorted(root.rglob("*")) == before


def test_a_title_without_letters_needs_a_slug(root, capsys):
    assert new("page", {"title": "🎈"}, root, now=NOW) == 2
    assert "--slug some-words" in capsys.readouterr().err


def test_a_long_title_makes_a_short_address(root):
    new("page", {"title": "word " * 40}, root, now=NOW)
    (file,) = (root / "content" / "pages").iterdir()
    assert len(file.stem) <= 60 and not file.stem.endswith("-")


def test_leaving_in_the_middle_writes_nothing(root, capsys):
    def leave(question):
        raise KeyboardInterrupt

    assert new("page", {}, root, leave, NOW) == 130
    assert not (root / "content" / "pages").exists()
    assert "nothing was written" in capsys.readouterr().err


def test_every_kind_can_be_made(root):
    given = {"title": "x", "author": "kate-bagley", "callout": "good-help", "submitter": "L", "consent": "publish"}
    for kind, what in {each.name: each.new for each in content_types().values() if each.new}.items():
        assert new(kind, {name: value for name, value in given.items() if name in what.options}, root, now=NOW) == 0
