"""The calendar of a cohort: gatherings, guidance, deadlines."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.programme.models.cohorts import Cohort


class EntryKind(models.TextChoices):
    """The kinds of days in a calendar."""

    GATHERING = "gathering", _("gathering")
    GUIDANCE = "guidance", _("digital guidance talk")
    DEADLINE = "deadline", _("deadline")
    OTHER = "other", _("other")


class CalendarEntry(Record):
    """A day of a cohort; `changed` is what calendars that subscribe to it compare."""

    owner_field = "cohort.lead"
    url_name, url_args = "cohort_calendar", ("cohort.slug",)
    lock_with = ("cohort__lead",)

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="calendar")
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    title = models.CharField(_("title"), max_length=200)
    day = models.DateField(_("day"), db_index=True)
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    where = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(_("address to join or read"), max_length=300, blank=True)
    cancelled = models.DateTimeField(_("cancelled"), null=True, blank=True)
    changed = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("day in a calendar")
        verbose_name_plural = _("days in a calendar")
        ordering = ("day", "begins", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="calendar_entry_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(begins__isnull=False, ends__gt=models.F("begins")),
                name="calendar_entry_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Check that it ends after it begins."""
        if self.ends is not None and (self.begins is None or self.ends <= self.begins):
            raise ValidationError({"ends": _("It must end after it begins.")})
