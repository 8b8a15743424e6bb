"""Where the callouts' form posts to, as the setting SUBMISSIONS says; docs/settings.md explains its keys."""

from difflib import get_close_matches

from wire.form_routes import check_endpoint, desk_of

KEYS = ("endpoint", "email", "post")


def story_endpoint(setting: dict, follow: dict, preview_endpoint: str = "") -> str:
    """The address that answers to callouts are posted to; "" when the page says how to write to us instead.

    `follow` is the setting FOLLOW, which tells where our own desk is. Raises ValueError, “message; cure”: an unknown key, no e-mail address,
    an endpoint that is not an https address, or one at which the desk takes no answers.
    """
    for key in setting:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            raise ValueError(f"SUBMISSIONS has no key “{key}”; {f'did you mean “{near[0]}”?' if near else 'its keys: ' + ', '.join(KEYS)}")
    if "@" not in setting.get("email", ""):
        raise ValueError("SUBMISSIONS[“email”] is missing; give the address that people can write to")
    endpoint = setting.get("endpoint", "")
    if endpoint and not endpoint.startswith(("https://", "http://127.0.0.1", "http://localhost", "/")):
        raise ValueError(f"SUBMISSIONS[“endpoint”] is “{endpoint}”; people's stories may only be sent to https://…")
    check_endpoint("SUBMISSIONS", endpoint, desk_of(follow))
    return preview_endpoint or endpoint
