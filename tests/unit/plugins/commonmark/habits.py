"""Markdown as people write it who learnt it on GitHub, in Hugo or in Jekyll: generated, and the same in every run."""

from hypothesis import strategies as st

WORDS = "listen first to people show the work of relational welfare and care 2014 it’s a web_page".split()
DEFINITIONS = """
[`render`]: https://example.org/render
[Guide]: /guide/ "The guide"
[our work]: <https://example.org/our work>
[2]: https://example.org/two
"""

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
pieces = st.one_of(
    words,
    words,
    words,
    words.map("*{}*".format),
    words.map("_{}_".format),
    words.map("**{}**".format),
    words.map("***{}***".format),
    words.map("~~{}~~".format),
    words.map("`{}`".format),
    words.map("**{} `code`**".format),
    words.map("*{} **both** ends*".format),
    words.map("[{}](https://example.org/a)".format),
    words.map('[{}](/b/ "A title")'.format),
    words.map("[{}](<c d.pdf>)".format),
    words.map("[{}](https://example.org/x_(y))".format),
    words.map("[{}][guide]".format),
    words.map("[*{}*][2]".format),
    words.map("![{}](images/tea.png)".format),
    words.map("[![{}](images/tea.png)](/b/)".format),
    st.sampled_from(
        [
            "[`render`]",
            "[`render`][]",
            "[Guide]",
            "[guide][]",
            "[our\nwork]",
            "``a ` b``",
            "un*frigging*believable",
            "snake_case_word",
            "2 * 3 * 4",
            "\\*not\\* \\[a link\\]",
            "R&D &amp; &copy;",
            "a < b > c",
            "<https://example.org/auto>",
            "https://example.org/bare.",
            "“said” it",
            "**“said”** it",
            "(*said*)",
            "in\n1984. It was",
            "hard  \nbreak",
            "hard\\\nbreak",
            "[sic]",
            "`<b>` and `&amp;`",
            "5 - 3",
            "#1",
            "| no table",
            "<kbd>Esc</kbd>",
            "H<sub>2</sub>O <!-- a remark -->\n",
        ]
    ),
)
lines = st.lists(pieces, min_size=1, max_size=4).map(" ".join)
paragraphs = st.lists(lines, min_size=1, max_size=2).map("\n".join)


def indented(text: str, width: int) -> str:
    """`text` with all lines but the first and the empty ones moved to the right."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * width + line if line else line for line in rest)])


def prefixed(text: str, prefix: str) -> str:
    return "\n".join((prefix + line).rstrip() for line in text.split("\n"))


@st.composite
def fences(draw) -> str:
    mark, info = draw(st.sampled_from(["```", "~~~", "````"])), draw(st.sampled_from(["", "python", " sh"]))
    body = draw(st.sampled_from(["x = 1", "def f():\n    return '<b>' & 1\n\n\nf()", "- no list\n# no heading", "/// figure\n///", ""]))
    return "\n".join(part for part in (mark + info, body, mark) if part or body)


@st.composite
def tables(draw) -> str:
    cells = st.sampled_from(["a", "two words", "`x`", "1 \\| 2", "**b**", "[Guide]", ""])
    width = draw(st.integers(2, 3))
    rows = [draw(st.lists(cells, min_size=width, max_size=width)) for _ in range(draw(st.integers(1, 3)))]
    rule = draw(st.sampled_from([["---"] * width, [":--", "--:", ":-:"][:width]]))
    outer = draw(st.booleans()) or any(not row[0] or not row[-1] for row in rows)
    joined = [" | ".join(row) for row in (rows[0], rule, *rows[1:])]
    return "\n".join(f"| {row} |" if outer else row for row in joined)


def lists(inner):
    """Lists whose items hold text and, indented as wide as their mark, what `inner` gives."""

    @st.composite
    def build(draw) -> str:
        ordered, loose = draw(st.booleans()), draw(st.booleans())
        number, mark = draw(st.sampled_from([1, 1, 1, 3, 9])), draw(st.sampled_from(["-", "*", "+"]))
        stop = draw(st.sampled_from([".", ")"]))
        items = []
        for place in range(draw(st.integers(1, 3))):
            head = f"{number + place}{stop} " if ordered else f"{mark} "
            text = draw(lines)
            if draw(st.integers(0, 2)) == 0:
                text += draw(st.sampled_from(["\n", "\n\n"])) + draw(inner)
            items.append(head + indented(text, len(head)))
        return ("\n\n" if loose else "\n").join(items)

    return build()


leaves = st.one_of(
    paragraphs,
    paragraphs,
    fences(),
    tables(),
    words.map("## {}".format),
    words.map("### {} ###".format),
    words.map("{}\n---".format),
    st.sampled_from(
        [
            "<details>\n<summary>More</summary>\n\n- *one*\n- two\n\n</details>\n",
            '<div class="note">\n*raw*\n</div>\n',
            "<!-- a\n\nremark -->\n",
        ]
    ),
    st.sampled_from(["* * *", "___", "    code\n    indented <b></b>"]),
)
blocks = st.recursive(
    leaves,
    lambda inner: st.one_of(lists(inner), lists(inner), inner.map(lambda text: prefixed(text, "> "))),
    max_leaves=6,
)


@st.composite
def posts(draw) -> str:
    """A post: blocks with and without blank lines between them, and the addresses of its links at the end."""
    text = draw(lines)
    for block in draw(st.lists(blocks, min_size=1, max_size=6)):
        text += draw(st.sampled_from(["\n", "\n\n", "\n\n"])) + block
    return f"{text}\n{DEFINITIONS}"
