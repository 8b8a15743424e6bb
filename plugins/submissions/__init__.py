"""Callouts – questions to the public – and submissions, the answers that were published, with their provenance."""

from blinker import signal
from pelican import signals

from newsroom.article import all_posts
from newsroom.plugin_order import check_plugin_order
from plugins.submissions.form import story_endpoint
from plugins.submissions.submission import SubmissionView

REQUIRES = ("plugins.reader",)

# How many answers the home page shows.
LATEST = 3


def set_endpoint(generators) -> None:
    """Tell the templates where answers are posted to."""
    settings = generators[0].settings
    endpoint = story_endpoint(settings["SUBMISSIONS"], settings["FOLLOW"], settings.get("PREVIEW_FORM_ENDPOINT", ""))
    generators[0].context["submissions_endpoint"] = endpoint


def attach(generators) -> None:
    """Give each article that answers a callout its `submission`, each callout its answers, and the templates the `latest_answers`."""
    callouts = {callout.slug: callout for callout in generators[0].context["callouts"]}
    context = generators[0].context
    for article in all_posts(context):
        if callout := callouts.get(article.metadata.get("callout")):
            article.submission = SubmissionView.of(article, callout)
    answers = [article for article in context["articles"] if article.submission]
    for article in answers:
        article.submission.callout.articles.append(article)
    context["latest_answers"] = answers[:LATEST]


def attach_again(text, old) -> None:
    """What plugins.incremental asks of an edited text."""
    if old.submission:
        text.submission = SubmissionView.of(text, old.submission.callout)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.all_generators_finalized.connect(set_endpoint)
    signals.all_generators_finalized.connect(attach)
    signal("text_read_again").connect(attach_again)
