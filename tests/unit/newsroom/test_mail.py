"""Digests as mails, made with the theme's own templates."""

import random
import re
from dataclasses import replace
from datetime import date

import pytest
from jinja2 import DictLoader, FileSystemLoader
from lxml import html

from newsroom.digests.digest import MONTHLY, WEEKLY, Period, compose, compose_post
from newsroom.errors import InvalidMail, MailLinkRefused, MailTemplateError, MailTooLarge, MissingMailField
from newsroom.feeds.feed import FeedAuthor
from newsroom.mail import mail as mails
from newsroom.mail.mail import LIMIT, Mail, check, environment, render, render_fragment
from newsroom.mail.mail_html import sanitize_for_mail

WEEK = Period(WEEKLY, date(2014, 6, 2), "Europe/London")
JUNE = Period(MONTHLY, date(2014, 6, 1), "Europe/London")
NOTE = """<p>Tea.<sup id="fnref:tea-1"><a class="footnote-ref" href="https://blog.participle.example/2014/06/03/tea/#fn:tea-1">1</a></sup></p>
<div class="footnote"><hr><ol><li id="fn:tea-1"><p>A leaf. <a class="footnote-backref"
href="https://blog.participle.example/2014/06/03/tea/#fnref:tea-1">↩</a></p></li></ol></div>"""


@pytest.fixture
def weekly(post, submission, site):
    return compose([post(3, words_html=NOTE, note_html="<p>A retelling.</p>"), post(4, submission=submission)], WEEK, site)


def text_of(markup: str) -> str:
    return " ".join(html.fromstring(markup).text_content().split())


def test_a_mail_has_everything_the_posts_have(weekly, site, templates):
    mail = render(weekly, site, templates)
    said = text_of(mail.html)
    for words in (
        "Week of 2 to 8 June 2014", "Tea on day 3", "By Ada, Editor at Tea Weekly · 3 June 2014", "Tea, again. Drawing: Dov. Licence: CC0 1.0",
        "A leaf.", "A retelling.", "Ada is fond of tea.", "About: tea, Backr", "Sent in by Cleo (a pen-name), to Guardian Witness · 4 June 2014",
        "An answer to the question “What helps?”", "We asked, Cleo answered.", "Published as sent.", "Thank you, Cleo.",
        "Reach us: stories@participle.example, @participle", "View the original at Guardian Witness", "The Participle blog, London",
    ):  # fmt: skip
        assert words in said
        assert re.sub(" · ", ", ", words) in " ".join(mail.text.split()).replace(
            " <https://blog.participle.example/callouts/help/>", ""
        ) or words in (
            "Reach us: stories@participle.example, @participle",
            "View the original at Guardian Witness",
        )
    assert mail.subject == "Week of 2 to 8 June 2014: Tea on day 4 and 1 more"
    assert '<img src="https://blog.participle.example/images/tea.png" alt="A cup of tea"' in mail.html


def test_what_was_left_out_of_an_answer_is_said_in_lines_that_fit(post, submission, site, templates):
    note = "Edited for length; we also left out a picture, 12 links and a mark of layout"
    mail = render(compose([post(4, submission=replace(submission, edited_note=note))], WEEK, site), site, templates)
    assert f"{note}." in text_of(mail.html) and f"{note}." in " ".join(mail.text.split())
    assert max(len(line) for line in mail.text.split("\n") if "http" not in line) <= 72


def test_a_note_can_be_reached_from_its_number_and_back(weekly, site, templates):
    """Both ways lead to the post on the web: links within a mail are dead in half of all mail programs."""
    root = html.fromstring(render(weekly, site, templates).html)
    assert [link.get("href").partition("#")[2] for link in root.xpath('//a[contains(@href, "#")]')] == ["fn:tea-1", "fnref:tea-1"]
    assert len(root.xpath('//*[@id="fn:tea-1"]')) == len(root.xpath('//*[@id="fnref:tea-1"]')) == 1


def test_the_css_is_in_the_elements_and_the_dark_colours_are_kept(weekly, site, templates):
    mail = render(weekly, site, templates)
    assert "@media (prefers-color-scheme: dark)" in mail.html
    assert "max-width: 600px" in html.fromstring(mail.html).xpath('//table[@class="sheet"]/@style')[0]
    assert mail.html.index("charset") < 100


def test_no_table_is_read_as_a_table_and_no_attribute_is_obsolete(weekly, site, templates):
    for markup in (render(weekly, site, templates).html, render_fragment(weekly, site, templates)):
        tables = html.fromstring(markup).xpath("//table")
        assert all(set(table.attrib) <= {"class", "role", "style"} and table.get("role") == "presentation" for table in tables)


def test_the_preheader_comes_first_and_is_not_shown(weekly, site, templates):
    first = html.fromstring(render(weekly, site, templates).html).xpath("//body/*")[0]
    assert first.text.startswith("What tea did on day 4. Also: Tea on day 3")
    assert "display: none" in first.get("style")


def test_the_foot_says_how_to_stop(weekly, site, templates):
    with_link = render(weekly, site, templates, unsubscribe_url="https://desk.participle.example/stop/abc")
    assert '<a href="https://desk.participle.example/stop/abc"' in with_link.html
    assert "Stop these mails (unsubscribe): <https://desk.participle.example/stop/abc>" in " ".join(with_link.text.split())
    without = render(weekly, site, templates)
    assert "Stop these mails (unsubscribe)" in with_link.html
    assert "unsubscribe" not in (without.html + without.text).lower()
    assert '<a href="https://blog.participle.example/follow/"' in without.html


def test_the_same_digest_makes_the_same_bytes(weekly, site, templates):
    assert render(weekly, site, templates) == render(weekly, site, templates)
    assert render_fragment(weekly, site, templates) == render_fragment(weekly, site, templates)


def test_what_looks_like_a_field_of_a_mail_service_is_only_words(post, site, templates):
    item = post(3, title="{{ secret }}", words_html="<p>{{ a }} {% b %} *|C|* <a href='https://x.example/?{{d}}'>x</a></p>")
    for markup in (render(compose_post(item), site, templates).html, render_fragment(compose_post(item), site, templates)):
        assert not re.search(r"\{\{|\{%|\*\|", markup)
        assert "{{ a }} {% b %} *|C|*" in text_of(markup)


def test_hostile_text_stays_text(post, submission, site, templates):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    item = post(3, title=evil, summary=evil, categories=[evil], submission=replace(submission, submitter=evil, question=evil))
    mail = render(compose_post(item), site, templates)
    root = html.fromstring(mail.html)
    assert not root.xpath("//script") and not root.xpath("//*[@onerror]")
    assert evil in root.text_content()


def month_of(post, site, count: int, length: int):
    long = "".join(f"<p>{'word ' * 40}{number}</p>" for number in range(length // 200))
    return compose([post(1 + number % 28, id=str(number), title=f"Post {number}", words_html=long) for number in range(count)], JUNE, site)


@pytest.mark.parametrize(("count", "length"), [(1, 400_000), (3, 60_000), (30, 20_000), (1_000, 100)])
def test_a_mail_never_grows_past_the_limit_and_every_post_is_accounted_for(post, site, templates, count, length):
    digest = month_of(post, site, count, length)
    mail = render(digest, site, templates)
    assert len(mail.html.encode()) <= LIMIT
    root = html.fromstring(mail.html)
    shown = {link.get("href") for link in root.xpath("//a")} & {item.url for item in digest.items}
    left_out = re.search(r"and (\d+) more</a>", mail.html)
    titles = {item.title for item in digest.items if f">{item.title}<" in mail.html or f"“{item.title}”" in mail.html}
    assert len(titles) + (int(left_out[1]) if left_out else 0) == count
    assert shown
    assert len(render_fragment(digest, site, templates).encode()) <= LIMIT


@pytest.mark.parametrize("seed", range(12))
def test_the_fullest_mail_that_fits_is_found_in_few_tries(post, site, seed):
    chance = random.Random(seed)
    posts = [
        post(3, id=str(number), words_html="x" * chance.choice([0, 300, 4_000, 9_000, 30_000])) for number in range(chance.randrange(200))
    ]
    share, more, brief, listed, frame = (
        chance.uniform(0.8, 2),
        chance.randrange(2_000),
        chance.randrange(900, 1_500),
        200,
        chance.randrange(200, 20_000),
    )
    tries = []

    def weight(plan) -> int:
        each = {"full": lambda item: share * len(item.words_html) + brief + more, "brief": lambda _: brief, "listed": lambda _: listed}
        return int(frame + sum(each[showing.how](showing.item) for showing in plan))

    def build(fields):
        tries.append(1)
        return "x" * weight(fields["showings"])

    digest = replace(compose([post(3)], JUNE, site), items=tuple(posts))
    plan, markup = mails._fit({"digest": digest, "site": site}, build)
    plans = (mails._plan(digest.items, step) for step in range(3 * len(posts) + 1))
    assert plan == next(plan for plan in plans if weight(plan.showings) <= LIMIT)
    assert len(markup) == weight(plan.showings)
    assert len(tries) <= 11


def test_words_are_made_for_mail_once_and_an_id_stands_once_in_a_mail():
    ids: set[str] = set()
    assert [sanitize_for_mail('<p id="a">One</p>', "https://example.org", ids) for _ in range(2)] == ['<p id="a">One</p>', "<p>One</p>"]
    assert sanitize_for_mail('<p id="b">Two</p><p id="b">Two</p>', "https://example.org", ids) == '<p id="b">Two</p><p>Two</p>'
    assert sanitize_for_mail('<p id="a">One</p>', "https://example.org", set()) == '<p id="a">One</p>'
    assert ids == {"a", "b"}


def test_the_longest_post_is_shortened_first(post, site, templates):
    digest = compose([post(3, words_html="<p>Short.</p>"), post(4, words_html="<p>Long.</p>" + "<p>word</p>" * 20_000)], WEEK, site)
    said = text_of(render(digest, site, templates).html)
    assert "Short." in said and "Long." not in said
    assert "What tea did on day 4. Read “Tea on day 4” on the web" in said


def test_a_template_with_a_field_nobody_fills_is_an_error(weekly, site):
    broken = environment(__file__)
    broken.loader = DictLoader({"mail/digest.html": "<p>{{ digest.nonsense }}</p>", "mail/mail.css": ""})
    with pytest.raises(MissingMailField, match=r"mail/digest\.html.*nonsense"):
        render(weekly, site, broken)


@pytest.mark.parametrize(
    ("markup", "error", "why"),
    [
        ("<p>" + "x" * LIMIT + "</p>", MailTooLarge, "102,0"),
        ("<p>{{ name }}</p>", MissingMailField, "{{"),
        ('<p><a href="/about/">About</a></p>', MailLinkRefused, "“/about/” \\(“About”\\)"),
        ('<p><a href="#fn">1</a></p>', MailLinkRefused, "#fn"),
        ('<p><a href="http://[half">1</a></p>', MailLinkRefused, "half"),
        ('<p><a href="javascript:x">1</a></p>', MailLinkRefused, "javascript"),
        ('<p><img src="https://tracker.example/x.png" alt=""></p>', MailLinkRefused, "tracker.example"),
        ('<p><img src="https://blog.participle.example/x.png"></p>', MailLinkRefused, "no alt text"),
        ("<div><p>x</p><script>x</script></div>", InvalidMail, "<script>"),
    ],
)
def test_a_mail_that_breaks_a_rule_is_refused(site, markup, error, why):
    with pytest.raises(error, match=why):
        check(Mail("Subject", markup, "Text"), site)


@pytest.mark.parametrize("mail", [Mail("", "<p>x</p>", "x"), Mail("x", "<p>x</p>", " \n")])
def test_a_mail_without_subject_or_text_is_refused(site, mail):
    with pytest.raises(MissingMailField):
        check(mail, site)


def test_words_from_right_to_left_stand_at_the_right(post, site, templates):
    """Old mail programs look at the style of each element and at nothing else."""
    arabic = post(3, title="مدونة", language="ar", words_html="<p>نص</p><ul><li>بند</li></ul><blockquote><p>اقتباس</p></blockquote>")
    root = html.fromstring(render(compose([arabic, post(4)], WEEK, site), site, templates).html)
    (cell,) = root.xpath('//td[@dir="rtl"][contains(@class, "words")]')
    assert "text-align: right" in cell.get("style")
    assert "padding: 0 24px 0 0" in cell.find("ul").get("style")
    assert "border-right: 3px" in cell.find("blockquote").get("style")
    assert [title.get("dir") for title in root.iter("h2")] == [None, "rtl"]
    assert [link.get("lang") for link in root.xpath('//td[contains(@class, "contents")]//a')] == [None, "ar"]
    (english,) = root.xpath('//td[not(@dir)][@class="words"]')
    assert "text-align" not in english.get("style")


MISTAKES = {
    "an unknown variable": ("{{ nobody }}", "nobody"),
    "an unknown attribute": ("{{ 'x'.nothing.at_all }}", "nothing"),
    "a tag that is not closed": ("{% if width %}", "endif"),
    "a bracket that is not closed": ("{{ width", "expected"),
    "an unknown filter": ("{{ width|shout }}", "shout"),
    "a template that is not there": ('{% include "mail/none.html" %}', "mail/none.html"),
    "a sum that cannot be done": ("{{ 1 // 0 }}", "ZeroDivisionError"),
    "a call with wrong arguments": ("{{ 'x'.upper(1) }}", "TypeError"),
}


@pytest.fixture
def with_template(templates, tmp_path):
    """The theme's templates, of which one is replaced."""

    def make(name: str, source: str):
        folder = tmp_path / "theme" / "templates"
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(source, encoding="utf-8")
        made = environment(folder)
        made.loader = FileSystemLoader([folder, *templates.loader.searchpath])
        return made

    return make


@pytest.mark.parametrize("kind", MISTAKES)
@pytest.mark.parametrize("name", ["mail/digest.html", "mail/post.html", "mail/digest.txt", "mail/digest.subject.txt"])
def test_a_mistake_in_a_template_is_named_by_file_and_line(weekly, site, templates, with_template, name, kind):
    mistake, words = MISTAKES[kind]
    source = templates.loader.get_source(templates, name)[0]
    inside = "{% macro heading(item) %}\n" if name == "mail/post.html" else ""
    before, after = source.split(inside) if inside else ("", source)
    broken = f"{before}{inside}{{# a line of its own #}}\n{mistake}\n{after}"
    with pytest.raises(MailTemplateError) as error:
        render(weekly, site, with_template(name, broken))
    said = str(error.value)
    line = broken[: broken.index(mistake)].count("\n") + 1
    assert words in said
    # What is not closed is noticed further down.
    assert (
        re.match(rf"theme/templates/{name}, line \d+: ", said)
        if "not closed" in kind
        else said.startswith(f"theme/templates/{name}, line {line}: ")
    )


def test_a_mistake_in_the_template_of_a_letter_is_named_too(site, with_template):
    made = with_template("mail/confirm.txt", "fine\n{{ nobody }}")
    with pytest.raises(MailTemplateError, match="theme/templates/mail/confirm.txt, line 2: 'nobody' is undefined"):
        mails.render_transactional("confirm", site, made, mails.TRANSACTIONAL["confirm"])


def test_a_field_that_is_not_given_to_a_letter_is_named(site, templates):
    with pytest.raises(MailTemplateError, match=r"theme/templates/mail/confirm\.\S+, line \d+: 'what' is undefined"):
        mails.render_transactional("confirm", site, templates, {})


@pytest.mark.parametrize(
    "old, new",
    [
        ("again.txt", "reconfirm.txt"),
        ("already.subject.txt", "already_following.subject.txt"),
        ("goodbye.html", "shutdown.html"),
        ("letter.html", "base.html"),
    ],
)
def test_a_template_under_its_old_name_is_refused_with_the_new_one(site, with_template, old, new):
    made = with_template(f"mail/{old}", "words that nobody would read any more")
    with pytest.raises(MailTemplateError, match=f"theme/templates/mail/{old} is now called {new}: rename the file"):
        mails.render_transactional("confirm", site, made, mails.TRANSACTIONAL["confirm"])


def test_a_template_that_extends_one_by_its_old_name_is_told_the_new_one(site, with_template):
    made = with_template("mail/confirm.html", '{% extends "mail/letter.html" %}')
    with pytest.raises(MailTemplateError, match="no template “mail/letter.html”; it is now called “mail/base.html”"):
        mails.render_transactional("confirm", site, made, mails.TRANSACTIONAL["confirm"])


def test_a_licence_without_a_credit_and_an_organisation_without_a_role_are_said_in_both_parts(post, site, templates, figure):
    author = FeedAuthor("Ada", organisation="Tea Weekly")
    mail = render(compose([post(3, figure=replace(figure, caption="", credit_line=""), authors=[author])], WEEK, site), site, templates)
    said, text = text_of(mail.html), " ".join(mail.text.split())
    assert "Licence: CC0 1.0" in said
    assert "[Picture: A cup of tea] Licence: CC0 1.0" in text
    assert "By Ada, Tea Weekly" in text
    assert "AdaTea Weekly" in said  # the card: a line break stands between the two


def test_the_last_line_says_who_sends_it_and_from_where(weekly, site, templates):
    for made in (render(weekly, site, templates), mails.render_transactional("confirm", site, templates, mails.TRANSACTIONAL["confirm"])):
        assert made.text.rstrip().splitlines()[-1] == "The Participle blog, London"
        assert text_of(made.html).endswith("The Participle blog, London")
