"""The error that stops a strict build."""

from collections.abc import Iterable

from newsroom.problems import Problem, pluralize


class ContentError(SystemExit):
    """The content has mistakes that stop the build: all of them are in the message, and in `problems`.

    A SystemExit, because Pelican prints a traceback for every other exception, and editors need none.
    """

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems)
        files = {problem.path for problem in self.problems}
        heading = f"{pluralize(len(self.problems), 'problem')} in {pluralize(len(files), 'file')} of content/"
        super().__init__("\n".join([heading, *map(str, self.problems)]))
