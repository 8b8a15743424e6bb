"""The same posts, and the same few pages around them, for Hugo and for Pelican without plugins: what the two are compared with.

A theme makes a page for each post, a home list of eight a page, a page for each year and each tag, and one RSS of the last twenty.
"""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import yaml

HERE = Path(__file__).parent
# Links between posts lead to addresses; other links of ours, to the home page.
POST_LINK = re.compile(r"\(\{filename\}/articles/(\d{4})-(\d\d)-(\d\d)-([^)]+?)\.md\)")
OTHER_LINK = re.compile(r"\(\{\w+\}[^)]*\)")
# Our blocks, such as pull quotes, are Markdown to neither: their words stay.
BLOCK = re.compile(r"^ *///.*$", re.M)


def write_minimal(posts: Iterable[Path], folder: Path) -> None:
    """A site for each in `folder`/hugo and `folder`/pelican, with these posts of ours in content/articles/ under the names they have."""
    for maker in ("hugo", "pelican"):
        shutil.copytree(HERE / maker, folder / maker, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / maker / "content" / "articles").mkdir(parents=True)
    for post in posts:
        front, body = post.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        facts = _facts(post, yaml.safe_load(front))
        body = BLOCK.sub("", OTHER_LINK.sub("(/)", POST_LINK.sub(r"(/\1/\2/\3/\4/)", body)))
        for maker, lines in (("hugo", _for_hugo(facts)), ("pelican", _for_pelican(facts))):
            head = "\n".join(f"{name}: {value}" for name, value in lines.items())
            (folder / maker / "content" / "articles" / post.name).write_text(f"---\n{head}\n---\n{body}", encoding="utf-8")


def address(post: Path) -> str:
    """Where a post is, in both and on our own site: /2004/01/01/post-00000/"""
    year, month, day, slug = post.stem.split("-", 3)
    return f"/{year}/{month}/{day}/{slug}/"


def _facts(post: Path, front: dict) -> dict:
    year, month, day, slug = post.stem.split("-", 3)
    return {
        "title": front["title"],
        "date": f"{year}-{month}-{day} {str(front['date'])[11:16] or '09:00'}",
        "slug": slug,
        "tags": front.get("tags") or [],
        "author": " and ".join(front.get("authors") or ["The public"]),
        "summary": front["summary"],
    }


def _for_hugo(facts: dict) -> dict:
    """YAML; a list by year is a taxonomy there, so the year is a fact of the post."""
    more = {"date": f"{facts['date'].replace(' ', 'T')}:00Z", "years": [facts["date"][:4]]}
    return {name: json.dumps(value, ensure_ascii=False) for name, value in (facts | more).items()}


def _for_pelican(facts: dict) -> dict:
    """Lines for Markdown's own front matter, which knows no quotation marks and no lists."""
    return facts | {"tags": ", ".join(facts["tags"])}
