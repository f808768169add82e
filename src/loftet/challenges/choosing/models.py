"""The indicators that a municipality has chosen, each with a reason, and those that do not matter there.

A municipality has one set, which lives on: what was adopted is kept beside it, and later changes are seen.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.decisions.models import Treatment
from loftet.own_data.models import OwnSeries
from loftet.places.models import Place

LONGEST_REASON = 400


class Choice(models.TextChoices):
    """The statement of a municipality on an indicator."""

    CHOSEN = "chosen", _("chosen")
    NOT_RELEVANT = "not_relevant", _("does not matter here")


class Suggested(models.TextChoices):
    """Why an indicator was suggested, in the order in which suggestions stand."""

    SHARED = "shared", _("shared with the region")
    WEAK = "weak", _("weak here")
    WORSENING = "worsening", _("going the wrong way")
    INFLUENCE = "influence", _("the municipality can steer it")
    GAP = "gap", _("fills a gap in the set")
    OTHERS = "others", _("chosen by others")
    STARTER = "starter", _("from a starter set")
    COPIED = "copied", _("copied from another municipality")
    OWN = "own", _("chosen by ourselves")


class IndicatorSetQuerySet(models.QuerySet["IndicatorSet"]):
    """Sets of municipalities."""

    def published(self) -> "IndicatorSetQuerySet":
        """Return those that everybody may read."""
        return self.exclude(published=None)


class IndicatorSet(Record):
    """The set of a municipality: a draft of its own until it is `published`.

    `adopted` holds what was adopted, as `{"indicator", "series", "reason"}` in their order; `treatment` is
    the decision, where it stands here. The set can be changed afterwards: `adopted` stays.
    """

    owner_field = "place"
    url_name, url_args = "chosen_indicators", ("place.slug",)
    lock_with = ("place",)

    place = models.OneToOneField(
        Place, models.PROTECT, related_name="indicator_set", verbose_name=_("municipality")
    )
    published = models.DateTimeField(_("published"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    treatment = models.ForeignKey(Treatment, models.PROTECT, null=True, blank=True, related_name="+")
    adopted = models.JSONField(default=list, blank=True)

    objects = IndicatorSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator set")
        verbose_name_plural = _("indicator sets")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(treatment=None) | Q(adopted_on__isnull=False),
                name="indicator_set_adopted_by_decision_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return str(self.place)


class ChosenIndicator(models.Model):
    """An indicator of the catalogue, or a series of own data, that a municipality has said something of.

    The row stays while the choice does, so that others may point to it; taken out, it is removed with them.
    """

    set = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="rows")
    indicator = models.CharField(_("indicator"), max_length=80, blank=True)
    series = models.ForeignKey(OwnSeries, models.PROTECT, null=True, blank=True, related_name="chosen")
    state = models.CharField(_("state"), max_length=12, choices=Choice, default=Choice.CHOSEN)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    suggested_by = models.CharField(
        _("suggested by"), max_length=10, choices=Suggested, default=Suggested.OWN
    )
    copied_from = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("chosen indicator")
        verbose_name_plural = _("chosen indicators")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("set", "indicator"), condition=~Q(indicator=""), name="indicator_is_chosen_once"
            ),
            models.UniqueConstraint(fields=("set", "series"), name="own_series_is_chosen_once"),
            models.CheckConstraint(
                condition=Q(indicator="") ^ Q(series=None), name="chosen_is_an_indicator_or_own_data"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="chosen_for_a_reason"),
        ]

    def __str__(self) -> str:
        return self.indicator or str(self.series)

    @property
    def is_chosen(self) -> bool:
        """Check whether it is chosen, and not set aside."""
        return self.state == Choice.CHOSEN

    @property
    def about(self) -> tuple[str, int | None]:
        """Return what was chosen: the key of an indicator, or the number of a series of own data."""
        return self.indicator, self.series_id
