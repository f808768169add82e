"""An expectation of a figure, and the answer of an edition; their tables are those of the app above."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.values import NAMES, TEXT, positive


class Direction(models.TextChoices):
    """The direction that is expected."""

    DOWN = "down", _("falls by")
    UP = "up", _("rises by")


class Certainty(models.TextChoices):
    """The certainty of those who expect it."""

    LIKELY = "likely", _("We think it will happen")
    POSSIBLE = "possible", _("It may happen")
    HOPED = "hoped", _("We hope so, and do not know")


class Refusal(models.TextChoices):
    """The reason for which an effect is not computed."""

    NO_INDICATOR = "no_indicator", _("The indicator is not in this edition.")
    BACKGROUND = "background", _("The figure is background: no project of a municipality can move it.")
    NO_PLACES = "no_places", _("No municipality is a partner, so there is no series to read.")
    NO_SERIES = "no_series", _("The municipalities of the project have no whole series of this figure.")
    BREAK = "break", _("The series has a break, and fewer than three comparable years before the project.")
    SHORT = "short", _("The series has fewer than three years before the project.")
    ALL_TREATED = "all_treated", _("Fewer than two municipalities are outside: none is left to compare with.")
    CONSTANT = "constant", _("The figure never changes, so it shows nothing.")


class Expectation(models.Model):
    """A named indicator, how much it is to change, until when, and how sure that is.

    When the work begins the municipalities, the first year of the work and their newest values are frozen
    with the edition that they are from. `afterwards` says that the work had begun already.
    """

    results: Any  # the answers, the newest first
    points: Any  # the values of its own figure, by day

    indicator = models.CharField(_("indicator"), max_length=80)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.DOWN)
    size = models.DecimalField(_("how much"), max_digits=14, decimal_places=4, validators=[positive])
    by_year = models.PositiveSmallIntegerField(_("seen in the figures of"))
    certainty = models.CharField(_("how sure"), max_length=8, choices=Certainty, default=Certainty.POSSIBLE)
    measured_on = models.DateField(_("first measured on"), null=True, blank=True)
    answers = models.CharField(
        _("who answers for the measuring"), max_length=120, blank=True, validators=NAMES
    )
    own_figure = models.CharField(_("own figure until then"), max_length=120, blank=True, validators=NAMES)
    edition = models.CharField(max_length=40, blank=True, editable=False)
    baseline = models.JSONField(default=dict, blank=True, editable=False)
    treated_from = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    frozen = models.DateTimeField(null=True, blank=True, editable=False)
    afterwards = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.indicator

    @property
    def began_on(self) -> date | None:
        """Return the day on which the work began; None while it has not."""
        raise NotImplementedError

    @property
    def change(self) -> Decimal:
        """Return the expected change with its sign, in the unit of the indicator."""
        return self.size if self.direction == Direction.UP else -self.size


class EditionAnswer(models.Model):
    """The answer of one edition about an expectation; those of earlier editions stay as they were.

    `answer` is the verdict of the method, or why there is none. `series` holds years with the mean of the
    municipalities as observed and as expected, in the unit of the indicator, and the middle half of others.
    """

    edition = models.CharField(max_length=40)
    computed = models.DateTimeField()
    answer = models.CharField(max_length=12)
    method = models.CharField(max_length=12, blank=True)
    sentence_nb = models.TextField(blank=True)
    sentence_nn = models.TextField(blank=True)
    sentence_en = models.TextField(blank=True)
    estimate = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    p = models.FloatField(null=True, blank=True)
    series = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def is_refused(self) -> bool:
        """Check whether nothing was computed."""
        return self.answer in Refusal.values


class OwnValue(models.Model):
    """A value of an own figure on a day, before or after the start; it is no official figure."""

    day = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    note = models.CharField(_("how it was measured"), max_length=200, blank=True, validators=TEXT)

    class Meta:
        abstract = True
