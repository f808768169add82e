"""A cohort is followed: by its own people by themselves, by others when they ask; and what they are told.

Everything that is told here is on the cohort's pages, which everybody may read.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.actor import AnyActor
from loftet.decisions.actions.notifications import in_all_languages
from loftet.decisions.models import Treatment
from loftet.notices.actions.notifications import News, follow_all, notify
from loftet.notices.models import Follow, Reason
from loftet.people.models import Role, RoleKind, User
from loftet.people.queries.organisation import people_of
from loftet.programme.catalogue import Phase
from loftet.programme.models import Cohort, Participation, ParticipationState, going_on
from loftet.programme.queries.standings import short_name, taking_part

MOST_NAMED = 5  # of more municipalities than these it is told how many they are


def follow_own_cohort(people: Iterable[User], cohort: Cohort, now: datetime) -> None:
    """Create follows of people's own cohort; who has stopped does not begin again."""
    follow_all([(one, cohort, cohort.get_absolute_url()) for one in people], now=now)


def follow_with_municipality(participation: Participation, today: date, now: datetime) -> None:
    """Create follows of the cohort in which a municipality begins to take part, for all with a role there."""
    follow_own_cohort(people_of([participation.organisation_id], today), participation.cohort, now)


def follow_with_role(role: Role, today: date, now: datetime) -> None:
    """Create follows for a person with a new role: the cohorts that the organisation is in, or leads."""
    own = Q(pk__in=taking_part(today).filter(organisation=role.organisation_id).values("cohort"))
    if role.kind == RoleKind.FACILITATOR:
        own |= Q(lead=role.organisation_id)
    for cohort in Cohort.objects.filter(own).filter(going_on(today)):
        follow_own_cohort([role.user], cohort, now)


def followers_of(cohort: Cohort, today: date, also_own: Collection[int] = ()) -> list[User]:
    """Return who follows a cohort: of its own people those who still have a role in it; three queries.

    Its own are those of its lead, of who takes part, and of `also_own` (organisations by their keys).
    """
    members = taking_part(today, cohort).values_list("organisation", flat=True)
    return Follow.objects.followers(cohort, today, own=[cohort.lead_id, *members, *also_own])


def notify_followers(
    news: News,
    cohort: Cohort,
    *,
    besides: Collection[int] = (),
    also_own: Collection[int] = (),
    actor: AnyActor,
) -> None:
    """Notify those who follow a cohort, but for those who were told of the same `besides` (by their keys)."""
    to = [one for one in followers_of(cohort, actor.today, also_own) if one.pk not in besides]
    notify(news, to, reason=Reason.FOLLOWS, by=actor.user, now=actor.now)


def news_of_phase(
    kind: str, cohort: Cohort, key: str, phase: Phase | None, participations: Sequence[Participation]
) -> News:
    """Return the news of a phase: of all of the cohort where no municipality is named."""
    details = {
        "cohort": str(cohort),
        "phase": asdict(phase.name) if phase else key,
        "whom": in_all_languages(lazy(_whom, str)(participations)),
    }
    return News(kind, cohort, reverse("phases", args=[cohort.slug]), cohort.lead.name, details)


def _whom(participations: Sequence[Participation]) -> str:
    number = len(participations)
    if not number:
        return _("all municipalities")
    if number > MOST_NAMED:
        return ngettext("%(number)s municipality", "%(number)s municipalities", number) % {"number": number}
    return ", ".join(short_name(one.organisation) for one in participations)


def news_of_standing(participation: Participation, state: ParticipationState) -> News:
    """Return the news of where a municipality stands now."""
    return _news("cohort.standing", participation, state=in_all_languages(state.label))


def news_of_correction(participation: Participation, treatment: Treatment) -> News:
    """Return the news that a decision no longer counts, because the outcome behind it was corrected."""
    body = treatment.body.name if treatment.body else treatment.decided_by
    return _news("cohort.corrected", participation, body=body)


def _news(kind: str, row: Participation, **details: Any) -> News:
    about = {"cohort": str(row.cohort), **details}
    return News(kind, row.cohort, row.cohort.get_absolute_url(), row.organisation.name, about)
