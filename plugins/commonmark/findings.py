"""What is wrong with a Markdown text, each with its line: errors where words would be lost, warnings where marks are left over."""

import xml.etree.ElementTree as etree
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a text. `line` counts from 1 in that text; `severity` is error or warning; `field` names a block.

    `other_line`: a second line that the message names as “line 7”, counted in the same way; 0 when it names none.
    """

    line: int
    message: str
    cure: str
    severity: str = "error"
    field: str = ""
    other_line: int = 0


@dataclass(frozen=True)
class Leaf:
    """An element whose text is inline Markdown: its source, and the number, from 1, of the line on which that begins."""

    element: etree.Element
    source: str
    line: int
    kind: str
