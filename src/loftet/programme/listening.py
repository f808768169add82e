"""Hooks of the programme in earlier apps, and what of it they can follow or close."""

from datetime import date

from django.utils import timezone

from loftet.decisions.rules import register_dependent
from loftet.decisions.signals import outcome_corrected, outcome_recorded
from loftet.notices.followed import register_followed
from loftet.people.actor import actor_at
from loftet.people.models import Role, User
from loftet.people.signals import role_began
from loftet.programme.following import follow_with_role
from loftet.programme.models import Cohort, Participation
from loftet.programme.participation.actions import hear_of_outcome, tell_of_named
from loftet.programme.participation.corrections import hear_of_correction
from loftet.programme.rules import may_see_cohort, may_see_participation


def on_role_began(role: Role, by: User | None, today: date, **_rest: object) -> None:
    """Start following the cohorts of a new role, and notify those who run them.

    A role for which nobody was signed in is no news.
    """
    now = timezone.now()
    follow_with_role(role, today, now)
    if by is not None:
        tell_of_named(role, actor_at(by, now, today))


def register() -> None:
    """Connect the signals, and register what can be followed."""
    role_began.connect(on_role_began, dispatch_uid="programme")
    outcome_recorded.connect(hear_of_outcome, dispatch_uid="programme")
    outcome_corrected.connect(hear_of_correction, dispatch_uid="programme")
    register_dependent(Participation)
    register_followed(Cohort, may_see_cohort)
    register_followed(Participation, may_see_participation, "organisation", "cohort__lead")
