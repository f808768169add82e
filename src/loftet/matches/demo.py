"""The matches of Demodalen: found as anywhere; what is answered is read from `catalogue/demo_programme`."""

from django.utils import timezone

from loftet.core.demo import Cells, Demo
from loftet.matches.actions import answer_match
from loftet.matches.finding import find_all
from loftet.matches.models import Match
from loftet.people.demo import then

FILE, COLUMNS = "match_answers.csv", ("need", "solution", "by", "day", "answer", "why", "note")


def tell_of_matches(demo: Demo) -> None:
    """Find the matches, and answer those that both sides have answered.

    A pair that is not found is left out: without the language model there are fewer.

    Raises:
        InvalidInput: with file and line of what cannot be told.
    """
    find_all(demo.today, timezone.now())
    demo.each(FILE, COLUMNS, lambda row: _answer(demo, row))


def _answer(demo: Demo, row: Cells) -> None:
    match = Match.objects.filter(need__title=row["need"], solution__title=row["solution"]).first()
    if match is None:
        return
    written = {name: row[name] for name in ("answer", "why", "note")}
    then(demo, row["by"], demo.day(row["day"]), answer_match, match, written)
