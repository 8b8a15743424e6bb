"""The follow form as the setting describes it."""

import pytest

from plugins.follows.form import FollowForm, count_line


@pytest.mark.parametrize(
    "count, line",
    [
        (None, ""),
        (0, "Be the first to follow"),
        (1, "Join 1 other follower"),
        (2, "Join 2 other followers"),
        (111, "Join 111 other followers"),
        (12345, "Join 12,345 other followers"),
    ],
)
def test_the_count_is_said_in_right_grammar(count, line):
    assert count_line(count) == line


def test_each_service_gets_its_own_names():
    form = FollowForm.of(
        {
            "endpoint": "https://l.example/s",
            "email_field": "EMAIL",
            "frequency_field": "l",
            "frequencies": {"weekly": "id-7"},
            "hidden": {"u": "1"},
        }
    )
    assert [value for value, *_ in form.frequencies] == ["id-7"]
    assert (form.email_field, form.frequency_field, form.hidden) == ("EMAIL", "l", [("u", "1")])


def test_all_four_frequencies_are_offered_by_default():
    assert [value for value, *_ in FollowForm.of({}).frequencies] == ["immediately", "daily", "weekly", "monthly"]


def test_preview_takes_the_form_in_place_of_any_service():
    assert FollowForm.of({"endpoint": "https://x.example"}, "/form").endpoint == "/form"


@pytest.mark.parametrize(
    "setting, words",
    [
        ({"endpiont": ""}, "Did you mean “endpoint”?"),
        ({"frequencies": {"weakly": "w"}}, "Did you mean “weekly”?"),
        ({"endpoint": "http://open.example/"}, "only be sent to https://"),
        ({"count": -1}, "how many people follow"),
        ({"count": "111"}, "how many people follow"),
    ],
)
def test_a_wrong_setting_is_named_with_its_cure(setting, words):
    with pytest.raises(ValueError, match="FOLLOW") as error:
        FollowForm.of(setting)
    assert words in str(error.value)
