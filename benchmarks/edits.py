"""What people do to a blog between two builds. Each edit changes files of the blog, and stays."""

import re
import secrets
from pathlib import Path

from benchmarks.blog import Blog
from benchmarks.corpus import REGULAR
from benchmarks.live import add_sentence

# After all that the corpus and the real blog have, so that it moves every list on.
NEWEST = "2016-01-04"


def body(blog: Blog) -> None:
    """Of the newest of the added posts."""
    add_sentence(blog.posts[-1])


def bio(blog: Blog) -> None:
    """Of a contributor with some fifty posts."""
    add_sentence(blog.site / "content" / "contributors" / f"{REGULAR}.md")


def title(blog: Blog) -> None:
    """Of the newest but one."""
    _copy(blog.posts[-2], blog.posts[-2], f"Another title, {secrets.token_hex(3)}")


def new_post(blog: Blog) -> None:
    """It stands first on the home page."""
    slug = f"new-{secrets.token_hex(3)}"
    _copy(blog.posts[-1], blog.posts[-1].with_name(f"{NEWEST}-{slug}.md"), f"A new post, {slug}", f"{NEWEST} 09:00")


def deleted_post(blog: Blog) -> None:
    """The newest, after those two, that no later post has a link to: that would be a mistake in the content."""
    later = ""
    for post in reversed(blog.posts):
        if post.name not in later and post not in blog.posts[-2:]:
            blog.posts.remove(post)
            post.unlink()
            return
        later += post.read_text(encoding="utf-8")


def _copy(post: Path, to: Path, title: str, date: str = "") -> None:
    """Write a post with another title, and another date. The title is one that no run before had: the cards of those are kept."""
    text = re.sub(r"^title: .*", f"title: {title}", post.read_text(encoding="utf-8"), count=1, flags=re.M)
    to.write_text(re.sub(r"^date: .*", f"date: {date}", text, count=1, flags=re.M) if date else text, encoding="utf-8")
