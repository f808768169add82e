"""The targets that municipalities have adopted: dated rows with their decision, never part of an edition."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.decisions.models import Treatment
from loftet.places.models import Place

LONGEST_REASON = 400


class AdoptedTarget(Record):
    """A value that an indicator is to have in a municipality by the end of a year.

    The decision is a treatment of a public matter, or is named as it is elsewhere (`decision`). A target is
    not rewritten: it is withdrawn, and a new one is adopted.
    """

    owner_field = "place"
    url_name, url_args, anchor = "adopted_targets", ("place.slug",), "maltall-{0.pk}"
    lock_with = ("place",)

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="adopted_targets", verbose_name=_("municipality")
    )
    indicator = models.CharField(_("indicator"), max_length=80)
    value = models.DecimalField(_("target"), max_digits=16, decimal_places=4)
    year = models.PositiveSmallIntegerField(_("year"))
    adopted_on = models.DateField(_("adopted on"))
    treatment = models.ForeignKey(
        Treatment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision here")
    )
    decision = models.CharField(_("decision"), max_length=120, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("adopted target")
        verbose_name_plural = _("adopted targets")
        ordering = ("indicator", "year", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("place", "indicator", "year"),
                condition=Q(withdrawn_on=None),
                name="one_target_an_indicator_and_year",
            ),
            models.CheckConstraint(
                condition=Q(treatment__isnull=False) | ~Q(decision=""), name="target_has_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | (Q(withdrawn_on__gte=F("adopted_on")) & ~Q(reason="")),
                name="target_is_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return f"{self.place}: {self}"

    def clean(self) -> None:
        """Check that the decision is named, and that it is of a day before it is withdrawn.

        Raises:
            ValidationError: with the field that is wrong.
        """
        if self.treatment_id is None and not self.decision:
            raise ValidationError({"decision": _("Name the decision, such as «vedtak 88/26».")})
        if self.withdrawn_on and self.adopted_on and self.withdrawn_on < self.adopted_on:
            raise ValidationError({"withdrawn_on": _("That is before the target was adopted.")})
