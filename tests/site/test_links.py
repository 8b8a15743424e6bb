"""Whatever a page points to is there, and nothing is fetched from anybody else."""

import re
from urllib.parse import urljoin, urlsplit

from PIL import Image

FETCHED = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
    "video": "src",
    "audio": "src",
    "source": "src",
    "input": "src",
}
FETCHED_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest", "apple-touch-icon"}
CSS_ADDRESS = re.compile(r"""(?:url\(|@import\s+(?!url\())\s*["']?([^"')\s;]+)""")


def test_every_address_of_ours_has_a_file_and_every_fragment_an_id(site):
    assert site.broken_links() == []


def test_no_id_is_given_twice_on_a_page(site):
    twice = {page.address: [name for name in page.ids if page.ids.count(name) > 1] for page in site.pages.values()}
    assert {address: names for address, names in twice.items() if names} == {}


def test_what_labels_and_descriptions_refer_to_is_on_the_page(site):
    missing = []
    for page in site.pages.values():
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            names = (name for value in page.tree.xpath(f"//@{attribute}") for name in value.split())
            missing += [f"{page.address}: {attribute}={name}" for name in names if name not in page.ids]
    assert missing == []


def test_every_picture_has_words_and_its_true_size(site):
    """Width and height keep the text from jumping; a wrong ratio would squash the picture. In mails an avatar may be small."""
    faults = []
    for page in site.pages.values():
        for picture in page.tree.iter("img"):
            source, width, height = picture.get("src"), picture.get("width", ""), picture.get("height", "")
            if picture.get("alt") is None or (not picture.get("alt").strip() and not page.address.endswith("/mail.html")):
                faults.append(f"{page.address}: {source} has no alt text")
            if not (width.isdigit() and height.isdigit()):
                faults.append(f"{page.address}: {source} has no size")
                continue
            with Image.open(site.file_at(urljoin(site.url, source))) as file:
                if abs(file.width / file.height - int(width) / int(height)) > 0.01:
                    faults.append(f"{page.address}: {source} is {file.width}×{file.height}, the page says {width}×{height}")
    assert faults == []


def test_nothing_is_loaded_from_another_host(site):
    """A picture, sheet or font from elsewhere would tell somebody else who reads what."""
    foreign = []
    for page in site.pages.values():
        for element in page.tree.iter("*"):
            name = FETCHED.get(element.tag) or (
                "href" if FETCHED_LINKS & set(element.get("rel", "").split()) and element.tag == "link" else ""
            )
            whole = urljoin(f"{site.url}/", element.get(name) or "") if name else site.url
            if urlsplit(whole).netloc != site.host:
                foreign.append(f"{page.address}: {whole}")
        candidates = [candidate.split()[0] for srcset in page.tree.xpath("//@srcset") for candidate in srcset.split(",")]
        candidates += page.tree.xpath("//@background")
        foreign += [f"{page.address}: {each}" for each in candidates if urlsplit(urljoin(f"{site.url}/", each)).netloc != site.host]
        foreign += [
            f"{page.address}: {found}" for sheet in page.tree.xpath("//style/text() | //@style") for found in CSS_ADDRESS.findall(sheet)
        ]
    assert foreign == []


def test_style_sheets_load_only_what_lies_beside_them(site):
    sheets = [site.folder / name for name in site.files if name.endswith(".css")]
    assert sheets
    wrong = [
        f"{sheet.name}: {address}"
        for sheet in sheets
        for address in CSS_ADDRESS.findall(sheet.read_text(encoding="utf-8"))
        if not address.startswith(("data:image/", "#")) and not (sheet.parent / address).is_file()
    ]
    assert wrong == []


def test_pages_hold_no_program_and_no_inline_style(site):
    """So a content security policy may forbid both. JSON-LD is data; mails need their style sheet within.

    The search page alone has a program: one module of ours, in a file, with nothing between its tags.
    """
    found = []
    for page in (page for page in site.pages.values() if not page.address.endswith("/mail.html")):
        for element in page.tree.iter("*"):
            if element.tag == "script" and element.get("type") != "application/ld+json":
                found.append(f"{page.address}: <script src={element.get('src')} type={element.get('type')}>{element.text or ''}")
            if element.tag == "style" or "style" in element.attrib:
                found.append(f"{page.address}: inline style on <{element.tag}>")
            found += [f"{page.address}: {name} on <{element.tag}>" for name in element.attrib if name.startswith("on")]
    (script,) = site.pages["/search/"].tree.xpath("//script/@src")
    assert re.fullmatch(r"/theme/search/search[.\w-]*\.js", script)
    assert found == [f"/search/: <script src={script} type=module>"]


def test_no_page_but_the_search_loads_or_names_what_searches(site):
    naming = {page.address for page in site.pages.values() if "/pagefind/" in page.text or "search.js" in page.text}
    assert naming == {"/search/"}
    assert {name for name in site.files if name.endswith((".js", ".mjs", ".wasm")) and not name.startswith("pagefind/")} == {
        site.pages["/search/"].tree.xpath("string(//script/@src)").removeprefix("/")
    }


def test_every_page_can_be_reached_from_the_home_page_by_links(site):
    seen, waiting = set(), [f"{site.root}/"]
    while waiting:
        address = waiting.pop()
        if address in seen or address not in site.pages:
            continue
        seen.add(address)
        for link in site.pages[address].tree.xpath("//a/@href"):
            whole = urlsplit(urljoin(site.url.removesuffix(site.root) + address, link))
            if whole.netloc == site.host:
                waiting.append(whole.path)
    assert set(site.pages) - seen == {f"{site.root}/404.html", f"{site.root}/welcome/"}


def test_every_page_says_which_address_is_its_own(site):
    """Canonical and Open Graph name the same whole address; what is not to be found says noindex instead."""
    wrong = []
    for page in site.pages.values():
        canonical = page.tree.xpath('//link[@rel="canonical"]/@href')
        if page.address in site.public_pages:
            whole = site.url.removesuffix(site.root) + page.address
            if canonical != [whole] or page.tree.xpath('//meta[@property="og:url"]/@content') != [whole]:
                wrong.append(f"{page.address}: {canonical}")
        elif page.tree.xpath('//meta[@name="robots"]/@content') != ["noindex"]:
            wrong.append(f"{page.address}: may be indexed")
    assert wrong == []


def test_every_page_has_a_title_and_description_of_its_own(site):
    """Two pages of the same name cannot be told apart in a list of results or open tabs."""
    for kind in ("//title/text()", '//meta[@name="description"]/@content'):
        found = [page.tree.xpath(kind) for page in site.public_pages.values()]
        assert all(len(texts) == 1 and texts[0].strip() for texts in found)
    titles = [page.tree.findtext(".//title") for page in site.public_pages.values()]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_the_picture_for_social_cards_is_there_in_the_size_it_claims(site):
    wrong = []
    for page in site.public_pages.values():
        address, width, height = (page.tree.xpath(f'//meta[@property="og:image{part}"]/@content') for part in ("", ":width", ":height"))
        file = site.file_at(address[0]) if len(address) == 1 and address[0].startswith(f"{site.url}/") else None
        if file is None:
            wrong.append(f"{page.address}: {address}")
            continue
        with Image.open(file) as picture:
            if [str(picture.width), str(picture.height)] != width + height:
                wrong.append(f"{page.address}: {width}×{height}")
    assert wrong == []
