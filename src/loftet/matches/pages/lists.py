"""The matches of one's own organisations with their answers, as a list and a file; and the draw of three."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters
from loftet.core.pages import ButtonPage, Column, HiddenRecordMixin, ListPage
from loftet.core.words import Words
from loftet.matches.actions import draw_suppliers
from loftet.matches.models import Match, Side, Verdict, Why
from loftet.matches.queries import own_matches, tally
from loftet.matches.rules import may_draw, takes_part
from loftet.matches.sentences import tally_sentence
from loftet.needs.models import Need

CLOSED: Words = _("No longer open")


def need_title(match: Any) -> Words:
    """Return the title of a need, where it is open to the reader still."""
    return match.need.title if match.need_is_open else CLOSED


def solution_title(match: Any) -> Words:
    """Return the title of a solution, where it is open to the reader still."""
    return match.solution.title if match.solution_is_open else CLOSED


def _words(choices: Any, key: str | None) -> str:
    return str(choices(key).label) if key else ""


class MatchFilters(Filters):
    """Matches found by whether they are answered."""

    svar = django_filters.ChoiceFilter(
        "answer",
        label=_("Your answer"),
        empty_label=_("all"),
        null_label=_("not answered"),
        choices=Verdict.choices,
    )


class MatchList(ListPage):
    """The matches of the actor's organisations, those without an answer first."""

    rule = takes_part
    title = _("Matches")
    template_name = "matches/pages/matches.html"
    filters = MatchFilters
    file_name = "treff"
    page_size = 15  # each is four lines on a telephone
    empty = _("Nothing fits yet. A match is found within minutes when a need or a solution is shared.")
    columns = (
        Column("need", _("Need"), lambda one: str(need_title(one))),
        Column("buyer", _("Buyer"), lambda one: one.need.organisation.name),
        Column("solution", _("Solution"), lambda one: str(solution_title(one))),
        Column("supplier", _("Supplier"), lambda one: one.solution.organisation.name),
        Column("fits", _("How it fits"), lambda one: str(one.get_band_display())),
        Column("side", _("Your side"), lambda one: str(Side(one.my_side).label)),
        Column("answer", _("Your answer"), lambda one: _words(Verdict, one.answer)),
        Column("why", _("Why"), lambda one: _words(Why, one.why)),
        Column("answered", _("Answered"), lambda one: one.answered),
        Column("found", _("Found"), lambda one: one.found),
        Column("model", _("Language model")),
        Column("score", _("Score"), number=True),
    )

    def get_rows(self) -> QuerySet[Match]:
        """Return the matches in their order."""
        return own_matches(self.actor)

    def lines(self, rows: Any) -> Any:
        """Return the matches with what they are called: the page shows fewer columns than the file."""
        return [(one, need_title(one), solution_title(one), _words(Verdict, one.answer)) for one in rows]

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and what the answers add up to."""
        found = tally(self.get_rows(), self.actor.permissions.held_in())
        return super().get_context(tally=tally_sentence(found), **more)


class NeedDraw(HiddenRecordMixin, ButtonPage):
    """Draw three suppliers for a small purchase with one press."""

    rule = may_draw
    subject_model = Need
    missing = _("There is no such need.")
    action = draw_suppliers
    success = _("They are drawn. The draw stands, and is written in the log.")
