"""Wide tables scroll in boxes of their own; the page around them does not."""

import re

import pytest

from plugins.reader.scrolling_tables import wrap_tables

BOX = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">'
TABLE = "<table><tbody><tr><td>Tea</td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<p>One</p>{TABLE}<p>Two</p>", f"<p>One</p>{BOX}{TABLE}</div><p>Two</p>"),
        (f"{TABLE}{TABLE}", f"{BOX}{TABLE}</div>{BOX}{TABLE}</div>"),
        (f"<table><tbody><tr><td>{TABLE}</td></tr></tbody></table>", f"{BOX}<table><tbody><tr><td>{TABLE}</td></tr></tbody></table></div>"),
        (f"<ul><li>{TABLE}</li></ul>", f"<ul><li>{BOX}{TABLE}</div></li></ul>"),
        (f'<p title="<table>">a &lt;table&gt; b</p>{TABLE}', f'<p title="<table>">a &lt;table&gt; b</p>{BOX}{TABLE}</div>'),
        ("<p>No table, and <code>&lt;table&gt;</code></p>", "<p>No table, and <code>&lt;table&gt;</code></p>"),
        ("", ""),
    ],
)
def test_each_outermost_table_stands_in_a_box(markup, expected):
    assert wrap_tables(markup) == expected


@pytest.mark.parametrize(
    "table", ["A | table\n--|--\n1 | 2", "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>"], ids=["pipes", "HTML"]
)
def test_a_table_of_a_post_has_its_box(newsroom, table):
    path = newsroom.post(body=f"Before.\n\n{table}\n\nAfter.")
    content = newsroom.read().entries[path].html
    assert content.count(BOX) == content.count("<table") == 1
    assert re.search(r"</table>\s*</div>", content)
