"""«Inhabil»: declared on a thing, which is then closed to the person; lifted when it no longer holds."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from loftet.common.verdicts import demand
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
    label = str(getattr(subject, "label_in_log", subject))[:LONGEST_LABEL]
    declared, new = Disqualification.objects.get_or_create(
        user=user,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        lifted=None,
        defaults={"subject_label": label, "reason": reason.strip(), "scope": scope, "declared": now},
    )
    if new:
        record("disqualification.declared", declared, by=user, scope=scope, details={"person": user.pk})
    return declared


@transaction.atomic
def lift_disqualification(declared: Disqualification, *, by: User, now: datetime) -> None:
    """Keep that it no longer holds; that it did, and until when, is kept too. The same log tells of it."""
    row = Disqualification.objects.select_for_update().get(pk=declared.pk)
    demand(may_lift(by, row))
    row.lifted = now
    row.save(update_fields=["lifted"])
    record("disqualification.lifted", row, by=by, scope=row.scope, details={"person": by.pk})
