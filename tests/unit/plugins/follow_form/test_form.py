"""The follow form as the setting describes it."""

from types import SimpleNamespace

import pytest

from plugins.follow_form import add_form
from plugins.follow_form.form import FollowForm, count_line, desk_count


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
        ({"endpiont": ""}, "did you mean “endpoint”?"),
        ({"frequencies": {"weakly": "w"}}, "did you mean “weekly”?"),
        ({"endpoint": "http://open.example/"}, "only be sent to https://"),
        ({"count": -1}, "how many people follow"),
        ({"count": "111"}, "how many people follow"),
    ],
)
def test_a_wrong_setting_is_named_with_its_cure(setting, words):
    with pytest.raises(ValueError, match="FOLLOW") as error:
        FollowForm.of(setting)
    assert words in str(error.value)


def test_those_at_the_desk_are_counted_too(tmp_path):
    file = tmp_path / "followers.json"
    assert desk_count(file) == 0
    file.write_text('{"followers": 3}')
    assert FollowForm.of({"count": 111}, desk_count=desk_count(file)).count_line == "Join 114 other followers"
    assert FollowForm.of({"count": None}, desk_count=3).count_line == ""


def test_the_build_counts_those_of_the_desk_of_its_own_project(tmp_path):
    settings = {"PATH": str(tmp_path / "content"), "FOLLOW": {"count": 111}, "PREVIEW_FOLLOW_ENDPOINT": "", "PREVIEW_FORM_ENDPOINT": ""}
    generator = SimpleNamespace(settings=settings, context={})
    (tmp_path / "var" / "desk").mkdir(parents=True)
    (tmp_path / "var" / "desk" / "followers.json").write_text('{"followers": 3}')
    add_form(generator)
    assert generator.context["follow"].count_line == "Join 114 other followers"


@pytest.mark.parametrize("damaged", ["", "{}", "[]", '{"followers": "many"}', '{"followers": null}'])
def test_a_damaged_count_is_named_with_its_cure(tmp_path, damaged):
    file = tmp_path / "followers.json"
    file.write_text(damaged)
    with pytest.raises(ValueError, match="followers.json is damaged.*delete it"):
        desk_count(file)


def test_a_few_are_not_boasted_of():
    assert FollowForm.of({"count": 4, "min_count": 5}).count_line == ""
    assert FollowForm.of({"count": 4, "min_count": 5}, desk_count=1).count_line == "Join 5 other followers"


def test_fields_that_only_our_desk_knows_are_there_when_named():
    plain = FollowForm.of({})
    assert (plain.target_field, plain.honeypot_field, plain.referrer_field) == ("", "", "")
    form = FollowForm.of({"target_field": "target", "honeypot_field": "website", "referrer_field": "page"})
    assert (form.target_field, form.honeypot_field, form.referrer_field) == ("target", "website", "page")
