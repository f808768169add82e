"""Answers to what other apps tell: a corrected outcome, on which a decision rests, and a new role."""

from collections.abc import Set
from datetime import date

from django.utils import timezone

from loftet.decisions.models import Outcome, Treatment
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Role, User
from loftet.programme.following import (
    follow_with_role,
    news_of_correction,
    news_of_standing,
    notify_followers,
)
from loftet.programme.models import (
    OUTCOME_OF,
    Participation,
    ParticipationDecision,
    ParticipationState,
    last_said,
)
from loftet.programme.participation.actions import restate, tell_of_named


def hear_of_correction(treatment: Treatment, before: Outcome | None, actor: Actor, told: Set[int]) -> None:
    """Notify that a municipality's decision counts no longer until it has answered, or that it counts again.

    A further correction until then tells nothing again, and who was `told` of the outcome itself is not
    told twice. The answer that follows is told by the action that records it.
    """
    rows = Participation.objects.filter(decisions__treatment=treatment).distinct()
    for one in rows.select_related("cohort__lead", "organisation"):
        said, newest = _said_of(one, treatment)
        if newest and said.holds and before == treatment.outcome:
            restate(said, treatment, actor)
            continue
        counted = before in OUTCOME_OF[ParticipationState(said.state)]
        if not newest or counted == said.holds:
            continue
        news = (
            news_of_correction(one, treatment)
            if counted
            else news_of_standing(one, ParticipationState(said.state))
        )
        own = [one.organisation_id]  # whose decision no longer counts is of the cohort's own no more
        notify_followers(news, one.cohort, besides=told, also_own=own, actor=actor)


def _said_of(participation: Participation, treatment: Treatment) -> tuple[ParticipationDecision, bool]:
    """Return what was said last of a treatment, and whether nothing that counts has been decided since."""
    rows = list(participation.decisions.weighed().select_related("treatment"))  # the newest last
    said = last_said(rows, treatment)
    assert said is not None  # the participation was found by it
    others = [row for row in rows if row.counts and row.treatment_id != treatment.pk]
    return said, not others or rows.index(others[-1]) < rows.index(said)


def on_role_began(role: Role, by: User | None, today: date) -> None:
    """Start following the cohorts of a new role, and notify those who run them.

    A role for which nobody was signed in is no news.
    """
    now = timezone.now()
    follow_with_role(role, today, now)
    if by is not None:
        tell_of_named(role, actor_at(by, now, today))
