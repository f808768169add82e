"""A focus area of a region: the challenges that it builds on, who leads, and who has joined."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.places.models import Place


class FocusArea(Record):
    """The work of several municipalities of a region together; each joins by itself, and one leads.

    It is not rewritten: it ends, and another one begins.
    """

    owner_field = "region"
    url_name, url_args, anchor = "challenges", ("region.slug",), "satsing-{0.pk}"
    lock_with = ("region", "lead")

    region = models.ForeignKey(Place, models.PROTECT, related_name="focus_areas", verbose_name=_("region"))
    title = models.CharField(_("what we work on"), max_length=120)
    text = models.CharField(_("what is to become different"), max_length=400)
    challenges = models.ManyToManyField("challenges.Challenge", related_name="focus_areas")
    lead = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("who leads"))
    members = models.ManyToManyField(Place, related_name="+")
    began_on = models.DateField(_("began"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ("title", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(reason=""), name="focus_area_ends_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.title
