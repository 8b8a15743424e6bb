#!/usr/bin/env python3
"""Every chore of the site, one word each: `python3 tasks.py NAME`, or `invoke NAME` inside the environment.

Run as a script, this page first makes sure of `.venv` and then hands over to Invoke inside it.
"""

import shlex
import sys

if __name__ == "__main__":
    from commands.environment import hand_over

    sys.exit(hand_over(sys.argv[1:]))

from invoke import task


@task(help={"port": "where to serve, 8000 unless you say; the next free one is taken if it is busy"})
def preview(_, port=8000):
    """See the site on this machine: it rebuilds, and the browser refreshes, whenever a file is saved."""
    from commands.preview import preview

    sys.exit(preview(port))


@task(
    help={
        "output": "the folder to build into, output/ unless you say; made, or swapped as a whole",
        "verify": "build once more from nothing, and refuse the site if a byte differs",
        "explain": "an address such as /2014/: tell why that page was rendered, or was not",
        "json": "print the report of the build as JSON, and everything else on stderr",
    },
)
def build(_, output=None, verify=False, explain="", json=False):
    """Build the site for publishing: all of it, or nothing and a list of what is wrong."""
    from commands.build import build

    sys.exit(build(output, verify=verify, explain=explain, as_json=json))


@task(help={"json": "print the report as JSON, and everything else on stderr"})
def check(_, json=False):
    """Read all content and say what is wrong, where, and how to mend it; changes nothing."""
    from commands.check import check

    sys.exit(check(as_json=json))


@task(
    help={
        "target": "a name in PUBLISH; the first one there unless you say",
        "rollback": "make live what was before; again goes one further back",
        "allow-vanishing": "go on even if more than one page in ten would vanish",
        "again": "make a release even if nothing has changed",
        "json": "print the report of the build as JSON, and everything else on stderr",
    },
)
def publish(_, target="", rollback=False, allow_vanishing=False, again=False, json=False):
    """Check, build, compress and deploy the site, and say what that changed; or take the last release back."""
    from commands.publish import publish

    sys.exit(publish(target, rollback, allow_vanishing, again, as_json=json))


@task
def desk(context):
    """Run the desk, or a command of it: desk serve, desk tidy, desk help …"""
    context.run("python -m desk help")


@task(positional=["file"], help={"file": "a CSV file of WordPress.com, or any with a column “email”"})
def import_followers(context, file):
    """Take over followers from elsewhere, and say what became of each row."""
    context.run(f"python -m desk import_followers {shlex.quote(file)}")


@task(
    positional=["kind"],
    help={
        "kind": "article, contributor, callout, submission or page",
        "title": "the title; for a contributor the name, for a callout the question",
        "author": "who wrote the article: a file name in content/contributors/, or several with commas",
        "date": "2014-06-03 or 2014-06-03 09:00, now unless you say; for a callout the day it opens",
        "closes": "the day the callout closes, if it does",
        "callout": "what the submission answers: a file name in content/callouts/",
        "submitter": "the name the submission is signed with",
        "consent": "what the submitter agreed to: publish or publish-anonymously",
        "programme": "what it is about: a file name in content/programmes/",
        "tags": "with commas between them",
        "summary": "one sentence for lists, feeds and mail; about a contributor, the bio",
        "slug": "the last part of the address (default: made from the title)",
        "answer": "the answer to another question of a content type, as NAME=VALUE; may be repeated",
    },
    iterable=["answer"],
)
def new(
    _,
    kind,
    title="",
    author="",
    date="",
    closes="",
    callout="",
    submitter="",
    consent="",
    programme="",
    tags="",
    summary="",
    slug="",
    answer=None,
):
    """Start an article, contributor, callout, submission, page or another content type, asking what it needs."""
    given = {name: value for name, value in locals().items() if name not in ("_", "kind", "answer")}
    from commands.new import new

    sys.exit(new(kind, given | dict(each.partition("=")[::2] for each in answer or ())))


@task(
    positional=[],
    help={
        "only": "tiers to run, with commas: unit, site, journey, fault, browser, architecture (default: all)",
        "whole": "run every case, not a sample of the tests that take long and find little",
        "coverage": "print the lines and branches that ran, per room; slower",
    },
)
def test(_, only="", whole=False, coverage=False):
    """Run every test that CI runs, with what they need installed first."""
    from commands.testing import test

    sys.exit(test(only, whole, coverage))


@task(
    positional=[],
    help={
        "only": "benchmarks to run: pages, lighthouse, pictures, mails, forms or build, with commas; all of them unless you say",
        "posts": "how many posts the blog has that `build` builds, 1000 unless you say; more numbers, with commas, to see how a build from nothing grows",
    },
)
def bench(_, only="", posts="1000"):
    """Measure what pages, pictures and builds cost, and print it."""
    from commands.bench import bench

    sys.exit(bench(only, posts))


@task
def docs(_):
    """Build the documentation as a site, with its reference written from the code."""
    from commands.docs import docs

    sys.exit(docs())
