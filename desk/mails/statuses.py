"""Recognises answers of mail servers that refuse us, whoever the mail was for, by code (RFC 3463) and wording."""

import re


def status_code(which: str) -> re.Pattern[str]:
    """Return a pattern for enhanced status codes that does not match within an IP address or a longer number."""
    return re.compile(rf"(?<![\w.])(?:{which})(?!\.?\d)")


# Policy and security, and a wrong sender address (RFC 3463, 3.2).
_ABOUT_US = status_code(r"[45]\.7\.\d{1,3}|5\.1\.[78]")
_BLOCKED = re.compile(
    r"block ?-?list|black ?-?list|deny ?-?list|blocked (?:using|by|due to|for)|\b(?:dns)?[br]bl\b|dnsbl|spamhaus|spamcop|barracuda|sorbs|senderscore|uceprotect"
    r"|reputation|listed (?:at|in|on|by) |\b(?:spf|dkim|dmarc)\b|unauthenticated|reverse dns|\bptr\b|rdns"
    r"|client host|sending (?:ip|host|server)|your (?:ip|server|domain|message)\b[^.]{0,60}\b(?:block|reject|refus|spam)|(?:looks like|detected as|classified as|considered|marked as|rejected as) (?:spam|unsolicited|junk)",
    re.I,
)


def blocked(said: str) -> bool:
    """Tell whether a server says that it blocks us: by a blocklist, our DNS records, or as spam."""
    return _BLOCKED.search(said) is not None


def about_us(said: str) -> bool:
    """Tell whether a server refused us, by code or wording. That is not counted against the address."""
    return _ABOUT_US.search(said) is not None or blocked(said)
