"""Edits of everything but texts, as edits.py makes them: pictures, the theme, settings, code, and the clock."""

import re

from tests.site.edits import Choose, Desk, Edit

HOUR = 3600
# How a template may ask for something: plainly, of lists, of the day, by what it includes, by a name that only its drawing tells.
MARKS = [
    "‡",
    "{{ SITENAME }}, {{ FEED_ITEMS }}, {{ SHARE|join }}",
    "{{ articles|length if articles is defined }}",
    "{{ (articles|first).summary if articles }}",
    "{{ BUILD_DATE.isoformat() if BUILD_DATE is defined }}",
    "{% for each in contributors or () %}{{ each.name }}: {{ each.articles|length }}{% endfor %}",
    "{% for each in callouts or () %}{{ each.is_open }}{% endfor %}",
    "{% for each in pages or () %}{{ each.title }}{% endfor %}",
    "{% for each, them in tags or () %}{{ each }}{{ them|length }}{% endfor %}",
    "{{ article.date|day if article is defined and article }}",
    "{% include 'site/logo.html' %}",
    "{% include 'site/of-our-own.html' ignore missing %}",
    "{% include ['site/of-our-own.html', 'site/logo.html'] %}",
    "{% set part = 'site/of-our-own.html' %}{% include [part, 'site/logo.html'] %}",
]
CLOSING = re.compile(r"</(?:p|li|ul|div|span|section|article|header|footer|nav|h\d|time|a|figcaption|small|strong)>")


def change_template(desk: Desk, choose: Choose) -> str:
    """Before the end of some element in it, so that it shows."""
    room = desk.project.folder / "theme" / "templates"
    found = {file.relative_to(room).as_posix(): file.read_text(encoding="utf-8") for file in room.rglob("*.html")}
    name = choose(sorted(name for name, text in found.items() if CLOSING.search(text)))
    place = choose([match.start() for match in CLOSING.finditer(found[name])])
    mark = "‡" if name.startswith(("mail/", "feeds/")) else choose(MARKS)
    desk.write(f"theme/templates/{name}", found[name][:place] + mark + found[name][place:])
    return f"theme/templates/{name}: {mark} at {place}"


def change_included(desk: Desk, choose: Choose) -> str:
    """What other templates include: there are many of `site/`, and one that some ask for whether it is there or not."""
    path = f"theme/templates/site/{choose(['of-our-own.html', 'mark.html', 'footer.html', 'breadcrumbs.html'])}"
    file = desk.project.folder / path
    if path.endswith("of-our-own.html") and file.exists() and choose([True, False]):
        file.unlink()
        return f"{path} is gone"
    words = choose(["<i>one</i>", "<i>two</i>", "{{ SITESUBTITLE }}"])
    desk.write(path, (desk.read(path) if file.exists() else "") + words)
    return f"{path}: added {words}"


def change_static(desk: Desk, choose: Choose) -> str:
    """Not the colours, with which every card would be drawn anew."""
    path, words = f"theme/static/{choose(['css/post.css', 'css/print.css', 'css/people.css', 'feed.css', 'favicon.svg'])}", "\n/* more */\n"
    if path.endswith("css"):
        words = choose(["\n.of-our-own { color: red }\n", words])
    desk.write(path, desk.read(path) + (words if path.endswith("css") else "\n"))
    return f"{path}: added {words!r}"


def change_mail(desk: Desk, choose: Choose) -> str:
    path, words = choose(
        [
            ("mail.css", "\np { margin: 1px }\n"),
            ("digest.txt", "Another line.\n"),
            ("digest.subject.txt", "!"),
            ("digest.html", "<p>More.</p>"),
        ]
    )
    desk.write(f"theme/templates/mail/{path}", desk.read(f"theme/templates/mail/{path}") + words)
    return f"theme/templates/mail/{path}: added {words!r}"


# --- Pictures; they are drawn by what is in them, so none is drawn anew here


def swap_pictures(desk: Desk, choose: Choose) -> str:
    """Within the second."""
    one, other = choose(desk.pictures()), choose(desk.pictures())
    first, second = ((desk.content / path).read_bytes() for path in (one, other))
    desk.write(f"content/{one}", second, same_second=True)
    desk.write(f"content/{other}", first, same_second=True)
    return f"{one} and {other} are swapped"


def copy_picture(desk: Desk, choose: Choose) -> str:
    """The bytes of one under the name of another, or under a new name."""
    one, to = choose(desk.pictures()), choose([*desk.pictures(), "images/a-copy.png"])
    desk.write(f"content/{to}", (desk.content / one).read_bytes())
    return f"{to} is now as {one}"


def rename_picture(desk: Desk, choose: Choose) -> str:
    """In all texts too."""
    one = choose(desk.pictures())
    to = one.replace("-renamed.png", ".png") if "-renamed" in one else one.replace(".png", "-renamed.png")
    (desk.content / one).rename(desk.content / to)
    for path in desk.texts():
        if one in (text := desk.read(path)):
            desk.write(path, text.replace(one, to))
    return f"{one} is now {to}"


# --- Settings and code

SETTINGS = [
    *("FEED_ITEMS = 3", "FEED_ITEMS = 20", "DEFAULT_PAGINATION = 3", "DEFAULT_PAGINATION = 8", "DEFAULT_PAGINATION = False"),
    *('SITENAME = "Another blog"', 'SITESUBTITLE = "Another line"', 'SITEURL = "https://elsewhere.example/blog"', 'DEFAULT_LANG = "en"'),
    *('SHARE = ["email", "link"]', "SHARE = []", 'MAIL_FOOTER = "Somebody, Tanner Street"', 'FOLLOW = FOLLOW | {"count": 112}'),
    *('SUBMISSIONS = {"endpoint": "", "email": "others@example.org", "post": "Tanner Street"}', 'TIMEZONE = "Asia/Tokyo"'),
    *('DEFAULT_CATEGORY = "miscellany"', 'TAG_URL = "tags/{slug}/"\nTAG_SAVE_AS = TAG_URL + "index.html"', 'MONTH_ARCHIVE_SAVE_AS = ""'),
    *(
        f'PLUGINS = [each for each in PLUGINS if each != "plugins.{name}"]'
        for name in ("related", "notes", "quotes", "figures", "search", "programmes")
    ),
    'ARTICLE_ORDER_BY = "title"',
    'MARKDOWN = MARKDOWN | {"extensions": MARKDOWN["extensions"][:-1]}',
    *(f'JINJA_FILTERS = JINJA_FILTERS | {{"day": lambda moment: f"{{moment:{shape}}}"}}' for shape in ("%d.%m.%Y", "%Y/%m/%d")),
]


def change_setting(desk: Desk, choose: Choose) -> str:
    path, line = choose(["publishconf.py", "pelicanconf.py"]), choose(SETTINGS)
    desk.write(path, f"{desk.read(path)}\n{line}\n")
    return f"{path}: {line}"


def _code(desk: Desk) -> list[str]:
    """But for what draws cards and pictures, which takes long."""
    root = desk.project.folder
    found = (file.relative_to(root).as_posix() for room in ("plugins", "newsroom") for file in (root / room).rglob("*.py"))
    return sorted(path for path in found if not path.startswith("plugins/social_cards/"))


def comment_code(desk: Desk, choose: Choose) -> str:
    path = choose(_code(desk))
    desk.write(path, f"{desk.read(path)}# A remark.\n")
    return f"{path}: a remark"


def change_constant(desk: Desk, choose: Choose) -> str:
    """A number that some code has a name for: most of them show."""
    numbers = re.compile(r"^(_?[A-Z_]+ = )(\d{1,4})$", re.M)
    path = choose([path for path in _code(desk) if numbers.search(desk.read(path))])
    found = choose(list(numbers.finditer(desk.read(path))))
    new = f"{found[1]}{int(found[2]) + choose([1, 2])}"
    desk.write(path, desk.read(path).replace(found[0], new, 1))
    return f"{path}: {found[0]} is now {new}"


def change_words_of_code(desk: Desk, choose: Choose) -> str:
    """What it says to readers."""
    spoken = re.compile(r"\"([A-Z][a-z]+ [a-z ]+)\"")
    path = choose([path for path in _code(desk) if spoken.search(desk.read(path))])
    found = choose(list(spoken.finditer(desk.read(path))))
    desk.write(path, desk.read(path).replace(found[0], f'"{found[1]}‡"', 1))
    return f"{path}: {found[0]}"


# --- Time, and who builds


def move_clock(desk: Desk, choose: Choose) -> str:
    hours = choose([1, 14, 24, 24, 7 * 24, 31 * 24, 200 * 24, -24, -31 * 24])
    desk.moment += hours * HOUR
    return f"the clock: {hours} hours on"


def take_other_settings(desk: Desk, choose: Choose) -> str:
    """Preview's, or production's; both use the same stores."""
    desk.settings = "pelicanconf" if desk.settings == "publishconf" else "publishconf"
    return f"built with {desk.settings}.py"


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        *(change_template, change_included, change_static, change_mail, swap_pictures, copy_picture, rename_picture),
        *(change_setting, comment_code, change_constant, change_words_of_code, move_clock, take_other_settings),
    )
}
