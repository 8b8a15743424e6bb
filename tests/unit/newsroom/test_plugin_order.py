"""A wrong or missing order of PLUGINS stops the start and names the plugin and the cure."""

from types import SimpleNamespace

import pytest

from newsroom.plugin_order import InvalidPluginOrder, check_plugin_order, order_mistakes

NEEDS = {"feeds": {"AFTER": ("people", "figures")}, "people": {"REQUIRES": ("reader",)}, "figures": {"REQUIRES": ("reader",)}}


def mistakes(*plugins):
    return list(order_mistakes(plugins, lambda name, needs: NEEDS.get(name, {}).get(needs, ())))


@pytest.mark.parametrize("plugins", [(), ("reader", "people", "figures", "feeds"), ("feeds",), ("else", "reader", "figures", "feeds")])
def test_an_order_in_which_each_finds_what_it_needs_is_fine(plugins):
    assert mistakes(*plugins) == []


def test_a_plugin_above_what_it_needs_is_told_where_to_go():
    (mistake,) = mistakes("reader", "feeds", "people", "figures")
    assert mistake == "PLUGINS names feeds above people and figures, whose work it needs; move feeds below figures"
    (mistake,) = mistakes("people", "reader")
    assert mistake == "PLUGINS names people above reader, whose work it needs; move people below reader"


def test_a_plugin_that_is_not_there_is_asked_for_once():
    (mistake,) = mistakes("figures", "people")
    assert mistake == "PLUGINS lacks reader, which figures and people need; add it above figures"


def test_the_start_is_refused_with_all_mistakes():
    pelican = SimpleNamespace(settings={"PLUGINS": ["plugins.contributors", object(), "plugins.reader", "plugins.nowhere"]})
    import plugins.contributors  # noqa: F401  (as Pelican does before it starts any)

    with pytest.raises(InvalidPluginOrder, match="names plugins.contributors above plugins.reader"):
        check_plugin_order(pelican)
