"""What people may ask for, held against what the site says can be followed."""

from django import forms

from desk.follows.addresses import check_address
from newsroom.site_json import Site, SiteTarget

EVERYTHING = "everything"
HOW_OFTEN = {
    "immediately": "Every new post",
    "daily": "Once a day",
    "weekly": "Once a week",
    "monthly": "Once a month",
}


def targets(site: Site) -> dict[str, SiteTarget]:
    """What can be followed, by the word that a form sends: `everything`, `programme/circle`."""
    return {f"{each.kind}/{each.slug}" if each.slug else each.kind: each for each in site.targets}


class FollowForm(forms.Form):
    """One address, one target, one frequency."""

    email = forms.CharField(
        max_length=254,
        error_messages={"required": "Write your e-mail address here.", "max_length": "No e-mail address is that long."},
        validators=[check_address],
    )
    frequency = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose how often from the list."})
    target = forms.ChoiceField(required=False, error_messages={"invalid_choice": "This cannot be followed any more. Choose from the list."})

    def __init__(self, *args, site: Site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["frequency"].choices = [(each, HOW_OFTEN[each]) for each in site.frequencies]
        self.fields["target"].choices = [(word, each.name) for word, each in targets(site).items()]

    def clean_frequency(self) -> str:
        """A form that does not ask means every new post."""
        return self.cleaned_data["frequency"] or self.fields["frequency"].choices[0][0]

    def clean_target(self) -> str:
        """A form that does not ask means everything."""
        return self.cleaned_data["target"] or EVERYTHING
