"""The picture desk: every picture of this retelling, drawn from code.

Each picture is a function that returns one SVG sheet; `press` prints it as a small PNG.
The same code always gives the same drawing: what looks like chance is seeded by position.
"""
