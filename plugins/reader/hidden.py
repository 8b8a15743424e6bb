"""Hidden characters in a file: named by line, and taken out of what the public sent."""

from newsroom.hidden_characters import HIDDEN, code_point
from plugins.reader.problems import Problem


def without_hidden(path: str, text: str) -> tuple[str, list[Problem]]:
    """The text of the file at `path`, of an answer from the public without its hidden characters, and a warning for each line with some."""
    if text.isascii() or not HIDDEN.search(text):
        return text, []
    taken = path.startswith("submissions/")
    warnings = []
    for number, line in enumerate(text.split("\n"), 1):
        if found := HIDDEN.findall(line):
            what = "1 hidden character is" if len(found) == 1 else f"{len(found)} hidden characters are"
            message = f"{what} {'taken out' if taken else 'in this line'}: {', '.join(sorted(set(map(code_point, found))))}"
            cure = (
                "look whether the line says what it should; such characters can turn words around or hide some" if taken else "delete them"
            )
            warnings.append(Problem(path, number, "", message, cure, "warning"))
    return HIDDEN.sub("", text) if taken else text, warnings
