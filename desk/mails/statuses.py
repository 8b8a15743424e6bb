"""What mail servers say, by their codes (RFC 3463) and words: whether it is about us, whoever the mail was for."""

import re


def status_code(which: str) -> re.Pattern[str]:
    """Find enhanced status codes in the words of mail servers. No part of an internet address or of a longer number is one."""
    return re.compile(rf"(?<![\w.])(?:{which})(?!\.?\d)")


# Policy and security; and senders whose own address is wrong (RFC 3463, 3.2).
_ABOUT_US = status_code(r"[45]\.7\.\d{1,3}|5\.1\.[78]")
_BLOCKED = re.compile(
    r"block ?-?list|black ?-?list|deny ?-?list|blocked (?:using|by|due to|for)|\b(?:dns)?[br]bl\b|dnsbl|spamhaus|spamcop|barracuda|sorbs|senderscore|uceprotect"
    r"|reputation|listed (?:at|in|on|by) |\b(?:spf|dkim|dmarc)\b|unauthenticated|reverse dns|\bptr\b|rdns"
    r"|client host|sending (?:ip|host|server)|your (?:ip|server|domain|message)\b[^.]{0,60}\b(?:block|reject|refus|spam)|(?:looks like|detected as|classified as|considered|marked as|rejected as) (?:spam|unsolicited|junk)",
    re.I,
)


def blocked(said: str) -> bool:
    """Whether these are the words of a server that keeps us out: by a list, by our records, for spam."""
    return _BLOCKED.search(said) is not None


def about_us(said: str) -> bool:
    """Whether it is refused for what we are, by a code or by words. It is held against no address."""
    return _ABOUT_US.search(said) is not None or blocked(said)
