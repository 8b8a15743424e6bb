"""What to write in place of HTML that no page of ours may hold."""

from plugins.reader.html_tags import KNOWN, Tag, shorten

PICTURE_CURE = "if you may, put the picture into content/images/, and write ![what it shows]({static}/images/its-file.png); else link to the page that shows it"
ADDRESS_CURE = "lead the link to an address that begins with https:, mailto: or tel:, or take it out and leave its words"
_LEAVE_ITS_WORDS = "take the tag out and leave its words"
_RUNS = "take it out: pages here run and load nothing of their own; code that readers should see goes between back-ticks"
_PLAYS = "write a link to it in its place: "
_CURES = {
    "h1": "write ## before its words; the title is the only heading of the first level",
    "strike": "write ~~its words~~",
    "tt": "write its words between back-ticks",
    "center": f"{_LEAVE_ITS_WORDS}: the site places all texts itself",
    "big": f"{_LEAVE_ITS_WORDS}, or make them bold: **its words**",
    "font": f"{_LEAVE_ITS_WORDS}, or make them bold: **its words**",
    **dict.fromkeys(("picture", "source"), PICTURE_CURE),
    **dict.fromkeys(("svg", "math", "canvas", "map", "area"), "make a picture of it: ![what it shows]({static}/images/its-file.png)"),
    **dict.fromkeys(("script", "style", "link", "meta", "base", "head", "noscript", "template"), _RUNS),
    **dict.fromkeys(
        ("form", "input", "button", "select", "option", "optgroup", "textarea", "fieldset"),
        "link to the form in its place: [what it asks for](https://…)",
    ),
}
_PLAYERS = frozenset("iframe video audio embed object frame".split())
# Attributes that say how something looks, or that run something.
_LOOKS = frozenset("style align bgcolor color face size width height border cellpadding cellspacing valign".split())


def cure_of_tag(tag: Tag) -> str:
    """For a tag that may not be published; a name that is none of HTML's is words in angle brackets."""
    if tag.name not in KNOWN:
        return f"if it is meant as it is, write &lt; for its <, as in &lt;{shorten(tag.raw)[1:]}, or put it between back-ticks; else take it out"
    if tag.name in _PLAYERS:
        address = tag.get("src") or tag.get("data")
        return f"{_PLAYS}[what it shows]({'https:' + address if address.startswith('//') else address or 'https://…'})"
    return _CURES.get(tag.name, _LEAVE_ITS_WORDS)


def cure_of_attribute(name: str, tag: Tag) -> str:
    """For an attribute that may not be published on a tag that may."""
    if name.startswith("on"):
        return f"take {name}=… out: pages here run nothing of their own"
    if name in _LOOKS:
        return f"take {name}=… out, and leave the tag: the site says how things look"
    return f"take {name}=… out, and leave the tag; write &lt; for a < that is meant as it is"
