"""From where a request comes: the one place that knows, for the limits of the form and for those of the admin’s login."""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from desk.guard.models import ProxyMismatch

# So long after the last request that did not fit, DESK_TRUSTED_PROXIES is taken to be right.
REMEMBERED = timedelta(days=1)
_PREFIX_OF_A_HOUSEHOLD = 64
# Where proxies of ours may be: RFC 1918 and RFC 4193. What Python calls private is more.
_PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))


def client_address(request: HttpRequest) -> str:
    """The internet address of whoever asks; with IPv6, of their household, whose members and machines have 2⁶⁴ of them.

    With DESK_TRUSTED_PROXIES=n it is the n-th from the right in X-Forwarded-For: each of our own proxies has added one, and what stands before them anybody may have written.
    """
    hops = [hop for hop in (hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")) if hop]
    said = _parsed(request.META.get("REMOTE_ADDR", ""))
    _note_mismatch(hops, said)
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        said = _parsed(hops[-settings.TRUSTED_PROXIES]) or said
    return str(_household(said)) if said else "0.0.0.0"


def proxy_alarms() -> list[str]:
    """What is wrong with DESK_TRUSTED_PROXIES, judged by requests of the last day; each in a sentence with what to do."""
    found = ProxyMismatch.objects.filter(at__gt=timezone.now() - REMEMBERED).order_by("pk").values_list("hops", flat=True)
    return [_alarm(hops) for hops in found if _fits_not(hops)]


def _fits_not(hops: int) -> bool:
    """Whether requests that come through so many proxies do not fit the setting; what did not fit an earlier one is past."""
    return (hops > 0) != (settings.TRUSTED_PROXIES > 0)


def _alarm(hops: int) -> str:
    if hops:
        return f"A web server stands before the desk and says so in X-Forwarded-For, but DESK_TRUSTED_PROXIES is {settings.TRUSTED_PROXIES}: all readers count as one, and slow each other down. Set DESK_TRUSTED_PROXIES=1."
    return f"DESK_TRUSTED_PROXIES is {settings.TRUSTED_PROXIES}, but a form came without X-Forwarded-For: let the web server before the desk set it, or set DESK_TRUSTED_PROXIES=0."


def _note_mismatch(hops: list[str], remote: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> None:
    """Remember, once an hour at most, that what proxies say does not fit the setting. A header from a stranger’s own machine proves nothing."""
    behind_a_proxy = bool(hops) and (
        remote is None or remote.is_loopback or any(remote in network for network in _PRIVATE)
    )  # None: through a socket in the file system
    if (behind_a_proxy and not settings.TRUSTED_PROXIES) or (not hops and settings.TRUSTED_PROXIES):
        now = timezone.now()
        if not ProxyMismatch.objects.filter(hops=min(len(hops), 1), at__gt=now - timedelta(hours=1)).exists():
            ProxyMismatch.objects.update_or_create(hops=min(len(hops), 1), defaults={"at": now})


def _parsed(said: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address as proxies write it: plain, in brackets, or with a port."""
    bare = said[1:].partition("]")[0] if said.startswith("[") else said.partition(":")[0] if said.count(":") == 1 else said
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _household(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    if address.version == 4:
        return address
    return ipaddress.ip_network((address, _PREFIX_OF_A_HOUSEHOLD), strict=False).network_address
