"""Notices of Doffin that concern the organisations here, and the days that were read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.people.models import Organisation

NOTICES = "https://www.doffin.no/notices/"
CODE_MARK = " "  # before each code in `codes`, so that the beginning of a code can be looked for


class Kind(models.TextChoices):
    """The kinds of notices that are shown."""

    AGREEMENT = "agreement", _("Agreement")
    COMPETITION = "competition", _("Competition")
    PLANNED = "planned", _("Planned by others")


class Announcement(models.Model):
    """A notice as Doffin tells of it; it names organisations, and no person.

    `organisation` is the one here that announces; without it the notice is another buyer's plan.
    """

    doffin = models.CharField(max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    title = models.CharField(_("what it is about"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="announcements"
    )
    buyer = models.CharField(_("buyer"), max_length=300)
    codes = models.CharField(_("CPV codes"), max_length=400, blank=True)
    supplier = models.CharField(_("supplier"), max_length=300, blank=True)
    value = models.DecimalField(_("estimated value"), max_digits=14, decimal_places=2, null=True, blank=True)
    is_framework = models.BooleanField(default=False)
    issued = models.DateField(_("announced"))
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    ends_on = models.DateField(_("runs out"), null=True, blank=True)
    cancelled = models.BooleanField(default=False)
    read = models.DateTimeField()

    class Meta:
        db_table = "needs_announcement"  # where the rows are, from when it was a part of needs
        verbose_name = _("notice on Doffin")
        ordering = ("-issued", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="planned") | Q(organisation__isnull=False), name="notice_of_others_is_a_plan"
            )
        ]
        indexes = [models.Index(fields=("kind", "issued"), name="announcement_by_kind")]

    def __str__(self) -> str:
        return self.title

    @property
    def cpv(self) -> str:
        """Return its first code."""
        return next(iter(self.codes.split()), "")

    @property
    def who(self) -> str:
        """Return who announces it."""
        return self.organisation.name if self.organisation else self.buyer

    @property
    def source(self) -> str:
        """Return how an agreement in the calendar names it."""
        return f"Doffin {self.doffin}"

    @property
    def day(self) -> object:
        """Return the day that matters: the end, the deadline, or the day of the notice."""
        return {Kind.AGREEMENT: self.ends_on, Kind.COMPETITION: self.deadline}.get(
            Kind(self.kind), self.issued
        )

    @property
    def day_words(self) -> Words:
        """Return of what the day is."""
        words = {Kind.AGREEMENT: _("Runs out"), Kind.COMPETITION: _("Deadline for tenders")}
        return words.get(Kind(self.kind), _("Announced"))

    def get_absolute_url(self) -> str:
        """Return its page on Doffin."""
        return f"{NOTICES}{self.doffin}"


class ReadDays(models.Model):
    """Some days of which all notices were read; `cpv` where only those of a code were."""

    first = models.DateField()
    last = models.DateField()
    cpv = models.CharField(max_length=8, blank=True)
    when = models.DateTimeField()

    class Meta:
        db_table = "needs_readdays"
        ordering = ("-last", "-pk")

    def __str__(self) -> str:
        return f"{self.first}: {self.last}"
