"""Prints the desk's commands and their options as JSON; started as a process, with the environment of a desk."""

import argparse
import json
import os
import pkgutil

import django
from django.core.management import load_command_class
from django.core.management.base import BaseCommand

# Commands of Django and its libraries that operators are told to use.
BORROWED = {"migrate": "django.core", "createsuperuser": "django.contrib.auth"}


def described(name: str, command: BaseCommand, common: set[str]) -> dict:
    """One command. `common` holds the options that every command has."""
    parser = command.create_parser("desk", name)
    return {
        "name": name,
        "help": command.help,
        "options": [option(action) for action in parser._actions if action.dest not in common and action.help != argparse.SUPPRESS],
    }


def option(action: argparse.Action) -> dict:
    """One option or positional argument."""
    word = action.metavar or ("" if action.nargs == 0 else action.dest.upper())
    names = [f"{name} {word}".strip() for name in action.option_strings] or [str(word)]
    default = "" if action.default in (None, False, argparse.SUPPRESS, [], "") else str(action.default)
    return {"names": names, "help": (action.help or "").replace("%(default)s", default), "default": default}


def main() -> None:
    """Print all commands, ours first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")
    django.setup()
    from desk.management import commands

    common = {action.dest for action in BaseCommand().create_parser("desk", "x")._actions}
    names = {module.name: "desk" for module in pkgutil.iter_modules(commands.__path__)} | BORROWED
    print(json.dumps([described(name, load_command_class(app, name), common) for name, app in names.items()]))


if __name__ == "__main__":
    main()
