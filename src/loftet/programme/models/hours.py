"""Hours: «no cost but own effort» is known, one number a half-year for each municipality."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.programme.models.participation import Participation

SECOND_HALF = 7  # July


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """Half of a year: 1 until June, 2 from July.

    >>> HalfYear.of(date(2026, 11, 26)).before.key
    '2026-1'
    """

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        """Return the half-year of a day."""
        return cls(day.year, 2 if day.month >= SECOND_HALF else 1)

    @property
    def before(self) -> "HalfYear":
        """Return the half-year before."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    @property
    def key(self) -> str:
        """Return its word in forms and files."""
        return f"{self.year}-{self.half}"

    @property
    def label(self) -> str:
        """Return what it is called."""
        words = {"year": self.year}
        return _("first half of %(year)s") % words if self.half == 1 else _("second half of %(year)s") % words


class HalfYearHours(models.Model):
    """The hours that a municipality spent in half a year, as it judges; whose they were is not kept."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="hours")
    year = models.PositiveSmallIntegerField(gettext_lazy("year"))
    half = models.PositiveSmallIntegerField(gettext_lazy("half of the year"))
    hours = models.DecimalField(
        gettext_lazy("hours"), max_digits=7, decimal_places=1, validators=[MinValueValidator(0)]
    )
    recorded = models.DateTimeField(gettext_lazy("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = gettext_lazy("hours of a half-year")
        verbose_name_plural = gettext_lazy("hours of half-years")
        ordering = ("-year", "-half")
        constraints = [
            models.UniqueConstraint(
                fields=("participation", "year", "half"), name="hours_stand_once_for_a_half_year"
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="hours_are_not_negative"),
            models.CheckConstraint(condition=Q(half__in=(1, 2)), name="a_year_has_two_halves"),
        ]

    def __str__(self) -> str:
        return f"{self.participation}, {self.of.key}: {self.hours}"

    @property
    def of(self) -> HalfYear:
        """Return its half-year."""
        return HalfYear(self.year, self.half)
