"""What to write in place of an address that leads nowhere on our site."""

import re
from collections.abc import Iterable
from html import unescape

from newsroom.fields import tag_slug
from newsroom.problems import closest_match

HOW_TO_NAME_A_FILE = "Write the path from content/, like {filename}/pages/about.md"
HOW_TO_NAME_A_PAGE = "Name the file, like {filename}/pages/about.md: then the link stays right when the address changes"
_MAIL = re.compile(r"[^\s/@:?#]+@[\w-]+(?:\.[\w-]+)+(?:\?.*)?")
_SLASHES = re.compile(r"(?P<scheme>https?)(?::/?|/{1,2})(?!/)(?P<rest>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b.*)", re.I | re.S)
_OTHER_SITE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?!md\b|html?\b|xml\b)[a-z]{2,}(?:[/?#]|$)", re.I)
_PICTURE = re.compile(r"(?P<name>[^/{}|]*)\.(?:png|jpe?g|webp|avif|gif|svg|heic|heif|tiff?|bmp)$", re.I)
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|odt|ods|odp|rtf|pages|xlsx?|csv|tsv|pptx?|key|txt|epub|zip|mp3|m4a|wav|ogg|mp4|mov|webm|ics|json)$", re.I
)
_NAMED = re.compile(r"[{|](?:filename|static|attach)[|}]")
_NAMED_LINK = re.compile(r"(?P<start>!?\[[^\[\]]*\])\((?P<address>[{|](?:filename|static|attach)[|}][^()<>\n]*\s[^()<>\n]*)\)")


def cure_by_shape(address: str, images: Iterable[str]) -> str:
    """What a mail address, another site, a picture or a file for download that is not there should be; "" for any other address.

    `images`: the paths from content/ of those that are there.
    """
    path = re.split(r"[?#]", address)[0]
    if _MAIL.fullmatch(address):
        return f"a mail address is written with mailto: before it, like mailto:{address}"
    if found := _SLASHES.fullmatch(address):
        return f"the address of another site has “://” behind {found['scheme']}: write {found['scheme'].lower()}://{found['rest']}"
    if found := _PICTURE.search(path):
        return _image(found["name"], found[0], images)
    if _DOCUMENT.search(path):
        return "only texts and pictures of content/ are published: put the file where others can fetch it, and write its whole address, https://…"
    if not re.match(r"[/{|.]|https?:", address) and _OTHER_SITE.match(address):
        return f"an address on another site begins with https://, like https://{address}"
    return ""


def _image(name: str, file: str, images: Iterable[str]) -> str:
    """The nearest picture by its name alone, and where pictures belong."""
    by_name = {path.rpartition("/")[2].rpartition(".")[0]: path for path in images}
    nearest = closest_match(name, by_name)
    near = f"did you mean “{bracketed('{static}/' + by_name[nearest])}”?" if nearest else ""
    return " ".join(filter(None, [near, f"Put the picture into content/images/, and write {bracketed('{static}/images/' + file)}"]))


def cure_of_tag(name: str, known: Iterable[str]) -> str:
    """For the page of a tag that no published post has; `known`: addresses of those that are there."""
    tags = [found[1] for address in known if (found := re.fullmatch(r"/tag/([^/]+)/", address))]
    nearest = closest_match(tag_slug(name), tags)
    near = f"did you mean “/tag/{nearest}/”?" if nearest else ""
    return " ".join(filter(None, [near, "Give a published post this tag, or take the link out; /tags/ lists all that there are"]))


def bracketed(address: str) -> str:
    """An address as it stands between ( and ): between < and > too when it holds a space."""
    return f"<{address}>" if re.search(r"\s", address) else address


def named_in_words(words: str) -> list[tuple[str, str]]:
    """What names a file of content/ but stands among the words of some HTML without tags, and what to write instead."""
    found = []
    for link in _NAMED_LINK.finditer(words):
        address = unescape(link["address"]).strip()
        found.append((address, f"an address with a space in it goes between < and >: {unescape(link['start'])}(<{address}>)"))
    for name in re.finditer(rf"{_NAMED.pattern}[^\s<>()]*", _NAMED_LINK.sub(" ", words)):
        address = unescape(name[0])
        found.append((address, f"write [its words]({address}), or put it between back-ticks"))
    return found
