"""«Inhabil»: declared on a thing, which is then closed to the person; lifted when it no longer holds."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from loftet.core.actions import Done, action
from loftet.log.actions import record
from loftet.people.models import Disqualification, User
from loftet.people.permissions import Actor
from loftet.people.rules import may_lift

LONGEST_LABEL = 200


@transaction.atomic
def declare_disqualified(
    user: User, subject: models.Model, *, reason: str, scope: str, now: datetime
) -> Disqualification:
    """Save that a person is disqualified on a thing; one who is so already stays so.

    `scope` is the slug of the organisation whose log mentions it. The reason is not written there.
    """
    declared, new = _declared(user, subject, reason=reason, scope=scope, now=now)
    if new:
        record("disqualification.declared", declared, by=user, scope=scope, details={"person": user.pk})
    return declared


def carry_disqualifications(
    old: models.Model, new: models.Model, *, scope: str, by: User, acting_for: str, now: datetime
) -> None:
    """Copy disqualifications on a thing to one that goes with it; to be called inside an action.

    Who is so already stays so. Each lifts it, as what they have declared themselves.
    """
    there = Disqualification.objects.standing().about(new).values("user")
    for one in Disqualification.objects.standing().about(old).exclude(user__in=there).select_related("user"):
        carried, is_new = _declared(one.user, new, reason=one.reason, scope=scope, now=now)
        if is_new:
            told, details = "disqualification.carried", {"person": one.user_id}
            record(told, carried, by=by, acting_for=acting_for, scope=scope, details=details)


def _declared(
    user: User, subject: models.Model, *, reason: str, scope: str, now: datetime
) -> tuple[Disqualification, bool]:
    label = str(getattr(subject, "label_in_log", subject))[:LONGEST_LABEL]
    return Disqualification.objects.get_or_create(
        user=user,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        lifted=None,
        defaults={"subject_label": label, "reason": reason.strip(), "scope": scope, "declared": now},
    )


def _person(done: Done) -> Mapping[str, object]:
    return {"person": done.actor.person.pk}


@action("disqualification.lifted", rule=may_lift, details=_person)
def lift_disqualification(declared: Disqualification, *, actor: Actor) -> Disqualification:
    """Save that it no longer holds; that it did, and until when, stays. The same log mentions it."""
    declared.lifted = actor.now
    return declared
