"""Bodies that treat matters, and when they meet."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.people.models import Organisation


class BodyKind(models.TextChoices):
    """The kinds of bodies."""

    COUNCIL = "council", _("municipal council")
    EXECUTIVE = "executive", _("executive committee")
    COMMITTEE = "committee", _("committee")
    REGIONAL_COUNCIL = "regional_council", _("regional council")
    REGIONAL_ASSEMBLY = "regional_assembly", _("regional assembly")
    COUNTY_COUNCIL = "county_council", _("county council")
    BOARD = "board", _("board")
    YOUTH_COUNCIL = "youth_council", _("youth council")
    SENIOR_COUNCIL = "senior_council", _("council of the elderly")
    DISABILITY_COUNCIL = "disability_council", _("council of people with disabilities")


class CountedIn(models.TextChoices):
    """In which days the deadline for papers is counted."""

    CALENDAR = "calendar", _("calendar days")
    WORKING = "working", _("working days")


class Body(Record):
    """A council, a committee, a hearing body of an organisation.

    Papers are due `paper_days` before a meeting, counted in `counted_in`, unless the meeting says otherwise.
    """

    url_name = "body"
    lock_with = lock_first = ("organisation",)  # so that two bodies do not take one name

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bodies")
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    name = models.CharField(_("name"), max_length=120)
    paper_days = models.PositiveSmallIntegerField(_("papers are due this many days before"), default=10)
    counted_in = models.CharField(
        _("counted in"), max_length=10, choices=CountedIn, default=CountedIn.CALENDAR
    )
    ended = models.DateField(_("ended"), null=True, blank=True)
    changed = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("organisation", "name")
        constraints = [
            models.UniqueConstraint(fields=("organisation", "name"), name="body_has_a_name_of_its_own"),
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return f"{self.organisation}: {self.name}"


class Meeting(Record):
    """A meeting of a body; `paper_deadline` is empty where the body's own rule holds."""

    owner_field = "body.organisation"
    url_name, url_args = "body", ("body_id",)
    lock_with = ("body__organisation",)
    lock_first = ("body",)  # so that two meetings do not take one day

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    day = models.DateField(_("day"), db_index=True)
    begins = models.TimeField(_("begins"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)
    paper_deadline = models.DateField(_("last day for papers"), null=True, blank=True)
    papers = models.URLField(_("address of agenda and minutes"), max_length=300, blank=True)
    cancelled = models.DateTimeField(_("cancelled"), null=True, blank=True)
    changed = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("meeting of a body")
        verbose_name_plural = _("meetings of bodies")
        ordering = ("day", "begins", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("body", "day"), condition=Q(cancelled=None), name="body_meets_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(paper_deadline=None) | Q(paper_deadline__lte=models.F("day")),
                name="papers_are_due_before_the_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.day:%Y-%m-%d}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return f"{self.body.label_in_log}, {self.day:%Y-%m-%d}"

    def clean(self) -> None:
        """Check that papers are not due after the meeting."""
        if self.paper_deadline is not None and self.day and self.paper_deadline > self.day:
            raise ValidationError({"paper_deadline": _("The last day for papers lies after the meeting.")})
