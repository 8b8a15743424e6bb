"""A long run of one sign is refused only where it would be slow to convert; in code, rules and tables it stays."""

import pytest

from plugins.reader.decode import InvalidContent, decode_text

HYPHENS = "-" * 5_000


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{HYPHENS}\n```",
        f"~~~~ text\na {'=' * 5_000} b\n~~~\nc {' ' * 5_000} d\n~~~~\n",
        f"- item\n\n  ```\n  x = '{'*' * 300}'\n  ```",
        f"> ```\n> {'<' * 300} a\n> ```",
        f"Words.\n\n    x = '{'*' * 300}'",
        f"Words.\n\n\tx = '{'*' * 300}'",
        HYPHENS,
        f"Words\n{'=' * 5_000}",
        f"* * *\n{'_' * 300}",
        f"| a | b |\n|{HYPHENS}|:{HYPHENS}:|\n| c{' ' * 5_000}| d |",
        f"a | b\n{HYPHENS} | {HYPHENS}\nc{' ' * 300} | d",
        f"+{HYPHENS}+",
        "~" * 300,
    ],
)
def test_a_run_in_code_or_a_rule_stays(text):
    assert decode_text(text.encode()) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"a {'*' * 201} b", 1),
        (f"```\ncode\n```\n\na {HYPHENS} b", 5),
        (f"```\n{HYPHENS}\n```\n\n| a {'*' * 201} | b |", 5),
        (f"Words\n\na{' ' * 201}b", 3),
        (f"Words `{'*' * 201}`", 1),
        ("Words\n" + "&amp;" * 201, 2),
    ],
)
def test_a_run_in_words_is_refused_by_its_line(text, line):
    with pytest.raises(InvalidContent) as error:
        decode_text(text.encode())
    assert error.value.line == line and "same sign" in error.value.message and "back-ticks" in error.value.cure


def test_a_post_with_long_rules_is_read(newsroom):
    rows = f"| a | b |\n|{HYPHENS}|{HYPHENS}|\n| c | d |"
    newsroom.post(body=f"Words.\n\n{rows}\n\n{HYPHENS}\n\n```\n{HYPHENS}\n{'=' * 5_000}\n{' ' * 5_000}x\n```")
    index = newsroom.read()
    assert index.problems == []
    html = index.entries["articles/2014-06-03-good.md"].html
    assert HYPHENS in html and "<td>c</td>" in html and "<hr" in html
