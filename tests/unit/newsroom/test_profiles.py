"""A name at a service becomes its address there; what could lead elsewhere is refused."""

import pytest

from newsroom.profiles import Profile, profile, web_address

GOOD = {
    ("twitter", "kate_bagley"): ("@kate_bagley on Twitter", "https://twitter.com/kate_bagley"),
    ("Twitter", "@ann"): ("@ann on Twitter", "https://twitter.com/ann"),
    ("X", "ann"): ("@ann on X", "https://x.com/ann"),
    ("instagram", "ann.jones"): ("@ann.jones on Instagram", "https://www.instagram.com/ann.jones/"),
    ("LinkedIn", "ann-jones-1a2b"): ("@ann-jones-1a2b on LinkedIn", "https://www.linkedin.com/in/ann-jones-1a2b/"),
    ("Mastodon", "@ann@social.example"): ("@ann@social.example on Mastodon", "https://social.example/@ann"),
    ("BlueSky", "ann.bsky.social"): ("@ann.bsky.social on Bluesky", "https://bsky.app/profile/ann.bsky.social"),
    ("threads", "@ann"): ("@ann on Threads", "https://www.threads.net/@ann"),
    ("FACEBOOK", "ann.jones"): ("@ann.jones on Facebook", "https://www.facebook.com/ann.jones"),
    ("YouTube", "@ann"): ("@ann on YouTube", "https://www.youtube.com/@ann"),
    ("tiktok", "ann"): ("@ann on TikTok", "https://www.tiktok.com/@ann"),
    ("GitHub", "ann-j"): ("@ann-j on GitHub", "https://github.com/ann-j"),
    ("Email", "ann@example.org"): ("ann@example.org", "mailto:ann@example.org"),
    ("e-mail", "mailto:ann@example.org"): ("ann@example.org", "mailto:ann@example.org"),
    ("Website", "example.org/ann"): ("example.org/ann", "https://example.org/ann"),
    ("website", "https://example.org/"): ("Website", "https://example.org/"),
    ("BBC Sounds", "https://example.org/ann"): ("BBC Sounds", "https://example.org/ann"),
    ("twitter", "https://mobile.twitter.com/ann"): ("Twitter", "https://mobile.twitter.com/ann"),
}
BAD = {
    ("goodreads", "@ann"): "whole address",
    ("Twiter", "@ann"): "did you mean “twitter”?",
    ("my page", "ann.example.org"): "whole address",
    ("twitter", "ann jones"): "or the whole address",
    ("twitter", "ann.jones"): "or the whole address",
    ("twitter", "twitter.com/ann"): "did you mean “https://twitter.com/ann”?",
    ("instagram", "instagram.com"): "or the whole address",
    ("bluesky", "@ann"): "did you mean “ann.bsky.social”?",
    ("mastodon", "@ann"): "@their_handle@their.server",
    ("twitter", "https://instagram.com/ann"): "call the link website",
    ("twitter", "https://twitter.com.evil.example/ann"): "call the link website",
    ("website", "ann"): "like https://example.org/",
    ("blog", "https://ann"): "like https://example.org/",
    ("blog", "https://twitter.com@evil.example/"): "leave that out",
    ("email", "ann"): "name@example.org",
    ("email", "ann@example"): "name@example.org",
    ("email", "https://example.org"): "name@example.org",
    ("github", "аnn"): "or the whole address",  # the first letter is Cyrillic
    ("blog", "javascript:alert(1)"): "whole address",
}


@pytest.mark.parametrize("given", GOOD, ids=" ".join)
def test_a_handle_or_a_whole_address_leads_to_the_profile(given):
    assert profile(*given) == Profile(*GOOD[given])


@pytest.mark.parametrize("given", BAD, ids=" ".join)
def test_what_is_neither_is_refused_with_the_cure(given):
    with pytest.raises(ValueError, match="; ") as refused:
        profile(*given)
    message, _, cure = str(refused.value).rpartition("; ")
    assert given[1] in message
    assert BAD[given] in cure


@pytest.mark.parametrize(
    "address",
    ["https://", "https://a..b", "https://-a.org", "https://[half", "https://a.org:99999/", "ftp://a.org/", "https://a.org/a b", "//a.org"],
)
def test_an_address_without_a_host_that_can_exist_is_refused(address):
    with pytest.raises(ValueError, match="web address|leads nowhere"):
        web_address(address)


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://xn--mnchen-3ya.example/a?b=c#d", "https://münchen.example:8443/", "https://a_b.example.org./"],
)
def test_a_whole_address_is_kept_as_it_is(address):
    assert web_address(address) == address
