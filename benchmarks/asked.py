"""What is asked of a figure: a line of the table says how much it is, beside what, and whether that holds."""

from benchmarks.runs import Time

HEAD = ("time", "ratio", "asked", "holds?")
LINEAR = 1.15


def line(what: str, time: Time, ratio: float | None = None, of: str = "", most: float | None = None) -> tuple[str, ...]:
    """`ratio` times `of`, and at most so many of them; without, a figure for others to be measured by."""
    if ratio is None:
        return (what, str(time), "", "", "")
    if most is None:
        return (what, str(time), f"{ratio:.3f} × {of}", "", "")
    return (what, str(time), f"{ratio:.3f} × {of}", f"≤ {most:g}", "yes" if ratio <= most else "no")


def weight(what: str, megabytes: float, most: float) -> tuple[str, ...]:
    """Memory is asked for as it is."""
    return (what, f"{megabytes:,.0f} MB", "", f"≤ {most:,.0f} MB", "yes" if megabytes <= most else "no")


def growth(colds: dict[int, Time]) -> list[tuple[str, ...]]:
    """No blog takes longer for one of its posts than any smaller blog, but for 15 %."""
    lines, least = [], None
    for posts, cold in sorted(colds.items()):
        each = cold.seconds / posts
        ratio = each / least if least else None
        lines.append(line(f"cold, {posts:,} posts", cold, ratio, "the shortest time a post", LINEAR))
        least = min(each, least or each)
    return lines
