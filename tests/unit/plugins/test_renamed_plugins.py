"""A plugin's old name in PLUGINS stops the start and says the new one."""

import importlib

import pytest

import plugins


@pytest.mark.parametrize("old", plugins.RENAMED)
def test_an_old_name_is_refused_with_the_new_one(old):
    with pytest.raises(
        plugins.RenamedPlugin, match=f"^PLUGINS lists {old}, which is called {plugins.RENAMED[old]} now; write the new name$"
    ):
        importlib.import_module(old)


@pytest.mark.parametrize("new", plugins.RENAMED.values())
def test_every_new_name_is_there(new):
    assert importlib.import_module(new).register
