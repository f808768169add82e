"""The procurement strategy of a buyer: goals, routines, and when it is revised."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.core.values import LONG, LONGEST_TEXT, TEXT
from loftet.core.words import Words
from loftet.people.models import Organisation

GOALS: Mapping[str, Any] = {
    "climate": _("climate and environment"),
    "labour": _("pay, work and apprentices"),
    "innovation": _("innovation"),
    "suppliers": _("small and local firms"),
}
GOAL: dict[str, Any] = {"max_length": 400, "blank": True, "validators": TEXT}


class Strategy(Record):
    """The goals and routines that a buyer has adopted; the document itself is in its archive."""

    url_name, url_args = "procurement_strategy", ("organisation.slug",)
    lock_with = ("organisation__place",)

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="procurement_strategy")
    climate = models.CharField(GOALS["climate"], **GOAL)
    labour = models.CharField(GOALS["labour"], **GOAL)
    innovation = models.CharField(GOALS["innovation"], **GOAL)
    suppliers = models.CharField(GOALS["suppliers"], **GOAL)
    routines = models.TextField(_("routines"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    adopted_on = models.DateField(_("adopted"))
    case_number = models.CharField(_("case number"), max_length=40, blank=True, validators=TEXT)
    revise_on = models.DateField(_("next revision"))
    link = models.URLField(_("address of the document"), max_length=300, blank=True)
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "procurement_strategy"  # where the rows are, from when it was a part of procurement
        verbose_name = _("procurement strategy")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revise_on__gte=models.F("adopted_on")), name="strategy_is_revised_later"
            )
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def goals(self) -> list[tuple[Words, str]]:
        """Return each consideration with its goal, as far as one is written."""
        written = {name: getattr(self, name) for name in GOALS}
        return [(GOALS[name], goal) for name, goal in written.items() if goal]

    def clean(self) -> None:
        """Refuse a revision before the adoption, and a strategy without a goal.

        Raises:
            ValidationError: with the field.
        """
        if self.adopted_on and self.revise_on and self.revise_on <= self.adopted_on:
            raise ValidationError({"revise_on": _("It is revised after it was adopted.")})
        if not any(getattr(self, name) for name in GOALS):
            raise ValidationError({"climate": _("Write a goal of at least one consideration.")})
