"""«Inhabil»: declared on a thing, which is then closed to the person; lifted when it no longer holds."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from loftet.core.verdicts import demand
from loftet.log.actions import record
from loftet.people.models import Disqualification, User
from loftet.people.rules import may_lift

LONGEST_LABEL = 200


@transaction.atomic
def declare_disqualified(
    user: User, subject: models.Model, *, reason: str, scope: str, now: datetime
) -> Disqualification:
    """Keep that a person is disqualified on a thing; who is so already stays so.

    `scope` is the slug of the organisation whose log is to tell. The reason is not written there.
    """
    declared, new = _declared(user, subject, reason=reason, scope=scope, now=now)
    if new:
        record("disqualification.declared", declared, by=user, scope=scope, details={"person": user.pk})
    return declared


def carry_disqualifications(
    old: models.Model, new: models.Model, *, scope: str, by: User, acting_for: str, now: datetime
) -> None:
    """Let whoever is disqualified on a thing be so on one that goes with it; to be called inside an action.

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


@transaction.atomic
def lift_disqualification(declared: Disqualification, *, by: User, now: datetime) -> None:
    """Keep that it no longer holds; that it did, and until when, is kept too. The same log tells of it."""
    row = Disqualification.objects.select_for_update().get(pk=declared.pk)
    demand(may_lift(by, row))
    row.lifted = now
    row.save(update_fields=["lifted"])
    record("disqualification.lifted", row, by=by, scope=row.scope, details={"person": by.pk})
