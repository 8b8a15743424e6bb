"""Internationalised domain names (RFC 5890): in ASCII for servers and headers, in their own letters for people."""

import re

import idna

_AT_THE_END = re.compile(r"@([^\s<>@]+)(>?)$")


def ascii_domain(domain: str) -> str:
    """The domain in small ASCII letters, as its A-labels where it has others. One that cannot be a domain stays as it is written, in small letters."""
    if domain.isascii():
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain.lower()


def with_ascii_domain(address: str) -> str:
    """`The blog <blog@bücher.example>` as headers take it: `The blog <blog@xn--bcher-kva.example>`; all else stays as it is."""
    return _AT_THE_END.sub(lambda found: f"@{found[1] if found[1].isascii() else ascii_domain(found[1])}{found[2]}", address)


def readable(address: str) -> str:
    """The address with its domain in its own letters, for people."""
    name, _, domain = address.rpartition("@")
    try:
        return f"{name}@{idna.decode(domain)}" if "xn--" in domain else address
    except idna.IDNAError:
        return address
