"""Pelican alone, without a plugin, for the minimal theme; as hugo.toml beside it says it to Hugo."""

SITENAME = "A blog"
SITEURL = "https://blog.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en-GB"
PATH = "content"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = STATIC_PATHS = PLUGINS = FORMATTED_FIELDS = []
THEME = "theme"
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
# What Hugo's Markdown knows without being asked.
MARKDOWN = {"extensions": ["markdown.extensions.extra"], "output_format": "html"}

ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
YEAR_ARCHIVE_URL = "{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""

DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = 8
PAGINATED_TEMPLATES = {"index": None}
PAGINATION_PATTERNS = [(1, "/", "index.html"), (2, "/page/{number}/", "page/{number}/index.html")]

FEED_ALL_RSS = "index.xml"
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
