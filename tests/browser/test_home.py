"""The home page, in a browser."""


def test_the_home_page_opens_and_lists_posts(page, site_server):
    """A reader who comes to the site sees its name and at least one post to read."""
    answer = page.goto(site_server + "/")
    assert answer.status == 200
    assert "Participle" in page.title()
    assert page.get_by_role("article").count() > 0


def test_a_wrong_address_shows_our_own_page(page, site_server):
    """Who follows a broken link meets a page of the site, with the status that machines understand."""
    answer = page.goto(site_server + "/no/such/page/")
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).count() == 1
