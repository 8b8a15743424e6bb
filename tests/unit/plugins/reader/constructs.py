"""Well-made Markdown of every kind, as people paste it from Google Docs, Word, GitHub and notebooks: nothing in it is ever lost."""

from collections.abc import Iterator
from itertools import product

NUMBERS = [
    f"{number}{sign}{space}" for number in ("1", "3", "07", "12", "123456789") for sign in ".)" for space in (" ", "  ", "   ", "\t")
]
BULLETS = [f"{sign}{space}" for sign in "-*+" for space in (" ", "   ", "\t")]
TASKS = [f"{marker}[{sign}]{space}" for marker, sign, space in product(("- ", "* ", "+\t", "1. ", "2)\t"), " xX", (" ", "\t"))]
BEFORE = ["", "> ", ">", "- ", "> - ", "1. ", "  ", "   "]
# What may stand wherever inline Markdown may stand.
INLINE = [
    *"*alpha* **alpha** ***alpha*** _alpha_ __alpha__ ~~alpha~~ `alpha` ``alpha`` *alpha*beta alpha_beta_gamma 2*3*4 **alpha*beta*gamma**".split(),
    "`` alpha ` beta ``", "` alpha `", "**alpha** *beta*", "*alpha **beta** gamma*", "**alpha `beta` gamma**", "[*alpha* beta](/about/)",
    "\\*alpha\\*", "\\# alpha", "\\`alpha\\`", "alpha \\& beta", "\\[alpha\\]", "alpha\\_beta", "C:\\\\alpha", "1\\. alpha", "\\<alpha\\>", "\\~alpha\\~", "\\{alpha\\}",
    "alpha... beta", "alpha -- beta", "alpha --- beta", "alpha–beta—gamma", '"alpha" beta', "'alpha' beta", "alpha’s ‘beta’ “gamma”", "don't", "the '90s", "5' 6\"",
    "&amp; alpha", "AT&T", "&copy; 2014", "&eacute;t&eacute;", "&#8212;alpha", "&#x2014;alpha", "&nbsp;alpha", "alpha&hellip;", "&frac12; alpha", "&lt;alpha&gt;", "&nosuch; alpha", "&alpha; & beta",
    "alpha  \nbeta", "alpha\\\nbeta", "alpha\nbeta", "alpha<br>beta", "alpha<br/>\nbeta", "alpha\tbeta", "alpha\u00a0beta", "al\u00adpha", "al\u200bpha", "naïve Ångström", "e\u0301tude", "ﬁne", "straße", "İstanbul", "ς Σ", "x² H₂O", "½ ¾",
    "https://example.org/alpha_beta", "<https://example.org/alpha>", "<alpha@example.org>", "[alpha](https://example.org/beta)", '[alpha](https://example.org/ "beta gamma")', "[alpha](https://example.org/ 'beta')", "[alpha](https://example.org/ (beta))", "[alpha](<https://example.org/b c>)", "[alpha beta][ref]", "[ref][]", "[ref]", "[REF]", "[alpha]\\[ref]",
    "alpha[^note]", "alpha[^note] beta[^1]", "alpha[^long-name_2]",
    "a < b > c", "a <3 b", "2 > 1", "x<5", "<b>alpha</b>", "H<sub>2</sub>O", '<span title="beta">alpha</span>', "<kbd>Ctrl</kbd>+<kbd>C</kbd>", "<abbr title=\"beta gamma\">alpha</abbr>", "<q>alpha</q>", "<!-- beta -->alpha",
    "£5 #1 50% @alpha +1", "alpha (beta) [gamma]", "{alpha}", "10:30 - 11:45", "1.5 1,000 1/2", "alpha/beta", "e.g. i.e.", "3) alpha", "(1) alpha", "a) alpha", "1.alpha", "1.", "-alpha", "x", "[x] alpha", "[ ] alpha", "X. alpha", "$x$ ^a^ =b= |c", "😀 alpha", "中文 אבג عربي", "alpha: beta", "HTML alpha",
]  # fmt: skip
# Blocks around them.
BLOCKS = [
    "{}", "## {}", "## {} ##", "### {} ###########", "###### {} #", "##\t{}", "   ## {}", "alpha\n{}", "> {}", ">{}", "> > {}", "> {}\nlazy words", "> - {}\n> - more",
    "- {}", "- one\n- {}\n- three", "* one\n    * {}", "1. one\n   1. {}", "1. one\n\n   {}", "- one\n\n  {}\n\n- two", "- - {}", "| a | b |\n| --- | --- |\n| {} | d |", "a | b\n:-- | --:\n{} | d", "| {} |\n|:-:|\n| d |",
    "one[^n]\n\n[^n]: {}", "one[^n]\n\n[^n]: first\n\n    {}", "<div>\n\n{}\n\n</div>", "<details>\n<summary>Sum</summary>\n\n{}\n\n</details>", "/// pull-quote\n{}\n///", "one\n\n---\n\n{}", "one\n\n***\n\n{}\n\n* * *", "[note]\n\n{}\n\n[note]: https://example.org/ \"What\"",
]  # fmt: skip
WHOLE = [
    "Setext\n------\n\nWords.", "Setext two\nlines\n---", "    code one\n    code two", "\tcode with a tab", "```\n1.\tcode\n- [x] code\n```", "```python\nprint(1)\n```", "~~~ ruby\nx\n~~~", "````\n```\nin\n```\n````",
    "- a\n - b\n  - c", "1. a\n1. b\n1. c", "1) a\n2) b", "10. a\n11. b", "0. a", "-\ta\n-\tb\n\n\tmore", "1.\ta\n2.\tb\n\n\tmore\n\n3.\tc", "1.\ta\n\t1.\tb\n\t2.\tc\n2.\td", "-\ta\n\t-\tb\n\t\t-\tc", "> 1.\ta\n> 2.\tb", ">\t1.\ta", "1. - a\n   - b", "- 1. a\n  2. b", "- 1.\ta\n  2.\tb", "-\t1.\ta", "1.\t- a", "1. 2. 3. a", "- a\n\n\n- b", "1.\n   a", "-\n  a", "-\n- a", "1.\n2. a", "1.\t\n2.\ta",
    "- [x] done\n- [ ] open\n- [X] also", "1. [x] done\n2. [ ] open", "- [x] a\n  - [X] b\n    - [ ] c", "* [x]\tdone", "> - [x] done", "- [x] *done* [x]", "- [x]\n  done", "+ [X] X marks x",
    "| a | b | c | d |\n|---|:--|--:|:-:|\n| 1 | 2 | 3 | 4 |", "| a |\n| - |\n| b |\n| |", "a | b\n- | -\n1 | 2\n3 |", "| a \\| b | c |\n|---|---|\n| `x \\| y` | 2 |", "|a|b|\n|-|-|\n|1. x|- y|", "| [x] | 1. |\n|---|---|\n| [X] | 2) |",
    "One[^1] and two[^b].\n\n[^1]: First.\n[^b]: Second.", "One[^1]\n\n[^1]:\n    Words below.", "One[^1].\n\n[^1]:\tA tab.", "One[^a].\n\n[^a]: Words.", "One[^1] again[^1].\n\n[^1]: Twice.", "- One[^1]\n\n[^1]: - a\n    - b",
    "[one]\n\n[one]: https://example.org/one", "[one]\n\n[One]: <https://example.org/a b> 'A title'", "[one]\n\n[one]:\n   https://example.org/", "[one]\n\n[one]: https://example.org/\n  \"A title\"", "[one]\n\n[one]: https://example.org/ (A title)", "[one][two words]\n\n[two\nwords]: https://example.org/", "> [one]\n>\n> [one]: https://example.org/", "- [one]\n\n  [one]: https://example.org/", "[Foo*bar]\n\n[Foo*bar]: https://example.org/", "![tea](/images/tea.png \"A title\")", "![tea][t]\n\n[t]: /images/tea.png", "[![tea](/images/tea.png)](/about/)",
    "HTML is old.\n\n*[HTML]: HyperText Markup Language", "Term\n: Meaning\n: Another", "Term\nSecond\n:   Meaning\n\n    More.", "## Part {: #part }\n\nWords.", "Words.\n{: .lead }", "*words*{: title=\"told\" }",
    "---\n\nWords.", "* * *", "_ _ _", "***\n---\n___", "Words\n***\nMore", "<hr>\n\nWords.", "<table>\n<tr><td>1.</td><td>[x]</td></tr>\n</table>", "<p>One</p>\n<p>Two</p>", "<!-- a\nb -->\n\nWords.", "<pre>\na\n\nb\n</pre>", "<blockquote>a</blockquote>",
    "1986\\. A year.", "The year was\n1986. It rained.", "Chapter\n2) and so", "a\n- b", "a\n1. b", "a\n* b", "5 * 3 = 15", "- 5", "+1", "* note", "## \u00a0a", "##", "## ##", "#hash", "#5 bolt", "\\## a", "Words ##", "## a #b", "## a \\#", "1\t2\t3", "a\tb",
    "One\nTwo", "\n\n\nWords\n\n\n", "Words \n more", "trailing\\", "Hello<br>there", "a&b;c", "&#0065;", "&#65; &#x41;", "&AMP; &Amp;", "f&ouml;&ouml;", "&amp;amp;", "&quot;a&quot;", "[a&amp;b](https://example.org/?a=1&amp;b=2 \"c &eacute;\")",
]  # fmt: skip
_DEFINED = {
    "[^note]": "[^note]: Noted.",
    "[^1]": "[^1]: One more.",
    "[^long-name_2]": "[^long-name_2]: The last.",
    "ref]": "[ref]: https://example.org/ref",
}


def snippets() -> Iterator[str]:
    """Several hundred small texts, each of which keeps every word it shows."""
    yield from WHOLE
    for before, marker in product(BEFORE, [*NUMBERS, *BULLETS, *TASKS]):
        yield f"{before}{marker}first thing"
    for number, inline in enumerate(INLINE):
        used = "".join(f"\n\n{definition}" for mark, definition in _DEFINED.items() if mark in inline.lower() and "\\[" not in inline)
        for block in (BLOCKS[0], *(BLOCKS[(number * 5 + step) % len(BLOCKS)] for step in range(6))):
            one_line = block not in {"{}", "alpha\n{}", "one\n\n---\n\n{}"}
            yield block.format(inline.replace("\n", " ") if one_line else inline) + used
