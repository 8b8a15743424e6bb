"""The page of the settings: what pelicanconf.py and publishconf.py set, beside the rows of docs/settings.md."""

import ast
import io
import re
import runpy
import tokenize
from pathlib import Path

from pelican.settings import DEFAULT_CONFIG

from docs.reference.markdown import code, prose, sentence, table

INTRODUCTION = """# Values of the settings

Every setting that `pelicanconf.py` or `publishconf.py` gives a value, as it stands now; this page is written from the two files.
What each of ours is for, and what its keys are, is on the page of [settings](../settings.md).
"""
LONGEST_VALUE = 100
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]+) \|", re.M)


def page(root: Path) -> str:
    """The whole page, from the two files in `root`."""
    preview, production = (_values(root / name) for name in ("pelicanconf.py", "publishconf.py"))
    comments = _comments(root / "pelicanconf.py") | _comments(root / "publishconf.py")
    explained = dict(ROW.findall((root / "docs" / "settings.md").read_text(encoding="utf-8")))
    ours = [name for name in preview if name in explained]
    others = [name for name in preview if name not in explained]
    return "\n".join(
        [
            INTRODUCTION,
            "## Our own\n",
            table(
                ["setting", "preview", "production", "what it is"],
                ([code(name), _shown(preview[name]), _changed(preview[name], production[name]), _first(explained[name])] for name in ours),
            ),
            "## Pelican’s\n",
            "Explained in [Pelican’s documentation](https://docs.getpelican.com/en/latest/settings.html). A setting that is not here has Pelican’s default.\n",
            table(
                ["setting", "value here", "Pelican’s default", "why"],
                (
                    [code(name), _shown(production[name]), _shown(DEFAULT_CONFIG.get(name, "")), prose(comments.get(name, ""))]
                    for name in others
                ),
            ),
        ]
    )


def _values(file: Path) -> dict[str, object]:
    return {name: value for name, value in runpy.run_path(str(file)).items() if name.isupper()}


def _shown(value: object) -> str:
    """A value as code; where that would be long, or is a place in memory, only what kind of value it is."""
    if callable(value):
        return code(getattr(value, "__name__", ""))
    text = repr(value)
    if len(text) <= LONGEST_VALUE and not re.search(r" at 0x|datetime\(|site-packages", text):
        return code(text)
    if isinstance(value, dict):
        return f"for {', '.join(code(key) for key in value)}"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    return "computed"


def _changed(preview: object, production: object) -> str:
    """The value in production, when it is another than in preview."""
    return "the same" if production == preview or _shown(preview) == _shown(production) == "computed" else _shown(production)


def _first(text: str) -> str:
    """The first sentence of a row."""
    return sentence(re.split(r"(?<=[.;])\s", text.strip(), maxsplit=1)[0].removesuffix(", see below").rstrip(";"))


def _comments(file: Path) -> dict[str, str]:
    """The comment right above each setting, or behind it on its line."""
    source = file.read_text(encoding="utf-8")
    lines = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and "noqa" not in token.string
    }
    found: dict[str, str] = {}
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign):
            continue
        above: list[str] = []
        line = node.lineno - 1
        while line in lines:
            above.insert(0, lines[line])
            line -= 1
        text = " ".join(above) or lines.get(node.lineno, "")
        for target in node.targets:
            if isinstance(target, ast.Name) and text:
                found[target.id] = text
    return found
