"""The paths at which the desk takes the site's forms, by the setting whose `endpoint` must lead there.

The desk makes its routes of this list and the build checks form endpoints against it, so a form cannot post to a route that is not there.
"""

from urllib.parse import urlsplit

# SUBMISSIONS is not here: the desk does not take answers to callouts yet.
FORM_ROUTES = {"FOLLOW": "follow/"}


def desk_of(follow: dict) -> str:
    """The address of the desk that the setting FOLLOW names, with a slash at its end; "" when its form goes to another service.

    Only our desk knows a `target_field`. Raises ValueError, “message; cure”, when the endpoint is not the desk's follow form.
    """
    endpoint = follow.get("endpoint", "")
    if not endpoint or not follow.get("target_field"):
        return ""
    if not endpoint.endswith("/" + FORM_ROUTES["FOLLOW"]):
        raise ValueError(
            f"FOLLOW[“endpoint”] is “{endpoint}”, and the desk has no such form; "
            f"end it with /{FORM_ROUTES['FOLLOW']}, or leave out target_field if that is not our desk"
        )
    return endpoint.removesuffix(FORM_ROUTES["FOLLOW"])


def check_endpoint(setting: str, endpoint: str, desk: str) -> None:
    """Raise ValueError, “message; cure”, when `endpoint` is at the desk (`desk`: its address) but not the form that `setting` posts to."""
    if not desk or urlsplit(endpoint).netloc != urlsplit(desk).netloc:
        return
    route = FORM_ROUTES.get(setting)
    if route is None:
        raise ValueError(
            f"{setting}[“endpoint”] is “{endpoint}”, but the desk takes no such form; leave it empty, and the page says how to write to us"
        )
    if endpoint != desk + route:
        raise ValueError(f"{setting}[“endpoint”] is “{endpoint}”, but the desk takes that form at {desk}{route}; write that address")
