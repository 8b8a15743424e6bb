"""Private words that have been replaced, and the field's term for each. A word put back fails tests/architecture/test_vocabulary.py."""

# Anywhere within a name: parts of identifiers and of module names, in lower case.
WORDS: dict[str, str] = {
    "wire": "newsroom",
}

# Whole names.
NAMES: dict[str, str] = {
    "WireError": "NewsroomError",
}

# Words of docstrings, as a regular expression without regard to case.
PHRASES: dict[str, str] = {}

# Classes of templates and style sheets.
CSS_CLASSES: dict[str, str] = {}
