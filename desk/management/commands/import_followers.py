"""`python -m desk import_followers FILE`: take over followers from a CSV file of another service, all of them or nobody, and say what became of every row.

`--dry-run` shows it first and changes nothing. Where the file says something that is not known, it stops and names the option to go on with.
"""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from desk.follows.deciding import tell_the_site
from desk.follows.export_formats import Verdict, normalised
from desk.follows.import_plan import Choices
from desk.follows.importing import Became, Imported, Row, Unreadable, import_followers
from desk.follows.models import Closing
from desk.masking import masked
from newsroom.errors import NewsroomError

EXAMPLES = 10
_MEANINGS = {"confirmed": Verdict.FOLLOWS, "ask": Verdict.ASK, "left": Verdict.LEFT}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="show what would become of whom; change nothing")
        parser.add_argument("--status-column", default="", metavar="NAME", help="the column that says who may be written to")
        parser.add_argument(
            "--ignore-column", action="append", default=[], metavar="NAME", help="a column that only looks as if it said so"
        )
        parser.add_argument(
            "--status-value",
            action="append",
            default=[],
            metavar="WORD=MEANING",
            help="what a word in such a column means: confirmed, ask or left",
        )
        parser.add_argument(
            "--take-all-as",
            choices=("confirmed", "ask"),
            default="",
            help="what all are who are not known to have left, whatever else the file says",
        )

    def handle(self, *args, file: Path, dry_run: bool, **options) -> None:
        if Closing.objects.exists():
            raise CommandError("Following has ended here: see `desk close`.")
        words = dict(_meaning(each) for each in options["status_value"])
        choices = Choices(options["status_column"], tuple(options["ignore_column"]), words, _MEANINGS.get(options["take_all_as"]))
        try:
            done = import_followers(file, choices, dry_run)
        except (OSError, Unreadable) as error:
            raise CommandError(str(error)) from error
        except (NewsroomError, DatabaseError) as error:
            raise CommandError(f"{error}\n  Nothing was changed; start it again.") from error
        self._tell(file, done, dry_run)
        if not dry_run:
            tell_the_site()

    def _tell(self, file: Path, done: Imported, dry_run: bool) -> None:
        for note in done.notes:
            self.stdout.write(note)
        for row in done.rows[:EXAMPLES] if dry_run else done.rows:
            self.stdout.write(f"{file.name}:{row.line}: {masked(row.email) + ': ' if row.email else ''}{row.became.value}{_why(row)}")
        if dry_run and len(done.rows) > EXAMPLES:
            self.stdout.write(f"… and {len(done.rows) - EXAMPLES} more rows.")
        counts, said = Counter(row.became for row in done.rows), Counter(row.said for row in done.rows if row.became is Became.LEFT)
        self.stdout.write(", ".join(f"{number} {what.value}" for what, number in counts.items()) or "No rows.")
        if dry_run:
            for words, number in said.most_common(EXAMPLES):
                self.stdout.write(f"  {number} had left by “{words}”")
            self.stdout.write("Nothing was changed.")


def _why(row: Row) -> str:
    return f" ({row.said})" if row.said and row.became is Became.LEFT else ""


def _meaning(option: str) -> tuple[str, Verdict]:
    word, equals, meaning = option.rpartition("=")
    if not equals or meaning not in _MEANINGS:
        raise CommandError(
            f"--status-value “{option}” should be a word, = and confirmed, ask or left, as in abgemeldet=left. Nothing was changed."
        )
    return normalised(word), _MEANINGS[meaning]
