"""What the environment says of this server, and what stands in for it on a machine where somebody tries the desk."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from desk.ownership import check_owner

ROOT = Path(__file__).resolve().parent.parent
RENAMED_VARIABLES = {
    "DESK_ABANDONED_AGAIN": "DESK_MAIL_RETRY_CLAIMED",
    "DESK_ABANDONED_SECONDS": "DESK_MAIL_CLAIM_TIMEOUT",
    "DESK_FOLDER": "DESK_DATA_DIR",
    "DESK_OLD_SECRET_KEYS": "DESK_SECRET_KEY_FALLBACKS",
    "DESK_PROXIES": "DESK_TRUSTED_PROXIES",
    "MAIL_RETURN": "BOUNCE_ADDRESS",
}


def refuse_renamed_variables(environment: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured, with the new names, if a variable has its old name; `NAME_FILE` counts as `NAME`."""
    found = [
        f"{old}{suffix} is now called {new}{suffix}"
        for old, new in RENAMED_VARIABLES.items()
        for suffix in ("", "_FILE")
        if f"{old}{suffix}" in environment
    ]
    if found:
        raise ImproperlyConfigured(f"Rename in the environment: {'; '.join(found)}.")


class Environment(environ.FileAwareEnv):
    """The environment, which names the variable whose value cannot be read."""

    def get_value(self, var, *words, **options):
        try:
            return super().get_value(var, *words, **options)
        except ValueError as error:
            name = getattr(var, "prefix", "") + str(var)
            raise ImproperlyConfigured(
                f"{name} is “{os.environ.get(name, '')}”, which is not a number; docs/operators.md has an example."
            ) from error

    def mail_server(self) -> dict[str, object]:
        """Django's settings for the mail server in EMAIL_URL. Raises ImproperlyConfigured, without quoting a password."""
        try:
            return self.email_url("EMAIL_URL")
        except (ImproperlyConfigured, ValueError) as error:
            schemes = ", ".join(sorted(self.EMAIL_SCHEMES))
            raise ImproperlyConfigured(
                f"EMAIL_URL cannot be understood ({error}). Write it like smtp+tls://user:password@mail.example.org:587; it may begin with inbox:, anymail: or one of {schemes}."
            ) from error


def place() -> Path:
    """The folder of all that the desk keeps on disk, made for its owner alone: DESK_DATA_DIR, var/desk unless that is set."""
    folder = Path(os.environ.get("DESK_DATA_DIR") or ROOT / "var" / "desk")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except PermissionError:
        raise ImproperlyConfigured(
            f"DESK_DATA_DIR={folder} cannot be made by who runs this: make it as root, and give it to the desk’s user: install -d -o desk -m 700 {folder}"
        ) from None
    check_owner(folder, os.environ.get("DATABASE_URL", ""))
    return folder


def key_of_this_machine(folder: Path) -> str:
    """A secret for a desk that is tried out: made once, and kept in a file that only its owner reads."""
    file = folder / "key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as new:
        new.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii")


def settings_of_provider(env: environ.Env) -> dict[str, object]:
    """All that begins with ANYMAIL_, under the names that django-anymail has; `true` and `false`, JSON objects and the seconds of REQUESTS_TIMEOUT as what they are."""
    names = {name.removesuffix("_FILE") for name in os.environ if name.startswith("ANYMAIL_")} - {"ANYMAIL_PROVIDER"}
    said = {name: env.str(name, "").strip() for name in sorted(names)}
    return {name.removeprefix("ANYMAIL_"): _read(env, name, value) for name, value in said.items() if value}


def _read(env: environ.Env, name: str, value: str) -> object:
    if name == "ANYMAIL_REQUESTS_TIMEOUT":
        return env.float(name)
    if value.startswith("{"):
        return env.json(name)
    return {"true": True, "false": False}.get(value.lower(), value)
