"""A large blog to measure with: the real one, and around it as many posts as one likes, put together from its own sentences.

The same number gives the same files.
"""

import random
import re
from datetime import datetime, timedelta
from pathlib import Path

from testing.newsroom import copy_project

CONTRIBUTORS, PROGRAMMES, TAGS = 200, 12, 60
# Who has about so many posts, however many there are.
REGULAR, OFTEN = f"writer-{CONTRIBUTORS - 10}", 50
FIRST, DAYS = datetime(2004, 1, 1, 9), 3650
# As few pictures as a blog of drawings has, so that what is measured is words.
PICTURES = ("handshake", "four-in-five", "pulse", "five-shifts", "inbox", "witness", "circle", "backr")


def make_corpus(folder: Path, posts: int) -> list[Path]:
    """A copy of the project in `folder` with so many posts in all; the files of those that were added, oldest first."""
    copy_project(folder)
    content = folder / "content"
    there = len(list((content / "articles").glob("*.md"))) + len(list((content / "submissions").rglob("*.md")))
    sentences = _sentences(content / "articles")
    chance = random.Random(posts)
    for number in range(CONTRIBUTORS - len(list((content / "contributors").glob("*.md")))):
        _write(
            content / "contributors" / f"writer-{number:03}.md",
            f"name: Writer Number {number}\nroles: [{{role: Writer, organisation: Participle, from: 2004-01}}]\nlinks: {{twitter: writer_{number}}}\nkind: guest",
            chance.choice(sentences),
        )
    for number in range(PROGRAMMES - len(list((content / "programmes").glob("*.md")))):
        _write(
            content / "programmes" / f"programme-{number}.md",
            f"name: Programme {number}\nsummary: What programme {number} is for.",
            chance.choice(sentences),
        )
    written: list[Path] = []
    for number in range(posts - there):
        moment = FIRST + timedelta(minutes=number * DAYS * 1440 // posts)
        slug = f"post-{number:05}"
        file = content / "articles" / f"{moment:%Y-%m-%d}-{slug}.md"
        regular = number % max(1, posts // OFTEN) == 0
        _write(file, _front(number, moment, regular, chance, sentences), _body(chance, sentences, written))
        written.append(file)
    return written


def _sentences(articles: Path) -> list[str]:
    """Plain sentences of the posts there are."""
    found = set()
    for file in sorted(articles.glob("*.md")):
        for line in file.read_text(encoding="utf-8").split("\n---\n", 1)[1].splitlines():
            if re.match(r"[A-Z]", line) and not re.search(r"[\[\]<>{}|]", line):
                found.update(each for each in re.split(r"(?<=[.!?]) ", line) if 5 < len(each.split()) < 40)
    return sorted(found)


def _front(number: int, moment: datetime, regular: bool, chance: random.Random, sentences: list[str]) -> str:
    authors = ", ".join(f"writer-{each:03}" for each in chance.sample(range(CONTRIBUTORS - 10), chance.choice((1, 1, 1, 2))))
    authors = REGULAR if regular else authors
    tags = ", ".join(f"subject {each}" for each in chance.sample(range(TAGS - 15), chance.randint(1, 4)))
    lines = [f"title: Post number {number}", f"date: {moment:%Y-%m-%d %H:%M}", f"authors: [{authors}]", f"tags: [{tags}]"]
    lines.append(f"summary: {_quoted(chance.choice(sentences))}")
    if chance.random() < 0.6:
        lines.append(f"programme: programme-{chance.randrange(PROGRAMMES - 2)}")
    if chance.random() < 0.5:
        name = chance.choice(PICTURES)
        lines.append(f"image: {{file: images/{name}.png, alt: A drawing., credit: {{name: The picture desk}}, licence: CC0 1.0}}")
    return "\n".join(lines)


def _body(chance: random.Random, sentences: list[str], before: list[Path]) -> str:
    """Some 500 words in paragraphs, with the Markdown that posts have."""
    parts = []
    for paragraph in range(chance.randint(5, 11)):
        words = chance.sample(sentences, chance.randint(2, 5))
        if before and chance.random() < 0.15:
            words.append(f"Read [an older post]({{filename}}/articles/{chance.choice(before).name}) too.")
        parts.append(" ".join(words))
        if paragraph % 4 == 3:
            parts.append(f"## {chance.choice(sentences).rstrip('.!?')}")
        if chance.random() < 0.1:
            parts.append("\n".join(f"- {each}" for each in chance.sample(sentences, 3)))
        if chance.random() < 0.05:
            parts.append(f"> {chance.choice(sentences)}")
    if chance.random() < 0.3:
        parts[0] += "[^1]"
        parts.append(f"[^1]: {chance.choice(sentences)}")
    if chance.random() < 0.2:
        parts.insert(2, f"/// pull-quote\n{chance.choice(sentences)}\n///")
    return "\n\n".join(parts)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "").replace('"', "”") + '"'


def _write(file: Path, front: str, body: str) -> None:
    file.write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")
