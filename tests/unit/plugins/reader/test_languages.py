"""Language tags: every part is in the registry, and a slip is answered with what was meant."""

import pytest

from newsroom.language_tags import language_tag

GOOD = {
    "ar": "ar",
    "AR": "ar",
    "ar-eg": "ar-EG",
    "EN-gb": "en-GB",
    "zh-hant-tw": "zh-Hant-TW",
    "es-419": "es-419",
    "ckb": "ckb",
    "ca-VALENCIA": "ca-valencia",
}
BAD = {
    "Arabic": "did you mean “ar”?",
    "arabik": "did you mean “ar”?",
    "ara": "did you mean “ar”?",
    "eng": "did you mean “en”?",
    "iw": "did you mean “he”?",
    "jp": "did you mean “ja”?",
    "gr": "did you mean “el”?",
    "ar_EG": "did you mean “ar-EG”?",
    "en_uk": "did you mean “en”?",
    "en-UK": "did you mean “en-GB”?",
    "ar-Xxxx": "did you mean “ar”?",
    "ar-ZZZ1": "did you mean “ar”?",
    "en-x-mine": "did you mean “en”?",
    "ar-": "did you mean “ar”?",
    "xq": "write a code such as en",
    "qqq": "write a code such as en",
    "rtl": "write a code such as en",
    "العربية": "write a code such as en",
    "a" * 300: "write a code such as en",
}


@pytest.mark.parametrize("given", GOOD)
def test_a_tag_is_taken_in_any_case_and_written_in_the_usual_one(given):
    assert language_tag(given) == GOOD[given]


@pytest.mark.parametrize("given", BAD)
def test_a_tag_that_is_none_is_refused_with_the_cure(given):
    with pytest.raises(ValueError, match="is not a language tag") as error:
        language_tag(given)
    assert str(error.value).rpartition("; ")[2].startswith(BAD[given])


@pytest.mark.parametrize("path", ["articles/2014-06-03-x.md", "contributors/x.md", "callouts/x.md", "programmes/x.md", "pages/x.md"])
def test_every_kind_of_text_may_say_its_language(newsroom, path):
    front_matter = {
        "articles": "title: مدونة\ndate: 2014-06-03\nauthors: [ada]\nsummary: كلمة\n",
        "contributors": "name: آدا\nkind: guest\n",
        "callouts": "question: ماذا؟\nopens: 2014-06-03\n",
        "programmes": "name: برنامج\nsummary: كلمة\n",
        "pages": "title: صفحة\n",
    }[path.split("/")[0]]
    newsroom.write(path, f'---\n{front_matter}lang: AR\n---\nقال "نعم".\n')
    index = newsroom.read()
    assert index.problems == []
    assert index.entries[path].values["lang"] == "ar"
    assert 'قال "نعم"' in index.entries[path].html.replace("&quot;", '"')


def test_a_tag_that_is_none_is_refused_by_line(newsroom):
    path = newsroom.post(extra="lang: Arabic\n")
    (problem,) = newsroom.read().errors
    assert (problem.path, problem.line, problem.field) == (path, 6, "lang")
    assert str(problem).endswith("lang: “Arabic” is not a language tag\n  did you mean “ar”?")


def test_what_editors_add_to_an_answer_is_in_the_language_of_the_site(newsroom):
    newsroom.write("callouts/help.md", "---\nquestion: What helps?\nopens: 2014-01-01\n---\nBrief.\n")
    front_matter = "title: L'eau\ndate: 2014-06-03\ncallout: help\nsubmitter: {name: Cléo}\nconsent: publish\nedited: as-sent\nlang: fr\n"
    newsroom.write("submissions/help/2014-06-03-eau.md", f"---\n{front_matter}summary: s\nintro: We 'asked'.\n---\nL'eau \"vive\".\n")
    newsroom.post(body="It's English.")
    index = newsroom.read()
    answer = index.entries["submissions/help/2014-06-03-eau.md"]
    assert (answer.values["title"], answer.values["intro"]) == ("L'eau", "<p>We ‘asked’.</p>")
    assert answer.html == '<p>L\'eau "vive".</p>'
    assert index.entries["articles/2014-06-03-good.md"].html == "<p>It’s English.</p>"


@pytest.mark.parametrize(
    ("body", "extra", "words"),
    [
        ("هذا نص عربي، مع كلمة English في الوسط، وكلمات أخرى.", "", "is written in Arabic letters"),
        ("Это русский текст, и ничего больше.", "", "is written in Cyrillic letters"),
        ("שלום לכולם, וברוכים הבאים.", "lang: en\n", "“en” is not written in Hebrew letters"),
        ("These are plain English words, and many of them.", "lang: fa\n", "“fa” is not written in Latin letters"),
    ],
)
def test_a_text_whose_letters_do_not_fit_its_language_gets_a_warning(newsroom, body, extra, words):
    path = newsroom.post(body=body, extra=extra)
    index = newsroom.read()
    (problem,) = [problem for problem in index.problems if problem.path == path]
    assert (problem.severity, problem.field) == ("warning", "lang")
    assert words in problem.message
    assert problem.cure
    assert index.errors == []


@pytest.mark.parametrize(
    ("body", "extra"),
    [
        ("هذا نص عربي فيه كلمات كثيرة جدا", "lang: ar\n"),
        ("One quoted word, سلام, in English.", ""),
        ("123 – !", ""),
        ("هذا نص عربي فيه كلمات كثيرة جدا", "lang: ur-PK\n"),
    ],
)
def test_a_text_whose_letters_fit_gets_none(newsroom, body, extra):
    newsroom.post(body=body, extra=extra)
    assert [problem for problem in newsroom.read().problems if problem.field == "lang"] == []
