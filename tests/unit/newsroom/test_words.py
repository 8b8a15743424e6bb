"""The words of a post, made safe for mail."""

import pytest

from newsroom.mail.mail_html import sanitize_for_mail

SITE = "https://blog.participle.example"


def words(markup: str) -> str:
    return sanitize_for_mail(markup, SITE, set())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<ol><li>One</li><li value="4">Two</li></ol>', '<ol><li>One</li><li value="4">Two</li></ol>'),
        ("<h2>Tea</h2><h1>Top</h1><h6>Low</h6>", "<h3>Tea</h3><h3>Top</h3><h6>Low</h6>"),
        (
            '<p><img src="https://elsewhere.example/x.png" alt="A cat"></p>',
            '<p><a href="https://elsewhere.example/x.png">Picture: A cat</a></p>',
        ),
        (f'<p><img src="{SITE}/x.png" alt="A cup"></p>', f'<p><img src="{SITE}/x.png" alt="A cup"></p>'),
        ('<iframe src="https://video.example/1"></iframe>', '<p><a href="https://video.example/1">Watch or listen on the web</a></p>'),
        (
            '<p><video><source src="https://video.example/2">old</video> so</p>',
            '<p><a href="https://video.example/2">Watch or listen on the web</a> so</p>',
        ),
        ('<p><a href="javascript:alert(1)" onclick="x()" style="color:red">go</a></p>', "<p><a>go</a></p>"),
        ('<p><img src="http://[half" alt="A cat"> <a href="http://[half">x</a></p>', "<p><span>Picture: A cat</span> <a>x</a></p>"),
        ("<p>One</p><script>alert(1)</script><form><input></form>", "<p>One</p>"),
        ("<details><summary>Summ words</summary>Det words</details>", "<div><div>Summ words</div>Det words</div>"),
        ("<details><summary>One</summary><p>Two</p></details>", "<div><div>One</div><p>Two</p></div>"),
        ("One<aside>two</aside>three", "One<div>two</div>three"),
        ('<aside class="pull-quote"><p>Loud.</p></aside>', "<p>Loud.</p>"),
        ("<section>One</section><section>two</section>", "<div>One</div><div>two</div>"),
        (
            '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table><tbody><tr><td>1</td></tr></tbody></table></div>',
            '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table><tbody><tr><td>1</td></tr></tbody></table></div>',
        ),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)
def test_what_becomes_of(markup, expected):
    assert words(markup) == expected


def test_no_id_stands_twice_in_one_mail():
    """Two posts may both have `fn:1`, when the plugin that keeps them apart is off."""
    ids: set[str] = set()
    first = sanitize_for_mail('<p id="fn:1">a</p>', SITE, ids)
    second = sanitize_for_mail('<p id="fn:1">b</p><p id="fn:2">c</p>', SITE, ids)
    assert (first, second) == ('<p id="fn:1">a</p>', '<p>b</p><p id="fn:2">c</p>')
