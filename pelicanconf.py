"""Facts about this site, as preview uses them. publishconf.py adds what production needs; docs/settings.md explains all."""

import sys
from pathlib import Path

# The command `pelican` does not look beside its settings for what they import.
sys.path.insert(0, str(Path(__file__).parent))

from newsroom import dates, languages
from newsroom.clock import build_date


def newest_first(article) -> tuple:
    """A key to sort by."""
    return -article.date.timestamp(), article.slug


SITENAME = "The Participle blog"
SITESUBTITLE = "Social change, built on relationships"
SITEURL = "http://127.0.0.1:8000"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en-GB"

# What an editor sees while writing: drafts too, and a broken post never hides a good one.
STRICT = False
PROBLEMS_FILE = ""
BUILD_REPORT = ""
LAST_GOOD = ""
LAST_OUTPUT = ""
PREVIEW_FORM_ENDPOINT = ""
PREVIEW_FOLLOW_ENDPOINT = ""
BUILD_DATE = build_date(TIMEZONE)

# Following by e-mail and answering callouts: where the forms post to. Empty: the pages say what to do instead.
FOLLOW = {"endpoint": "", "count": 111, "target_field": "target", "honeypot_field": "website", "referrer_field": "page"}
SUBMISSIONS = {"endpoint": "", "email": "stories@participle.example"}

# How readers may pass a post on, in this order.
SHARE = ["email", "whatsapp", "bluesky", "linkedin", "facebook", "link"]

# The line at the foot of every mail that says who sends it, with a postal address where the law wants one.
MAIL_FOOTER = ""

# Never change this once somebody follows the feeds: every post would look new to them (RFC 4151).
FEED_ID_AUTHORITY = "blog.participle.example,2014"
FEED_ITEMS = 20

PLUGINS = [
    "plugins.root_relative_urls",
    "plugins.assets",
    "plugins.reader",
    "plugins.typography",
    "plugins.footnotes",
    "plugins.pull_quotes",
    "plugins.figures",
    "plugins.commonmark",
    "plugins.contributors",
    "plugins.programmes",
    "plugins.submissions",
    "plugins.related",
    "plugins.social_cards",
    "plugins.sharing",
    "plugins.search",
    "plugins.follow_form",
    "plugins.feeds",
    "plugins.digests",
    "plugins.large_print",
    "plugins.site_json",
    "plugins.sitemap",
    "plugins.incremental",
    "plugins.hosting",
]
PATH = "content"
THEME = "theme"
OUTPUT_PATH = "output"
# What is costly to make and depends on nothing but its source: kept from build to build, safe to delete.
CACHE_PATH = "var/cache"
INCREMENTAL = True
EXPLAIN = ""
# Where `publish` puts the site; see publishconf.py.
PUBLISH = {}
DELETE_OUTPUT_DIRECTORY = True
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["articles", "submissions"]
STATIC_PATHS = ["images"]

MARKDOWN = {
    "extensions": [
        "markdown.extensions.abbr",
        "markdown.extensions.attr_list",
        "markdown.extensions.def_list",
        "markdown.extensions.fenced_code",
        "markdown.extensions.sane_lists",
        "markdown.extensions.tables",
    ],
    "output_format": "html",
}
FORMATTED_FIELDS = []
# A build reads each template once; auto_reload would look at its file again at every include.
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "auto_reload": False}
# The address of a file of theme/static/ below the site.
JINJA_GLOBALS = {"asset": "theme/{}".format}
JINJA_FILTERS = {
    "day": dates.day,
    "weekday": dates.weekday,
    "month": dates.month,
    "partial_date": dates.partial_date,
    "span": dates.span,
    "iso": dates.iso,
}
JINJA_FILTERS |= {"direction": languages.direction, "lang_attributes": languages.attributes, "og_locale": languages.og_locale}

# The facts on top of a text are all there are.
FILENAME_METADATA = ""

# Addresses keep WordPress’s shapes, so that old links live on.
DEFAULT_CATEGORY = "relational-welfare"
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
# A draft lies below drafts/ as it will lie at the root, so that no two have one address; plugins/reader/document.py says so too.
DRAFT_URL = "drafts/" + ARTICLE_URL
DRAFT_SAVE_AS = DRAFT_URL + "index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
DRAFT_PAGE_URL = "drafts/pages/{slug}/"
DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_URL + "index.html"
TAG_REGEX_SUBSTITUTIONS = [(r"[^\w\s-]", ""), (r"[-\s]+", "-"), (r"^-+|-+$", "")]
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_URL = "author/{slug}/"
AUTHOR_SAVE_AS = ""
CATEGORY_URL = "category/{slug}/"
CATEGORY_SAVE_AS = ""
YEAR_ARCHIVE_URL = "{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_URL + "index.html"
# Newest first; of the same minute in the order of their slugs. No text is a translation of another, so Pelican need not look for any.
ARTICLE_ORDER_BY = newest_first
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None
WITH_FUTURE_DATES = True

DIRECT_TEMPLATES = ["index", "archives", "tags", "404"]
INDEX_SAVE_AS = "index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
TAGS_SAVE_AS = "tags/index.html"
DEFAULT_PAGINATION = 8
PAGINATED_TEMPLATES = {"index": None, "tag": None, "contributors/contributor": None, "programmes/programme": None}
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# Pelican’s own feeds name one author and give ids that are no addresses; ours are in plugins/feeds.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
