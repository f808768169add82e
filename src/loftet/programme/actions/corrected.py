"""An outcome is corrected: whoever follows a cohort is told at once when a decision rests on it no longer."""

from collections.abc import Set

from loftet.decisions.models import Outcome, Treatment
from loftet.people.actor import Actor
from loftet.programme.actions.following import news_of_correction, news_of_standing, notify_followers
from loftet.programme.models import (
    OUTCOME_OF,
    Participation,
    ParticipationDecision,
    ParticipationState,
    last_said,
)


def hear_of_correction(
    treatment: Treatment, before: Outcome, actor: Actor, told: Set[int], **_rest: object
) -> None:
    """Notify that a municipality's decision counts no longer until it has answered, or that it counts again.

    A further correction until then tells nothing anew, and whoever was `told` of the outcome itself is not
    told twice. What is answered then is told by whoever answers.
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
        notify_followers(
            news, one.cohort, besides=told, also_own=own, by=actor.person, now=actor.now, today=actor.today
        )


def _said_of(participation: Participation, treatment: Treatment) -> tuple[ParticipationDecision, bool]:
    """Return what was said last of a treatment, and whether nothing that counts has been decided since."""
    rows = list(participation.decisions.weighed().select_related("treatment"))  # the newest last
    said = last_said(rows, treatment)
    assert said is not None  # the participation was found by it
    others = [row for row in rows if row.counts and row.treatment_id != treatment.pk]
    return said, not others or rows.index(others[-1]) < rows.index(said)
