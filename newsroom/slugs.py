"""The part of an address that is made from words."""

import re
import unicodedata

from markupsafe import Markup
from unidecode import unidecode


def slugify(words: str, keep_underscores: bool = False) -> str:
    """Return `words` in a–z, 0–9 and single hyphens, as Pelican's own slugs are; "" when nothing is left."""
    text = unidecode(unicodedata.normalize("NFKC", Markup(words).striptags()))
    text = re.sub(r"[^\w\s-]", "", text)
    return re.sub(r"[-\s]+" if keep_underscores else r"[-\s_]+", "-", text).strip("-").lower().strip()
