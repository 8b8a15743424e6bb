"""What is not in the fingerprint cannot change a text; what is in it can, and then all texts are read anew."""

import pytest

import plugins
from plugins.incremental import figures, fingerprint
from plugins.incremental.fingerprint import environment, templates


class Extension:
    """Stands for an extension of Markdown."""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    for file in (
        "room/plugins/a.py",
        "room/newsroom/b.py",
        "room/newsroom/images/c.py",
        "theme/templates/figures/figure.html",
        "theme/static/site.css",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("as it was")
    monkeypatch.setattr(plugins, "__path__", [str(tmp_path / "room" / "plugins")])
    return {
        "THEME": str(tmp_path / "theme"),
        "PATH": "/here",
        "MARKDOWN": {"extensions": ["abbr", Extension()]},
        "TIMEZONE": "Europe/London",
    }


def test_it_is_the_same_for_the_same(settings):
    assert environment(settings) == environment(dict(reversed(settings.items())))


@pytest.mark.parametrize("file", ["room/plugins/a.py", "room/newsroom/b.py", "room/newsroom/images/c.py"])
def test_code_counts(settings, tmp_path, file):
    before = environment(settings)
    (tmp_path / file).write_text("otherwise")
    assert environment(settings) != before
    (tmp_path / file).write_text("as it was")
    assert environment(settings) == before
    (tmp_path / file).rename((tmp_path / file).with_suffix(f".new{(tmp_path / file).suffix}"))
    assert environment(settings) != before


def test_the_theme_does_not_count(settings, tmp_path):
    """Each page names the templates that it is made of, and the files that it links to."""
    before = environment(settings)
    (tmp_path / "theme/static/site.css").write_text("otherwise")
    (tmp_path / "theme/templates/figures/figure.html").write_text("otherwise")
    assert environment(settings) == before


def test_all_templates_count_where_they_are_asked_for(settings, tmp_path):
    before = templates(settings)
    (tmp_path / "theme/templates/figures/figure.html").write_text("otherwise")
    assert templates(settings) != before


def test_texts_depend_on_all_that_figures_are_drawn_with_and_on_no_other_template(settings, tmp_path):
    folder = tmp_path / "theme/templates"
    settings |= {"CACHE_PATH": str(tmp_path / "cache"), "JINJA_ENVIRONMENT": {}}
    (folder / "figures/figure.html").write_text("{% include 'mark.html' %}")
    missing = figures(settings, lambda: b"base")
    (folder / "mark.html").write_text("one")
    one = figures(settings, lambda: b"base")
    (folder / "base.html").write_text("base")
    assert figures(settings, lambda: b"base") == one != missing
    (folder / "mark.html").write_text("two")
    assert figures(settings, lambda: b"base") not in (one, missing)


@pytest.mark.parametrize("change", [{"TIMEZONE": "UTC"}, {"MARKDOWN": {"extensions": [Extension(), "abbr"]}}, {"NEW": 1}])
def test_settings_count(settings, change):
    assert environment(settings | change) != environment(settings)


@pytest.mark.parametrize("name", sorted(fingerprint.PLACES_AND_TIMES - {"THEME"}))
def test_where_and_when_it_is_built_does_not(settings, name):
    assert environment(settings | {name: "elsewhere"}) == environment(settings)


def test_a_fresh_clone_in_another_folder_is_the_same(settings, tmp_path, monkeypatch):
    before = environment(settings)
    (tmp_path / "moved").mkdir()
    for name in ("room", "theme"):
        (tmp_path / name).rename(tmp_path / "moved" / name)
    monkeypatch.setattr(plugins, "__path__", [str(tmp_path / "moved/room/plugins")])
    assert environment(settings | {"THEME": str(tmp_path / "moved/theme")}) == before


def test_libraries_count(settings, monkeypatch):
    before = environment(settings)
    monkeypatch.setattr(fingerprint, "libraries", lambda: b"another Markdown")
    assert environment(settings) != before
