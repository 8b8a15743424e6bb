"""Writes the reference pages of the documentation from the code, so that they cannot disagree with it.

`python -m docs.reference FOLDER` writes every page; `python3 tasks.py docs` runs it and builds the site. Each module writes one page.
"""
