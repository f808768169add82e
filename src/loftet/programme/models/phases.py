"""Phases as data: which are open, for a cohort or for one municipality, and what has been ticked off.

What a phase is called, what it opens and what is on its checklist is in `catalogue/programme`.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.programme.models.cohorts import Cohort
from loftet.programme.models.participation import Participation


class PhaseRunQuerySet(models.QuerySet["PhaseRun"]):
    """Phases that are or were open."""

    def open(self) -> "PhaseRunQuerySet":
        """Return those that are open."""
        return self.filter(closed=None)


class PhaseRun(Record):
    """A phase that is or was open, for a whole cohort or for one of its municipalities (`participation`).

    Several are open at once; a phase that is opened again is a row of its own.
    """

    owner_field = "cohort.lead"
    url_name, url_args = "phases", ("cohort.slug",)
    lock_with = ("cohort__lead", "participation__organisation__place")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="phase_runs")
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="phase_runs"
    )
    phase = models.CharField(_("phase"), max_length=40)
    opened = models.DateField(_("opened"))
    closed = models.DateField(_("closed"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = PhaseRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("open phase")
        verbose_name_plural = _("open phases")
        ordering = ("opened", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("cohort", "phase"),
                condition=Q(closed=None, participation=None),
                name="phase_is_open_once_for_a_cohort",
            ),
            models.UniqueConstraint(
                fields=("participation", "phase"),
                condition=Q(closed=None, participation__isnull=False),
                name="phase_is_open_once_for_a_municipality",
            ),
            models.CheckConstraint(
                condition=Q(closed=None) | Q(closed__gte=F("opened")), name="phase_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.phase}"


class Tick(models.Model):
    """A municipality has done one thing on the checklist of an open phase."""

    run = models.ForeignKey(PhaseRun, models.CASCADE, related_name="ticks")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="ticks")
    item = models.CharField(_("what was done"), max_length=60)
    done = models.DateField(_("done"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("tick on a checklist")
        verbose_name_plural = _("ticks on a checklist")
        ordering = ("done", "pk")
        constraints = [
            models.UniqueConstraint(fields=("run", "participation", "item"), name="item_is_ticked_off_once")
        ]

    def __str__(self) -> str:
        return self.item
