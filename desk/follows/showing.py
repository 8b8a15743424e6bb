"""The whole address of a follower, for an editor who says why; that they saw it is kept, the address is not."""

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from desk.follows.models import Follower

FEWEST_WORDS = 3


class Reason(forms.Form):
    """Why somebody needs an address: a few words, and no address among them, since they are kept."""

    reason = forms.CharField(
        max_length=200,
        label="Why do you need it?",
        help_text="A few words, such as “She wrote that nothing comes”. They are kept in the history, with your name.",
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )

    def clean_reason(self) -> str:
        """On one line. Raises ValidationError."""
        words = self.cleaned_data["reason"].split()
        if len(words) < FEWEST_WORDS:
            raise forms.ValidationError(f"Please say it in a few words: {FEWEST_WORDS} at least.")
        if any("@" in word for word in words):
            raise forms.ValidationError("Please leave addresses out of it: the reason is kept when the follower is not.")
        return " ".join(words)


def shown(follower: Follower, editor, reason: str) -> str:
    """The whole address, once it is written down that `editor` sees it, of whom, and why."""
    log(follower, editor, f"Saw the whole address of {follower.key}: {reason}")
    return follower.email


def log(follower: Follower, editor, message: str, flag: int = CHANGE) -> None:
    """Write into the follower's history in the admin what `editor` does, with the address masked."""
    LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(Follower),
        object_id=str(follower.pk),
        object_repr=str(follower),
        action_flag=flag,
        change_message=message,
    )
