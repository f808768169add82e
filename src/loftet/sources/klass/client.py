"""Questions to the live interface of KLASS; every answer is kept as it came."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loftet.sources.klass.answers import Classification
from loftet.sources.klass.questions import KlassQuestion, changes, codes_at, corresponds_at
from loftet.sources.raw_copies import RawCache, RawCopy
from loftet.sources.web import Call, Caller, Media, NotFound, with_query

SOURCE = "klass"
KOSTRA_FROM = 2020  # the grouping in force; the one before has other groups under the same codes


@dataclass(frozen=True, slots=True)
class Klass:
    """A caller that keeps answers under `root/raw/klass`; the form is asked for by the header Accept."""

    caller: Caller
    root: Path
    media: Media = Media.JSON

    def ask(self, question: KlassQuestion) -> RawCopy:
        """Fetch the answer to one question and store it.

        Raises:
            NotFound: when KLASS has no such classification or correspondence.
            InvalidInput: when it does not answer.
        """
        path = f"classifications/{question.classification.value}/{question.verb}"
        answer = self.caller.send(Call(with_query(path, question.query), self.media))
        return RawCache(self.root, SOURCE).keep(question.what, answer)


def ask_all(klass: Klass, since: date, until: date, say: Callable[[str], None]) -> list[RawCopy]:
    """Fetch all that a proposal needs: codes of both days, changes between, groups of each year.

    KOSTRA's own lists, and a correspondence that KLASS does not have, are told and left out; all else must
    be answered.
    """
    kept = []
    for kind in (Classification.MUNICIPALITIES, Classification.COUNTIES):
        kept += [klass.ask(codes_at(kind, day)) for day in (since, until)]
        kept.append(klass.ask(changes(kind, since, until)))
    for question in (
        codes_at(Classification.KOSTRA_GROUPS, until),
        codes_at(Classification.KOSTRA_REGIONS, until),
        *(_groups_of(year) for year in range(max(KOSTRA_FROM, since.year), until.year + 1)),
    ):
        try:
            kept.append(klass.ask(question))
        except NotFound:
            say(f"KLASS has no {question.what}; what it would tell is left as it is")
    return kept


def _groups_of(year: int) -> KlassQuestion:
    return corresponds_at(Classification.MUNICIPALITIES, Classification.KOSTRA_GROUPS, date(year, 1, 1))
