"""The partners of a project, its milestones, and its status in three lines."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from loftet.core.values import NAMES, TEXT
from loftet.funding.kinds import PartnerKind
from loftet.people.models import Organisation, OrganisationKind
from loftet.projects.models.projects import Part, Project

WHOLE = Decimal(100)
KIND_OF = {
    OrganisationKind.MUNICIPALITY: PartnerKind.MUNICIPALITY,
    OrganisationKind.SUPPLIER: PartnerKind.FIRM,
    OrganisationKind.RESEARCH: PartnerKind.RESEARCH,
    OrganisationKind.VOLUNTARY: PartnerKind.VOLUNTARY,
}


class Partner(Part):
    """A partner: an organisation of the site or one that is named; its part, and its share of the cost."""

    anchor = "partners"

    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="project_parts"
    )
    name = models.CharField(_("name"), max_length=120, blank=True, validators=NAMES)
    kind = models.CharField(_("side"), max_length=12, choices=PartnerKind, default=PartnerKind.OTHER)
    part = models.CharField(_("what it does"), max_length=200, blank=True, validators=TEXT)
    share = models.DecimalField(
        _("share of the cost, %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(WHOLE)],
    )

    class Meta:
        verbose_name = _("partner")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("project", "organisation"), name="project_has_a_partner_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="") | (Q(organisation=None) & ~Q(name="")),
                name="partner_is_known_or_named",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.name

    @property
    def short_name(self) -> str:
        """Return what it is called among its neighbours."""
        return self.organisation.short_name if self.organisation else self.name

    def clean(self) -> None:
        """Refuse one that is neither chosen nor named or is there already, and shares above 100 % together.

        Raises:
            ValidationError: with the field.
        """
        if (self.organisation_id is None) == (self.name == ""):
            raise ValidationError({"name": _("Choose an organisation, or write the name of another.")})
        others = Partner.objects.filter(project=self.project_id).exclude(pk=self.pk)
        if self.organisation is not None:
            self.kind = KIND_OF.get(OrganisationKind(self.organisation.kind), PartnerKind.OTHER)
            if others.filter(organisation=self.organisation_id).exists():
                raise ValidationError({"organisation": _("It is a partner already.")})
        taken = others.aggregate(taken=Sum("share"))["taken"] or Decimal(0)
        if self.share is not None and taken + self.share > WHOLE:
            left = {"left": f"{(WHOLE - taken).normalize():f}"}
            raise ValidationError(
                {"share": _("The shares would be over 100 %% together: %(left)s %% is left.") % left}
            )


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """Milestones by what has become of them."""

    def late(self, today: date) -> "MilestoneQuerySet":
        """Return those that `Milestone.is_late` says are late."""
        return self.filter(done_on=None, due__lt=today)


class Milestone(Part):
    """Something that is to be there on a day; the day that was set first stays."""

    anchor, happened_on = "plan", "done_on"

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField(_("what is to be there"), max_length=120, validators=NAMES)
    due = models.DateField(_("by"))
    first_due = models.DateField(editable=False)
    done_on = models.DateField(_("was there on"), null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: date) -> bool:
        """Check whether its day has passed before it was there."""
        return self.done_on is None and self.due < today

    def clean(self) -> None:
        """Set the first day, where there is none yet."""
        if self.first_due is None:
            self.first_due = self.due


class Signal(models.TextChoices):
    """The signal of a status report; a project that is stopped says so by its state."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")


class StatusReport(Part):
    """Status in three lines: how it goes, why, and what is needed."""

    anchor = "status"

    project = models.ForeignKey(Project, models.CASCADE, related_name="reports")
    signal = models.CharField(_("how does it go?"), max_length=8, choices=Signal)
    why = models.CharField(_("why?"), max_length=200, validators=TEXT)
    needed = models.CharField(_("what is needed?"), max_length=200, blank=True, validators=TEXT)
    when = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("status of a project")
        ordering = ("-when", "-pk")

    def __str__(self) -> str:
        return f"{self.project_id}: {self.signal}"

    def clean(self) -> None:
        """Refuse a project at risk without what is needed.

        Raises:
            ValidationError: with the field.
        """
        if self.signal == Signal.AT_RISK and not self.needed:
            raise ValidationError({"needed": _("Say what is needed, so that somebody can help.")})
