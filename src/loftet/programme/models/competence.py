"""Competence: who in a municipality can what, and whether they can be lent to others."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.people.models import Organisation


class CompetenceKind(models.TextChoices):
    """The kinds of competence that the programme needs."""

    STATISTICS = "statistics", _("statistics")
    ANALYSIS = "analysis", _("analysis")
    PROCUREMENT = "procurement", _("procurement")
    INNOVATION = "innovation", _("innovation")


class Competence(Record):
    """Somebody in an organisation can something: a user here, or a function («leiar for innkjøp»)."""

    url_name, url_args = "own_competence", ("organisation.slug",)
    lock_with = ("organisation",)

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="competences")
    kind = models.CharField(_("what"), max_length=12, choices=CompetenceKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="competences"
    )
    function = models.CharField(_("function"), max_length=120, blank=True)
    about = models.CharField(_("what they can"), max_length=400, blank=True)
    can_be_lent = models.BooleanField(_("can help other municipalities"), default=False)

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ("organisation__name", "kind", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(function=""), name="competence_is_somebodys"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.kind}"

    def clean(self) -> None:
        """Check that it is somebody's."""
        if self.person_id is None and not self.function.strip():
            raise ValidationError({"person": _("Choose a person, or write a function.")})
