"""Minutes in numbered versions, and actions: who does what by which day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.values import TEXT, plain_text
from loftet.meetings.models import Event, OfEvent, State

LONGEST_MINUTES = 8_000
MINUTES: list[Callable[[Any], None]] = [MaxLengthValidator(LONGEST_MINUTES), plain_text]


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Rows of minutes."""

    def waiting(self, today: date) -> "MinutesQuerySet":
        """Return the drafts with a text of meetings that have been (`minutes.rules.may_approve`)."""
        held = self.filter(approved=None, event__state=State.ANNOUNCED, event__day__lte=today)
        return held.exclude(text="", decisions="")


class Minutes(OfEvent):
    """A version of the minutes: a draft of the organiser, or approved and frozen."""

    url_name = "event_minutes"

    event = models.ForeignKey(Event, models.CASCADE, related_name="minutes")
    number = models.PositiveIntegerField()
    text = models.TextField(_("what was said"), max_length=LONGEST_MINUTES, blank=True, validators=MINUTES)
    decisions = models.TextField(
        _("what was decided"), max_length=LONGEST_MINUTES, blank=True, validators=MINUTES
    )
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        db_table = "meetings_minutes"  # where the rows are, from when it was a part of meetings
        verbose_name = _("minutes")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("event", "number"), name="minutes_have_a_number"),
            models.UniqueConstraint(
                fields=("event",), condition=Q(approved=None), name="one_draft_of_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.number}"


class ActionPoint(OfEvent):
    """Something that somebody does after an event."""

    url_name = "event_minutes"

    event = models.ForeignKey(Event, models.CASCADE, related_name="action_points")
    what = models.CharField(_("what is to be done"), max_length=200, validators=TEXT)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="action_points", verbose_name=_("who")
    )
    due = models.DateField(_("by which day"))
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "meetings_actionpoint"
        verbose_name = _("action")
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.what
