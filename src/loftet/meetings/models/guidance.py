"""Guidance of a municipality over a year: free times of advisers, and the steps that were agreed on."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.meetings.models.events import Event
from loftet.needs.models import TEXT
from loftet.people.models import Organisation
from loftet.programme.models import Cohort, Participation

LONGEST_TALK = 240


class FreeTime(Record):
    """A time that an adviser offers; `event` is the talk, once a municipality has booked it."""

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
        verbose_name = _("free time")
        ordering = ("day", "begins", "pk")
        constraints = [
            models.UniqueConstraint(fields=("adviser", "day", "begins"), name="adviser_is_free_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.begins}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return str(self.cohort)

    @property
    def owner(self) -> Organisation:
        """Return the organisation that leads the cohort."""
        return self.cohort.lead

    def get_absolute_url(self) -> str:
        """Return the address of the times of the cohort."""
        return reverse("guidance", args=[self.cohort.slug])


class Step(Record):
    """A next step that a municipality and its adviser agreed on, by which day, and what was promised."""

    lock_with = tuple(f"participation__{one}" for one in Participation.lock_with)

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="steps")
    what = models.CharField(_("next step"), max_length=200, validators=TEXT)
    promised = models.CharField(_("what the adviser promised"), max_length=300, blank=True, validators=TEXT)
    due = models.DateField(_("by which day"))
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("next step")
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.what

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return str(self.participation)

    @property
    def owner(self) -> Organisation:
        """Return the municipality."""
        return self.participation.organisation

    def get_absolute_url(self) -> str:
        """Return the address of the thread of the municipality."""
        one = self.participation
        return reverse("guidance_thread", args=[one.cohort.slug, one.organisation.slug])
