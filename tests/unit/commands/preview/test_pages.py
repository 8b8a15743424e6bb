"""What the preview adds to a page, and that nothing it shows can become markup."""

from commands.pelican import Outcome
from commands.preview import pages
from commands.preview.forms import Field
from newsroom.problems import Problem

GOOD = Outcome(True, [], "")
PAGE = '<!doctype html><html><head></head><body class="a b" data-x=1><p>words</p></body></html>'
EVIL = Problem("articles/<b>.md", 4, "<i>title</i>", "found <script>alert(1)</script>", 'cure "<img src=x>"', "error")


def test_a_good_page_gets_the_script_and_no_banner():
    shown = pages.with_preview(PAGE, GOOD, "abc-1")
    script = '<script src="/__preview__/reload.js" data-state="abc-1" async></script>'
    assert shown == PAGE.replace("data-x=1>", f"data-x=1>{script}")


def test_a_page_without_a_body_still_reloads():
    assert pages.with_preview("<p>words", GOOD, "s").startswith("<p>words<script ")


def test_a_header_element_is_not_taken_for_the_body():
    page = "<bodyguard><body><p>"
    assert pages.with_preview(page, GOOD, "s").startswith("<bodyguard><body><script")


def test_the_banner_names_place_field_message_and_cure(problem):
    banner = pages.banner(Outcome(True, [problem], ""))
    assert 'role="alert"' in banner
    assert "<code>content/articles/x.md:4</code> <b>authors:</b> no contributor “gosbert-chagla”" in banner
    assert "<i>did you mean “gosbert-chagula”?</i>" in banner
    assert "1 error in 1 file" in banner


def test_nothing_in_a_problem_becomes_markup():
    banner = pages.banner(Outcome(True, [EVIL], ""))
    for tag in ("<script>", "<img", "<i>title", "articles/<b>"):
        assert tag not in banner
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in banner


def test_warnings_alone_are_folded_and_do_not_alarm():
    warning = Problem("articles/x.md", 1, "", "is odd", "", "warning")
    banner = pages.banner(Outcome(True, [warning], ""))
    assert 'role="status"' in banner
    assert "<details>" in banner
    assert "(warning)" in banner


def test_a_theme_that_is_broken_shows_its_cause_above_the_last_good_site():
    log = '  File "theme/templates/base.html", line 10, in template\nTemplateSyntaxError: <oops>'
    banner = pages.banner(Outcome(False, [], log))
    assert "<code>theme/templates/base.html:10: TemplateSyntaxError: &lt;oops&gt;</code>" in banner
    assert "last good one" in banner


def test_before_the_first_site_there_is_a_page_that_waits(problem):
    assert "Building the site" in pages.nothing_yet(None, "s-0")
    failed = pages.nothing_yet(Outcome(False, [problem], ""), "s-1")
    assert "no contributor" in failed
    assert 'data-state="s-1"' in failed


def test_what_a_form_sent_is_shown_and_escaped():
    shown = pages.received([Field("email", "ben@example.org"), Field("<b>", "<script>")])
    assert "<th scope=row>email</th><td>ben@example.org</td>" in shown
    assert "&lt;b&gt;" in shown and "<script>" not in shown
