"""What the editors’ guide shows can be copied: its examples hold, and would show a comma where editors write one."""

import re
from pathlib import Path

import pytest
import yaml

from plugins.reader.front import Header
from plugins.reader.yaml_checks import FAST, examine

GUIDE = (Path(__file__).parents[4] / "docs/editors.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(?:---\n)?(.*?)(?:---\n)?```", GUIDE, re.S)
FIGURES = [re.sub(r"^ {4}", "", options, flags=re.M) for options in re.findall(r"^/// figure\n((?: {4}.*\n)+)///", GUIDE, re.M)]


@pytest.mark.parametrize("text", EXAMPLES + FIGURES)
def test_an_example_holds(text):
    assert examine(text)[0] == []
    header = Header(text, 1)
    assert header.faults == [] and header.values == yaml.load(text, FAST)


def test_there_are_examples_and_the_first_shows_quotes():
    assert len(EXAMPLES) >= 2 and len(FIGURES) >= 1
    assert re.search(r'alt: "[^"]+, [^"]+"', EXAMPLES[0])


@pytest.mark.parametrize("text", EXAMPLES[:1])
def test_a_comma_added_to_words_of_the_first_example_loses_nothing(text):
    """An editor writes over its words; where no quotes are shown, a comma is either kept or refused."""
    for words in re.findall(r": \"?([A-Z][\w ]+)", text):
        changed = text.replace(words, f"{words}, and more", 1)
        header = Header(changed, 1)
        assert header.faults or f"{words}, and more" in str(header.values)
