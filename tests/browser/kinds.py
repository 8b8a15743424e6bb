"""One page of every kind, by the name a person would call it."""

from playwright.sync_api import Page

KINDS = {
    "home": "/",
    "older posts": "/page/2/",
    "post": "/2014/06/03/a-fair-advantage/",
    "post with a figure": "/2014/07/22/five-shifts/",
    "submission": "/2014/07/02/not-another-review/",
    "open callout": "/callouts/good-help/",
    "closed callout": "/callouts/childrens-services/",
    "callouts": "/callouts/",
    "contributor": "/author/gosbert-chagula/",
    "contributor with older posts": "/author/the-editors/",
    "former contributor": "/author/kate-bagley/",
    "contributors": "/contributors/",
    "programme": "/category/circle/",
    "programmes": "/programmes/",
    "tag": "/tag/relationships/",
    "tags": "/tags/",
    "archive": "/archive/",
    "year": "/2014/",
    "month": "/2014/06/",
    "page": "/about/",
    "follow": "/follow/",
    "credits": "/credits/",
    "digest": "/digests/weekly/2014-W23/",
    "digests": "/digests/",
    "large print": "/print/2014-W23/",
    "large print with a submission": "/print/2014-W27/",
    "all large print": "/print/",
    "mail": "/digests/weekly/2014-W23/mail.html",
    "mail with a submission": "/digests/daily/2014-07-02/mail.html",
    "search": "/search/",
    "search with results": "/search/?q=work",
    "error": "/404.html",
}
# Where the story form posts to on the site that has one; the desk takes no answers yet.
STORY_FORMS = "https://forms.example.net/answers/"
# The only pages with a script; it begins by putting one into the field, past the masthead.
SCRIPTED = {"search", "search with results"}
MAILS = {"mail", "mail with a submission"}


def see(page: Page, site: str, kind: str) -> None:
    """Open the page of a kind as a reader comes to see it: what its script looks for is found."""
    page.goto(site + KINDS[kind])
    if kind == "search with results":
        page.locator("#search-results mark").first.wait_for()
