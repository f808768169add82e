"""The expected effects of a project, and the answer of each edition."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.effects.models import EditionAnswer, Expectation, OwnValue
from loftet.projects.models.projects import Part, Project


class ExpectedEffect(Expectation, Part):
    """The change of a figure that a project is to bring."""

    anchor = "effect"

    project = models.ForeignKey(Project, models.CASCADE, related_name="effects")

    class Meta:
        verbose_name = _("expected effect")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("project", "indicator"), name="indicator_is_expected_of_once")
        ]
        indexes = [models.Index(fields=("indicator",), name="effect_of_indicator")]

    @property
    def began_on(self) -> date | None:
        """Return when the project began; None while it has not."""
        return self.project.starts_on if self.project.begun else None

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


class EffectResult(EditionAnswer):
    """The answer of one edition about an expected effect."""

    effect = models.ForeignKey(ExpectedEffect, models.CASCADE, related_name="results")

    class Meta:
        ordering = ("-computed", "-pk")
        constraints = [models.UniqueConstraint(fields=("effect", "edition"), name="effect_is_read_once")]

    def __str__(self) -> str:
        return f"{self.effect_id}: {self.edition}"


class OwnPoint(OwnValue, Part):
    """A value of a project's own figure on a day."""

    anchor, happened_on = "effect", "day"
    project = models.ForeignKey(Project, models.CASCADE, related_name="own_points")
    effect = models.ForeignKey(
        ExpectedEffect, models.CASCADE, related_name="points", verbose_name=_("own figure")
    )

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
