"""Where the callouts' form posts to, as the setting SUBMISSIONS says; docs/settings.md explains its keys."""

from newsroom.form_routes import check_endpoint, desk_of
from newsroom.problems import did_you_mean

KEYS = ("endpoint", "email", "post")


def story_endpoint(setting: dict, follow: dict, preview_endpoint: str = "") -> str:
    """The address that answers to callouts are posted to; "" when the page says how to write to us instead.

    `follow` is the setting FOLLOW, which tells where our own desk is. Raises ValueError, “message; cure”: an unknown key, no way
    to answer at all, an e-mail address that is none, an endpoint that is not an https address, or one at which the desk takes no answers.
    """
    for key in setting:
        if key not in KEYS:
            raise ValueError(f"SUBMISSIONS has no key “{key}”; {did_you_mean(key, KEYS) or 'its keys: ' + ', '.join(KEYS)}")
    endpoint, email = setting.get("endpoint", ""), setting.get("email", "")
    if email and "@" not in email:
        raise ValueError(f"SUBMISSIONS[“email”] is “{email}”; write an e-mail address, such as stories@example.org")
    if not (endpoint or email or setting.get("post")):
        raise ValueError("SUBMISSIONS names no way to answer a callout; give an “email” or “post” address that people can write to")
    if endpoint and not endpoint.startswith(("https://", "http://127.0.0.1", "http://localhost", "/")):
        raise ValueError(f"SUBMISSIONS[“endpoint”] is “{endpoint}”; people's stories may only be sent to https://…")
    check_endpoint("SUBMISSIONS", endpoint, desk_of(follow))
    return preview_endpoint or endpoint
