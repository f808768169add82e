"""The money of a project: own effort, cash and grants; what it is to give back; and applications."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.values import NAMES, NEEDED_SUM, SUMS, TEXT
from loftet.projects.models.plan import Partner
from loftet.projects.models.projects import Part, Project

YEARS = [MinValueValidator(2000), MaxValueValidator(2100)]


class MoneyKind(models.TextChoices):
    """The kind of what a partner gives in a year."""

    HOURS = "hours", _("own effort, hours")
    CASH = "cash", _("cash, kr")
    GRANT = "grant", _("grant, kr")


class Money(Part):
    """The contribution of a partner in a year: planned, and used so far."""

    anchor = "money"

    project = models.ForeignKey(Project, models.CASCADE, related_name="money")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="money", verbose_name=_("partner"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    kind = models.CharField(_("what"), max_length=5, choices=MoneyKind, default=MoneyKind.HOURS)
    planned = models.DecimalField(_("planned"), **NEEDED_SUM)
    used = models.DecimalField(_("used so far"), **SUMS)

    class Meta:
        verbose_name = _("money of a project")
        ordering = ("year", "partner", "kind")
        constraints = [
            models.UniqueConstraint(
                fields=("partner", "year", "kind"), name="partner_gives_once_a_year_of_each_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner}, {self.year}"

    def clean(self) -> None:
        """Refuse a partner of another project, a year before the project, and the same row twice.

        Raises:
            ValidationError: with the field.
        """
        if self.partner_id is None:
            return
        if self.partner.project_id != self.project_id:
            raise ValidationError({"partner": _("It is no partner of this project.")})
        if self.year is not None and self.year < self.project.starts_on.year:
            raise ValidationError({"year": _("The project has not begun in that year.")})
        same = Money.objects.filter(partner=self.partner_id, year=self.year, kind=self.kind)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"year": _("There is such a row of the partner already. Change that one.")})


class BenefitKind(models.TextChoices):
    """The kind of a line in the benefit plan."""

    COST = "cost", _("cost, kr")
    SAVING = "saving", _("saving, kr")
    PRICE = "price", _("unit price of a joint purchase, kr")
    OTHER = "other", _("another benefit")


class Benefit(Part):
    """A line of the benefit plan: what, how much, who bears it and who gains, by when, and so far."""

    anchor = "benefits"

    project = models.ForeignKey(Project, models.CASCADE, related_name="benefits")
    kind = models.CharField(_("kind"), max_length=6, choices=BenefitKind, default=BenefitKind.OTHER)
    what = models.CharField(_("what"), max_length=160, validators=NAMES)
    amount = models.DecimalField(_("how much"), **NEEDED_SUM)
    unit = models.CharField(_("unit"), max_length=40, blank=True, validators=NAMES)
    bears = models.CharField(_("who bears the cost, or gains"), max_length=120, validators=NAMES)
    answers = models.CharField(_("who answers for it"), max_length=120, validators=NAMES)
    due = models.DateField(_("by"))
    realised = models.DecimalField(_("so far"), **(SUMS | {"validators": [MinValueValidator(0)]}))

    class Meta:
        verbose_name = _("benefit of a project")
        ordering = ("kind", "due", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="other") | ~Q(unit=""), name="other_benefit_has_a_unit")
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def off_by(self) -> int | None:
        """Return by how many per cent a price that was paid lies over or under the promised one."""
        if self.kind != BenefitKind.PRICE or self.realised is None:
            return None
        return round(100 * (self.realised / self.amount - 1))

    @property
    def off_words(self) -> str:
        """Return the same in words, empty where the price is as promised."""
        if not (off := self.off_by):
            return ""
        words = _("%(percent)d %% over the promised price")
        if off < 0:
            words = _("%(percent)d %% under the promised price")
        return str(words) % {"percent": abs(off)}

    def clean(self) -> None:
        """Refuse another benefit and a unit price without their unit; a sum of money is in kroner.

        Raises:
            ValidationError: with the field.
        """
        if self.kind not in (BenefitKind.OTHER, BenefitKind.PRICE):
            self.unit = "kr"
        elif not self.unit:
            raise ValidationError({"unit": _("Say in which unit it is counted.")})


class ApplicationState(models.TextChoices):
    """The state of an application for money."""

    WRITTEN = "written", _("Being written")
    SENT = "sent", pgettext_lazy("application", "Sent")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Not granted")


class Application(Part):
    """An application to a scheme: of how much, what came of it, and when what was done is to be reported."""

    anchor = "funding"

    project = models.ForeignKey(Project, models.CASCADE, related_name="applications")
    scheme = models.CharField(_("scheme"), max_length=40)
    applicant = models.CharField(_("who applies"), max_length=120, validators=NAMES)
    amount = models.DecimalField(_("sum that is applied for, kr"), **NEEDED_SUM)
    state = models.CharField(
        pgettext_lazy("application", "state"),
        max_length=7,
        choices=ApplicationState,
        default=ApplicationState.WRITTEN,
    )
    granted = models.DecimalField(_("granted, kr"), **SUMS)
    report_due = models.DateField(_("report by"), null=True, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    note = models.CharField(_("what is to be reported"), max_length=200, blank=True, validators=TEXT)

    class Meta:
        verbose_name = _("application for money")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(granted__isnull=False), name="granted_application_has_a_sum"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.applicant}"

    def clean(self) -> None:
        """Refuse a grant without its sum, a sum that nobody granted, more than was asked, a report of none.

        Raises:
            ValidationError: with the field.
        """
        if self.state == ApplicationState.GRANTED and self.granted is None:
            raise ValidationError({"granted": _("Say how much was granted.")})
        if self.state != ApplicationState.GRANTED and self.granted is not None:
            raise ValidationError({"granted": _("Only what is granted has a sum here.")})
        if self.granted is not None and self.amount is not None and self.granted > self.amount:
            raise ValidationError({"granted": _("It is more than was applied for.")})
        if self.reported_on is not None and self.state != ApplicationState.GRANTED:
            raise ValidationError({"reported_on": _("Only a grant is reported on.")})
