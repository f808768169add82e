"""The expected effects of a project, and the answer of each edition."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.values import NAMES, TEXT, positive
from loftet.projects.models.projects import Part, Project


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


class ExpectedEffect(Part):
    """A named indicator, how much it is to change, until when, and how sure that is.

    At the start of the project the municipalities, the first year of the work and their newest values are
    frozen with the edition that they are from. `afterwards` says that the project had begun already.
    """

    anchor = "effect"

    project = models.ForeignKey(Project, models.CASCADE, related_name="effects")
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
        verbose_name = _("expected effect")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("project", "indicator"), name="indicator_is_expected_of_once")
        ]
        indexes = [models.Index(fields=("indicator",), name="effect_of_indicator")]

    def __str__(self) -> str:
        return self.indicator

    @property
    def change(self) -> Decimal:
        """Return the expected change with its sign, in the unit of the indicator."""
        return self.size if self.direction == Direction.UP else -self.size

    def clean(self) -> None:
        """Refuse a year before the project begins, and an indicator that is expected of already.

        Raises:
            ValidationError: with the field.
        """
        if self.by_year is not None and self.by_year < self.project.starts_on.year:
            raise ValidationError({"by_year": _("The project has not begun in that year.")})
        others = ExpectedEffect.objects.filter(project=self.project_id, indicator=self.indicator)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"indicator": _("An effect on this indicator is expected already.")})


class EffectResult(models.Model):
    """The answer of one edition about an expected effect; those of earlier editions stay as they were.

    `answer` is the verdict of the method, or why there is none. `series` holds years with the mean of the
    municipalities as observed and as expected, in the unit of the indicator, and the middle half of others.
    """

    effect = models.ForeignKey(ExpectedEffect, models.CASCADE, related_name="results")
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
        ordering = ("-computed", "-pk")
        constraints = [models.UniqueConstraint(fields=("effect", "edition"), name="effect_is_read_once")]

    def __str__(self) -> str:
        return f"{self.effect_id}: {self.edition}"

    @property
    def is_refused(self) -> bool:
        """Check whether nothing was computed."""
        return self.answer in Refusal.values


class OwnPoint(Part):
    """A value of a project's own figure on a day, before or after the start; it is no official figure."""

    anchor = "effect"
    project = models.ForeignKey(Project, models.CASCADE, related_name="own_points")
    effect = models.ForeignKey(
        ExpectedEffect, models.CASCADE, related_name="points", verbose_name=_("own figure")
    )
    day = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    note = models.CharField(_("how it was measured"), max_length=200, blank=True, validators=TEXT)

    class Meta:
        verbose_name = _("value of an own figure")
        ordering = ("day", "pk")
        constraints = [
            models.UniqueConstraint(fields=("effect", "day"), name="own_figure_is_measured_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.effect.own_figure}, {self.day}"

    def clean(self) -> None:
        """Refuse a figure of another project or without a name, and a day that is there.

        Raises:
            ValidationError: with the field.
        """
        if self.effect_id is None:
            return
        if self.effect.project_id != self.project_id or not self.effect.own_figure:
            raise ValidationError({"effect": _("The project has no such figure of its own.")})
        same = OwnPoint.objects.filter(effect=self.effect_id, day=self.day)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"day": _("There is a value of that day already. Change that one.")})
