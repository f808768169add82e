"""The procedure helper: four questions, and the procedures that may be used, ranked, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy, gettext_noop

from loftet.core.words import Words, for_reader
from loftet.methods.procurement.procedures import QUESTIONS, Suggestion, Wanted, suggest
from loftet.procurement.check import procedures_for
from loftet.procurement.models import Procurement

ASKED: Mapping[str, Any] = {
    "on_market": gettext_lazy("Is it on the market today?"),
    "can_specify": gettext_lazy("Can you specify what you want?"),
    "must_talk": gettext_lazy("Must you talk with firms about their tenders?"),
    "buy_after": gettext_lazy("If it must be developed: do you buy it afterwards?"),
}
EFFORT: Mapping[int, Words] = {
    1: gettext_lazy("small effort"),
    2: gettext_lazy("some effort"),
    3: gettext_lazy("large effort"),
}
REASONS = (  # those of the method, in the words that are translated
    gettext_noop("it is on the market today"),
    gettext_noop("it is not on the market today"),
    gettext_noop("you can specify it"),
    gettext_noop("you cannot specify it"),
    gettext_noop("you must talk about the tenders"),
    gettext_noop("you need no talks about the tenders"),
    gettext_noop("you buy it when it is developed"),
    gettext_noop("you buy nothing of it afterwards"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A procedure in words: what speaks for and against it, what is open, and what it costs."""

    suggestion: Suggestion

    @property
    def key(self) -> str:
        """Return the key of the procedure."""
        return self.suggestion.row.procedure

    @property
    def name(self) -> str:
        """Return what it is called."""
        return for_reader(self.suggestion.row.names)

    @property
    def weeks(self) -> tuple[int, int]:
        """Return the weeks from the need to the contract, at least and at most."""
        return self.suggestion.row.weeks

    @property
    def effort(self) -> Words:
        """Return how much effort it takes."""
        return EFFORT[self.suggestion.row.effort]

    @property
    def speaks_for(self) -> list[str]:
        """Return what speaks for it."""
        return [gettext(one) for one in self.suggestion.speaks_for]

    @property
    def speaks_against(self) -> list[str]:
        """Return what speaks against it."""
        return [gettext(one) for one in self.suggestion.speaks_against]

    @property
    def open_questions(self) -> list[Words]:
        """Return the questions without whose answers it may not be used."""
        return [ASKED[one] for one in self.suggestion.open_questions]

    @property
    def source(self) -> str:
        """Return where the row was read."""
        return for_reader(self.suggestion.row.sources)


def wanted_of(procurement: Procurement) -> Wanted:
    """Return the answers as the method takes them; what is not answered is None."""
    return Wanted(**{key: procurement.wanted.get(key) for key in QUESTIONS})


def ways_of(procurement: Procurement, scope: str | None) -> list[Way]:
    """Return the procedures that may be used, the best first; none where the part is not known."""
    if scope is None:
        return []
    day = procurement.day
    return [Way(one) for one in suggest(procedures_for(scope, day), scope, wanted_of(procurement), day)]


def procedure_name(procurement: Procurement) -> str:
    """Return what the chosen procedure is called; nothing where none is chosen."""
    day = procurement.day
    names = {one.procedure: one.names for one in procedures_for(None, day)}
    return for_reader(names[procurement.procedure]) if procurement.procedure in names else ""
