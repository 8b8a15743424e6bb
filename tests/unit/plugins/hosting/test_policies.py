"""What each policy allows, and that the widest allows what any of them does."""

import pytest

from plugins.hosting.policies import UPGRADE, Policy, origin, policies

URL = "https://blog.participle.example/blog"
FORMS = (
    "https://desk.participle.example/follow/",
    "",
    "mailto:stories@participle.example",
    "/desk/follow",
    "https://lists.example.org:8443/subscribe?a=b",
)


def sources(policy: Policy) -> dict[str, tuple[str, ...]]:
    return dict(policy.directives)


def test_no_page_may_run_a_program_but_the_search():
    found = policies(URL, FORMS)
    assert sources(found.page)["script-src"] == sources(found.mail)["script-src"] == ("'none'",)
    assert sources(found.search)["script-src"] == ("'self'", "'wasm-unsafe-eval'")
    assert (sources(found.page)["worker-src"], sources(found.search)["worker-src"]) == (("'none'",), ("'self'",))
    assert sources(found.mail)["connect-src"] == sources(found.mail)["worker-src"] == ("'none'",)


def test_forms_may_go_home_and_to_the_endpoints_of_the_settings():
    assert sources(policies(URL, FORMS).page)["form-action"] == (
        "'self'",
        "https://desk.participle.example",
        "https://lists.example.org:8443",
    )


def test_an_endpoint_on_the_site_itself_is_named_once():
    assert sources(policies(URL, ("https://blog.participle.example/desk/follow",)).page)["form-action"] == ("'self'",)


def test_only_mails_may_bring_their_own_styles():
    found = policies(URL)
    assert sources(found.mail)["style-src"] == ("'unsafe-inline'",)
    assert sources(found.page)["style-src"] == sources(found.search)["style-src"] == ("'self'",)
    assert sources(found.mail)["img-src"] == ("'self'", "https://blog.participle.example")


@pytest.mark.parametrize(("url", "asked"), [(URL, True), ("http://127.0.0.1:8000", False)])
def test_only_a_site_on_https_asks_for_https(url, asked):
    found = policies(url)
    assert [UPGRADE in sources(policy) for policy in (found.page, found.search, found.mail, found.widest)] == [asked] * 4


def test_every_policy_names_the_same_directives_so_that_none_falls_back():
    found = policies(URL, FORMS)
    assert set(sources(found.page)) == set(sources(found.search)) == set(sources(found.mail)) == set(sources(found.widest))


def test_whatever_one_policy_allows_the_widest_allows_too():
    """So a host that enforces both at once enforces the narrower."""
    found = policies(URL, FORMS)
    for policy in (found.page, found.search, found.mail):
        for name, allowed in policy.directives:
            assert set(allowed) - {"'none'"} <= set(sources(found.widest)[name])


def test_even_the_widest_forbids_inline_programs_frames_and_plug_ins():
    widest = sources(policies(URL, FORMS).widest)
    assert "'unsafe-inline'" not in widest["script-src"] and "'unsafe-eval'" not in widest["script-src"]
    assert {widest[name] for name in ("default-src", "frame-ancestors", "object-src", "base-uri")} == {("'none'",)}


def test_nothing_is_said_twice_or_beside_none():
    found = policies(URL, FORMS)
    for policy in (found.page, found.search, found.mail, found.widest):
        for name, allowed in policy.directives:
            assert len(set(allowed)) == len(allowed), name
            assert "'none'" not in allowed or len(allowed) == 1, name


def test_an_origin_has_no_path_and_no_password():
    assert origin("https://ada:secret@Desk.example.org:8443/follow/?x#y") == "https://desk.example.org:8443"
