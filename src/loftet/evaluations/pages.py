"""The pages after an event: a team tells, and the organiser reads what came of it."""

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import VersionPage
from loftet.evaluations.actions import tell_outcome
from loftet.evaluations.forms import AfterwardsForm
from loftet.evaluations.models import Result
from loftet.evaluations.queries import bars, evaluations_of, outcomes_of
from loftet.evaluations.rules import TOLD_FOR, may_read, may_tell, stage_on
from loftet.meetings.models import Team
from loftet.meetings.pages.event import OfEvent
from loftet.meetings.pages.of_team import OfTeam


class TeamAfterwards(OfTeam, VersionPage):
    """A team tells what came of an event, by its link; the page names nobody."""

    opens_for = TOLD_FOR
    rule = may_tell
    title = _("What has come of the meeting?")
    lead = _("The organiser alone reads the answers. What has come of it is counted, without your name.")
    template_name = "evaluations/pages/form.html"
    button = _("Send the answer")
    success = _("Thank you. The answer is kept.")
    form_class = AfterwardsForm
    success_url = ("team_afterwards", "word")

    def get_form_options(self) -> dict[str, Any]:
        """Return the team and the stage."""
        stage = stage_on(self.subject.event, self.actor.today)
        return {**super().get_form_options(), "team": self.subject, "stage": stage}

    def run(self, written: dict[str, Any]) -> Team:
        """Save the answer."""
        return tell_outcome(self.subject, written, actor=self.actor)

    def get_back_url(self) -> str:
        """Return the page of the meeting."""
        return str(self.subject.get_absolute_url())


class Afterwards(OfEvent):
    """The answers of the teams, for the organiser."""

    rule = may_read
    template_name = "evaluations/pages/evaluations.html"

    def get_title(self) -> str:
        """Return for how many it has led to something."""
        number = sum(one.result in (Result.PILOT, Result.CONTRACT) for one in outcomes_of(self.subject))
        if not number:
            return gettext("No pilot and no contract yet")
        return ngettext(
            "%(number)d pilot or contract has come of it",
            "%(number)d pilots or contracts have come of it",
            number,
        ) % {"number": number}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the answers: the evaluation without names, the outcome of each team."""
        told, outcomes = evaluations_of(self.subject), outcomes_of(self.subject)
        of_each = [one.result for one in outcomes]
        useful = [one.useful for one in told]
        return super().get_context(**more) | {
            "results": bars([(one.label, of_each.count(one)) for one in Result]),
            "useful": bars([(str(number), useful.count(number)) for number in range(5, 0, -1)]),
            "outcomes": outcomes,
            "told": told,
            "learned": [one.learned for one in told if one.learned],
            "better": [one.better for one in told if one.better],
        }
