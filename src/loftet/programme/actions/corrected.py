"""An outcome is corrected: whoever follows a cohort is told at once when a decision rests on it no longer."""

from datetime import date, datetime
from operator import attrgetter

from loftet.decisions.models import Outcome, Treatment
from loftet.people.models import User
from loftet.programme.actions.following import news_of_correction, news_of_standing, tell_followers
from loftet.programme.models import (
    OUTCOME_OF,
    Participation,
    ParticipationDecision,
    ParticipationState,
    counting,
)


def hear_of_correction(
    treatment: Treatment, before: Outcome, by: User, now: datetime, today: date, **_rest: object
) -> None:
    """Tell that the decision by which a municipality stood is looked at anew, or that it counts again.

    A further correction while it is looked at anew tells nothing: it was told once. What is answered then is
    told by whoever answers.
    """
    rows = Participation.objects.filter(decisions__treatment=treatment).distinct()
    for one in rows.select_related("cohort__lead", "organisation"):
        said, newest = _said_of(one, treatment)
        counted = before in OUTCOME_OF[ParticipationState(said.state)]
        if not newest or counted == said.holds:
            continue
        news = (
            news_of_correction(one, treatment)
            if counted
            else news_of_standing(one, ParticipationState(said.state))
        )
        own = [one.organisation_id]  # whose decision no longer counts is of the cohort's own no more
        tell_followers(news, one.cohort, also_own=own, by=by, now=now, today=today)


def _said_of(participation: Participation, treatment: Treatment) -> tuple[ParticipationDecision, bool]:
    """Give what was said last of a treatment, and whether nothing that counts has been decided since."""
    rows = list(participation.decisions.select_related("treatment"))  # the newest last
    said = max((row for row in rows if row.treatment_id == treatment.pk), key=attrgetter("pk"))
    others = [row for row in counting(rows) if row.treatment_id != treatment.pk]
    return said, not others or rows.index(others[-1]) < rows.index(said)
