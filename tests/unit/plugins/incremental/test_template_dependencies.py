"""A template is all that it is made of, and asks for all that any part asks for."""

import os
import runpy
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from newsroom.cache import Cache
from plugins.incremental.template_dependencies import DynamicInclude, TemplateDependencies
from testing.newsroom import ROOT

SOURCES = {
    "base.html": "{{ SITENAME }}{% block main %}{% endblock %}{% include 'foot.html' %}",
    "foot.html": "{{ asset('site.css') }}{% for page in pages %}{{ page.url }}{% endfor %}",
    "post.html": "{% extends 'base.html' %}{% from 'macro.html' import show %}{% block main %}{{ show(article) }}"
    "{% include 'a.html' if article.answer else 'b.html' %}{% with level = 2 %}{{ level }}{{ heading }}{% endwith %}{% endblock %}",
    "macro.html": "{% macro show(thing) %}{{ thing.title }}{% endmacro %}",
    "a.html": "{{ question }}",
    "b.html": "b",
    "loop.html": "{% include 'again.html' %}",
    "again.html": "{% include 'loop.html' %}{{ word }}",
    "apart.html": "{{ word }}",
}


def closures(folder=Path(os.devnull)) -> TemplateDependencies:
    """By default they can keep nothing."""
    return TemplateDependencies(Cache(folder / "templates.sqlite"), lambda: b"base")


def closure(name: str, **changed: str):
    environment = Environment(loader=DictLoader(SOURCES | {key.replace("_", "."): text for key, text in changed.items()}))
    environment.globals["asset"] = str
    return closures().of(environment, name)


def test_it_asks_for_what_any_of_its_parts_asks_for():
    """Names of loops, macros and `with` are its own; those of the environment count."""
    assert set(closure("post.html").names) >= {"SITENAME", "asset", "pages", "article", "heading", "question"}
    assert not {"page", "thing", "level"} & set(closure("post.html").names)


@pytest.mark.parametrize("part", ["post", "base", "foot", "macro", "a", "b"])
def test_a_change_in_any_part_is_a_change(part):
    assert closure("post.html", **{f"{part}_html": SOURCES[f"{part}.html"] + "!"}).digest != closure("post.html").digest


def test_a_change_elsewhere_is_none():
    assert closure("post.html", apart_html="!").digest == closure("post.html").digest


@pytest.mark.parametrize(
    "text, whether",
    [
        ("{% if word %}x{% endif %}", True),
        ("{% if other %}{% elif not word or third %}x{% endif %}", True),
        ("{{ 'x' if word and third }}", True),
        ("{% if word %}{{ word }}{% endif %}", False),
        ("{% if word == 1 %}x{% endif %}", False),
        ("{% if word|length > 2 %}x{% endif %}", False),
        ("{% if word %}x{% endif %}{% for each in word %}{% endfor %}", False),
        ("{% if word %}x{% endif %}{% include 'apart.html' %}", False),
        ("{{ word or 'x' }}", False),
        ("{% set word = word %}{% if word %}x{% endif %}", False),
    ],
)
def test_a_name_that_is_only_asked_whether_there_is_anything_is_known(text, whether):
    found = closure("asks.html", asks_html=text)
    assert "word" in found.names and ("word" in found.truthiness_only) is whether


def test_parts_that_include_one_another_end():
    assert closure("loop.html").names == ("word",)


@pytest.mark.parametrize("what", ["name", "'b' ~ '.html'", "name if name else 'b.html'", "'b.html' if name", "['b.html', name]"])
def test_what_cannot_be_foreseen_is_refused(what):
    with pytest.raises(DynamicInclude, match="computes"):
        closure("computed.html", computed_html=f"{{% include {what} %}}")


@pytest.mark.parametrize("what", ["'a.html' if one else ('b.html' if two else 'apart.html')", "['a.html', 'b.html', 'apart.html']"])
def test_a_choice_between_names_is_all_of_them(what):
    chosen = closure("choice.html", choice_html=f"{{% include {what} %}}")
    assert {"question", "word"} <= set(chosen.names)


def test_every_template_of_the_theme_can_be_foreseen(theme_environment):
    names = [name for name in theme_environment.list_templates(extensions=["html"]) if not name.startswith("mail/")]
    found = closures()
    of = {name: found.of(theme_environment, name) for name in names}
    assert len(of) > 40
    assert {"article", "SITENAME", "pages"} <= set(of["article.html"].names)


def test_no_list_of_the_whole_blog_is_in_the_frame_of_every_page(theme_environment):
    """Or each new post would have every page drawn anew."""
    frame = closures().of(theme_environment, "base.html")
    asked = set(frame.names) - frame.truthiness_only
    assert not asked & {"articles", "dates", "tags", "categories", "authors", "contributors", "programmes", "callouts", "submissions"}


def test_what_a_source_says_is_read_from_it_once(tmp_path, monkeypatch):
    environment = Environment(loader=DictLoader(SOURCES))
    first = closures(tmp_path).of(environment, "post.html")
    monkeypatch.setattr(environment, "parse", None)
    assert closures(tmp_path).of(environment, "post.html") == first
    with pytest.raises(TypeError):  # another name of ours may be asked for
        environment.globals["question"] = str
        closures(tmp_path).of(environment, "post.html")


@pytest.fixture
def theme_environment():
    environment = Environment(loader=FileSystemLoader(ROOT / "theme" / "templates"))
    of_ours = runpy.run_path(str(ROOT / "pelicanconf.py"))["JINJA_FILTERS"]
    environment.filters.update(dict.fromkeys([*of_ours, "strftime", "side_notes"], str))
    environment.tests["plugin_enabled"] = bool
    return environment
