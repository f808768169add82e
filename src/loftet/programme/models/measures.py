"""Measures of the programme itself, against where it began.

What is measured, and whether it is counted here or told, is in `catalogue/programme/measures.csv`.
"""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Owned, Record
from loftet.programme.models.cohorts import Cohort


def refuse_negative(**values: Decimal | None) -> None:
    """Refuse values below zero; a value that is not known is None.

    Raises:
        ValidationError: with the field of each.
    """
    below = {name: value for name, value in values.items() if value is not None and value < 0}
    if below:
        raise ValidationError(dict.fromkeys(below, _("A value is never below zero.")))


class Baseline(Record):
    """The state of a cohort before it began, from which source, and what it means to reach.

    `value` is empty where it is not known, which is said in `source` and is not 0.
    """

    owner_field = "cohort.lead"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="baselines")
    measure = models.CharField(_("what"), max_length=40)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    day = models.DateField(_("as of"))
    source = models.CharField(_("source, or why it is not known"), max_length=400)
    aim = models.DecimalField(_("aim"), max_digits=14, decimal_places=2, null=True, blank=True)
    aim_by = models.DateField(_("to be reached by"), null=True, blank=True)
    recorded = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering = ("measure",)
        constraints = [
            models.UniqueConstraint(fields=("cohort", "measure"), name="measure_has_one_baseline"),
            models.CheckConstraint(condition=~Q(source=""), name="baseline_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.measure}"

    def clean(self) -> None:
        """Check that no value is below zero."""
        refuse_negative(value=self.value, aim=self.aim)


class Reading(Owned, models.Model):
    """A value that was told later on, for what cannot be counted here."""

    owner_field = "cohort.lead"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="readings")
    measure = models.CharField(_("what"), max_length=40)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    day = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=400)
    recorded = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ("measure", "day", "pk")
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="reading_has_a_source")]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.measure}, {self.day:%Y-%m-%d}"

    def clean(self) -> None:
        """Check that no value is below zero."""
        refuse_negative(value=self.value)
