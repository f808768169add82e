"""Guidance of a municipality over a year: free times of advisers, and the steps that were agreed on."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.core.values import TEXT
from loftet.meetings.models import Event
from loftet.programme.models import Cohort, Participation

LONGEST_TALK = 240


class FreeTime(Record):
    """A time that an adviser offers; `event` is the talk, once a municipality has booked it."""

    owner_field, named_by = "cohort.lead", "cohort"
    url_name, url_args = "guidance", ("cohort.slug",)
    lock_with = ("cohort__lead",)

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="free_times")
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="free_times")
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins"))
    minutes = models.PositiveIntegerField(
        _("minutes"), default=45, validators=[MinValueValidator(15), MaxValueValidator(LONGEST_TALK)]
    )
    event = models.OneToOneField(Event, models.SET_NULL, null=True, blank=True, related_name="free_time")

    class Meta:
        db_table = "meetings_freetime"  # where the rows are, from when it was a part of meetings
        verbose_name = _("free time")
        ordering = ("day", "begins", "pk")
        constraints = [
            models.UniqueConstraint(fields=("adviser", "day", "begins"), name="adviser_is_free_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.begins}"


class Step(Record):
    """A next step that a municipality and its adviser agreed on, by which day, and what was promised."""

    owner_field, named_by = "participation.organisation", "participation"
    url_name = "guidance_thread"
    url_args = ("participation.cohort.slug", "participation.organisation.slug")
    lock_with = tuple(f"participation__{one}" for one in Participation.lock_with)

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="steps")
    what = models.CharField(_("next step"), max_length=200, validators=TEXT)
    promised = models.CharField(_("what the adviser promised"), max_length=300, blank=True, validators=TEXT)
    due = models.DateField(_("by which day"))
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "meetings_step"
        verbose_name = _("next step")
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.what
