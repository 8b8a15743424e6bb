"""A setting under its old name is refused with the new one."""

import pytest

from newsroom.renamed_settings import RENAMED_SETTINGS, RenamedSetting, check_renamed_settings


@pytest.mark.parametrize("old", RENAMED_SETTINGS)
def test_an_old_name_is_refused_with_the_new_one(old):
    name, _, key = old.partition(".")
    with pytest.raises(RenamedSetting, match=f"^Rename in your settings file: {old} is now called {RENAMED_SETTINGS[old]}$"):
        check_renamed_settings({name: {key: ""} if key else ""})


def test_all_old_names_are_told_at_once():
    with pytest.raises(RenamedSetting, match="MAIL_FOOTER; FOLLOW.fewest is now called FOLLOW.min_count$"):
        check_renamed_settings({"MAIL_SENDER": "The blog", "FOLLOW": {"fewest": 3}})


def test_new_names_and_settings_that_are_not_dictionaries_pass():
    check_renamed_settings({"MAIL_FOOTER": "The blog", "FOLLOW": {"min_count": 3}})
    check_renamed_settings({"FOLLOW": None})
