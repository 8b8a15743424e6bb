"""Everything that can be wrong with what the build and the desk hand each other. The docstring is the default message."""


class NewsroomError(Exception):
    """Something that is handed from the build to the desk is not as it must be."""

    def __init__(self, message: str = ""):
        super().__init__(message or type(self).__doc__)


class FeedUnreadable(NewsroomError):
    """This is not a JSON Feed of version 1 or 1.1."""


class SiteUnreadable(NewsroomError):
    """This is not a site.json of a version that this program knows."""


class PeriodUnknown(NewsroomError):
    """There is no such period; examples: daily 2014-06-03, weekly 2014-W23, monthly 2014-06."""


class UnsafePath(NewsroomError):
    """A file would be written outside the folder that was named for it."""


class InvalidMail(NewsroomError):
    """This mail may not be sent."""


class MailTooLarge(InvalidMail):
    """The mail is larger than 102,000 bytes, so that Gmail would cut it off."""


class MissingMailField(InvalidMail):
    """A field of the mail was left unfilled."""


class MailTemplateError(MissingMailField):
    """A template of a mail has a mistake in it."""


class MailLinkRefused(InvalidMail):
    """A link in the mail is neither http, https nor mailto, or an image does not come from the site itself."""
