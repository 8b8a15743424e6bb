"""Links inside pages start at the site's root, wherever that lies."""

from types import SimpleNamespace

from markupsafe import Markup

from plugins.root_relative_urls import make_root_relative, prefix_content


def test_root_is_the_path_of_the_site_url():
    for url, root in (("https://x.example", ""), ("https://x.example/blog", "/blog"), ("https://x.example/blog/", "/blog")):
        generator = SimpleNamespace(settings={"SITEURL": url}, context={})
        make_root_relative(generator)
        assert generator.context == {"ROOT": root, "localsiteurl": root}


def test_links_written_from_the_root_move_under_it():
    html = '<a href="/feed.xml">x</a> <img src="/i.png"> <a href="//other.example/">y</a> <a href="#z">z</a>'
    content = SimpleNamespace(settings={"SITEURL": "https://x.example/blog"}, _content=html, metadata={})
    prefix_content(content)
    assert content._content == html.replace('"/feed', '"/blog/feed').replace('"/i.', '"/blog/i.')


def test_links_in_fields_of_html_move_under_it_and_words_do_not():
    fields = {"intro": Markup('<p>"<a href="/feed.xml" title="A &amp; B">x</a>"</p>'), "title": 'About href="/feed.xml"'}
    content = SimpleNamespace(settings={"SITEURL": "https://x.example/blog"}, _content=None, metadata=fields, intro=fields["intro"])
    prefix_content(content)
    assert content.intro == content.metadata["intro"] == Markup('<p>"<a href="/blog/feed.xml" title="A &amp; B">x</a>"</p>')
    assert content.metadata["title"] == 'About href="/feed.xml"'
