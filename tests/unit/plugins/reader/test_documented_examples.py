"""What the editors’ guide shows can be copied: its examples hold, and would show a comma where editors write one."""

import re
from pathlib import Path

import pytest
import yaml

from plugins.reader.front_matter import FrontMatter
from plugins.reader.yaml_checks import FAST, check_yaml

GUIDE = (Path(__file__).parents[4] / "docs/editors.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(?:---\n)?(.*?)(?:---\n)?```", GUIDE, re.S)
FIGURES = [re.sub(r"^ {4}", "", options, flags=re.M) for options in re.findall(r"^/// figure\n((?: {4}.*\n)+)///", GUIDE, re.M)]


@pytest.mark.parametrize("text", EXAMPLES + FIGURES)
def test_an_example_holds(text):
    assert check_yaml(text)[0] == []
    front_matter = FrontMatter(text, 1)
    assert front_matter.faults == [] and front_matter.values == yaml.load(text, FAST)


def test_there_are_examples_and_the_first_shows_quotes():
    assert len(EXAMPLES) >= 2 and len(FIGURES) >= 1
    assert re.search(r'alt: "[^"]+, [^"]+"', EXAMPLES[0])


@pytest.mark.parametrize("text", EXAMPLES[:1])
def test_a_comma_added_to_words_of_the_first_example_loses_nothing(text):
    """An editor writes over its words; where no quotes are shown, a comma is either kept or refused."""
    for words in re.findall(r": \"?([A-Z][\w ]+)", text):
        changed = text.replace(words, f"{words}, and more", 1)
        front_matter = FrontMatter(changed, 1)
        assert front_matter.faults or f"{words}, and more" in str(front_matter.values)
