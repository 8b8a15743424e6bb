"""The page of a programme."""

from pelican.contents import Content

from newsroom.subject_page import SubjectPage


class ProgrammePage(SubjectPage, Content):
    """A file in content/programmes/; `website` has a label and a url, or is None."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.website = self.metadata.get("website")
