"""What follows from a language tag."""

import pytest
from markupsafe import Markup

from newsroom.languages import attributes, direction, is_english, og_locale


@pytest.mark.parametrize(
    "tag", "ar ar-EG he he-IL fa ur yi dv ps sd ug ckb ku-Arab az-Arab pa-PK uz-AF yi-Hebr ar-Hebr ff-Adlm nqo syr rhg".split()
)
def test_what_is_written_from_right_to_left(tag):
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", "en en-GB fr ar-Latn he-Latn ku tr az uz sd-IN sd-Deva ug-Cyrl ja zh-Hant-TW ru el und".split())
def test_what_is_written_from_left_to_right(tag):
    assert direction(tag) == "ltr"


def test_english_is_english_of_any_country():
    assert [is_english(tag) for tag in ("en", "en-GB", "EN-us", "en-Latn-GB", "en-Shaw", "enm", "fr", "ar")] == [True] * 4 + [False] * 4


def test_attributes_are_html_and_nothing_without_a_language():
    assert attributes("ar-EG") == Markup(' lang="ar-EG" dir="rtl"')
    assert attributes("fr") == ' lang="fr" dir="ltr"'
    assert attributes(None) == attributes("") == ""
    assert '"><' not in attributes('ar"><b')


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("en-GB", "en_GB"), ("ar", "ar"), ("zh-Hant-TW", "zh_TW"), ("es-419", "es"), ("ca-valencia", "ca"), ("az-Arab", "az")],
)
def test_open_graph_knows_languages_and_countries_alone(tag, locale):
    assert og_locale(tag) == locale
