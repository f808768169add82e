"""Hours planned and spent: «no cost but own effort» is measured, too."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.people.models import RoleKind
from loftet.programme.models.participation import Participation


class HoursPlanned(models.Model):
    """How many hours a municipality means to spend in a year, in one kind of role."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="hours_planned")
    role = models.CharField(_("role"), max_length=30, choices=RoleKind)
    year = models.PositiveSmallIntegerField(_("year"))
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1, validators=[MinValueValidator(0)])
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("planned hours")
        verbose_name_plural = _("planned hours")
        ordering = ("year", "role")
        constraints = [
            models.UniqueConstraint(
                fields=("participation", "role", "year"), name="hours_are_planned_once_for_a_role_and_year"
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="planned_hours_are_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.participation}, {self.role}, {self.year}: {self.hours}"


class HoursSpent(models.Model):
    """Hours that somebody in a role spent on a day; whose they were is not kept, who wrote them is."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="hours_spent")
    role = models.CharField(_("role"), max_length=30, choices=RoleKind)
    day = models.DateField(_("day"))
    hours = models.DecimalField(
        _("hours"), max_digits=5, decimal_places=1, validators=[MinValueValidator(Decimal("0.1"))]
    )
    note = models.CharField(_("on what"), max_length=200, blank=True)
    recorded = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("spent hours")
        verbose_name_plural = _("spent hours")
        ordering = ("-day", "-pk")
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="spent_hours_are_some")]

    def __str__(self) -> str:
        return f"{self.participation}, {self.role}, {self.day:%Y-%m-%d}: {self.hours}"
