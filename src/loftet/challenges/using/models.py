"""Ties from a chosen indicator to a plan goal, a budget line or a measure of the municipality's own."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.challenges.choosing.models import ChosenIndicator
from loftet.core.records import Record


class UseKind(models.TextChoices):
    """The kinds of things that an indicator is tied to."""

    PLAN = "plan", _("goal of a plan")
    BUDGET = "budget", _("budget line")
    MEASURE = "measure", _("measure of our own")


class IndicatorUse(Record):
    """A chosen indicator that is used: in which goal, line or measure, and where that can be read."""

    owner_field = "chosen.set.place"
    url_name, url_args = "indicator_uses", ("owner.slug",)
    lock_with = ("chosen__set__place",)

    chosen = models.ForeignKey(
        ChosenIndicator, models.CASCADE, related_name="uses", verbose_name=_("indicator")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=UseKind)
    text = models.CharField(_("what it is used for"), max_length=300)
    link = models.URLField(_("address"), blank=True, validators=[URLValidator(["https", "http"])])

    class Meta:
        verbose_name = _("use of an indicator")
        verbose_name_plural = _("uses of indicators")
        ordering = ("kind", "pk")
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="indicator_use_says_something")
        ]

    def __str__(self) -> str:
        return self.text
