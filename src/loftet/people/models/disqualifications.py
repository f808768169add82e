"""«Inhabil»: somebody stands too close to a thing to take part in it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.people.models.users import User


class DisqualificationQuerySet(models.QuerySet["Disqualification"]):
    """The declarations of people."""

    def standing(self) -> "DisqualificationQuerySet":
        """Return what has not been lifted."""
        return self.filter(lifted=None)

    def about(self, subject: models.Model) -> "DisqualificationQuerySet":
        """Return what is declared on one thing."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def keys_closed_to(self, user: int | None, model: type[models.Model]) -> "models.QuerySet[Any, Any]":
        """Return the keys of the rows of a model that are closed to somebody, as part of a query."""
        kind = ContentType.objects.get_for_model(model)
        rows = self.standing().filter(subject_type=kind, user=user)
        return rows.order_by().values("subject_id")


@dataclass(frozen=True, slots=True)
class LogScope:
    """The organisation whose log has an entry, by its slug alone."""

    slug: str
    name: str = ""


class Disqualification(models.Model):
    """A person has declared to be disqualified («inhabil») on one thing: it is closed to the person.

    The reason may be empty: the person need not say before others who is near to whom. `scope` is the slug of
    the organisation whose log tells that it was declared and lifted; it closes nothing. Empty, no
    organisation's log tells of it.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="disqualifications")
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(_("of what"), max_length=200)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    scope = models.CharField(_("whose log tells"), max_length=80, blank=True)
    declared = models.DateTimeField(_("declared"))
    lifted = models.DateTimeField(_("lifted"), null=True, blank=True)

    objects = DisqualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("disqualification")
        verbose_name_plural = _("disqualifications")
        ordering = ("-declared", "-pk")
        indexes = [models.Index(fields=("subject_type", "subject_id"), name="disqualified_on_a_thing")]
        constraints = [
            models.UniqueConstraint(
                fields=("user", "subject_type", "subject_id"),
                condition=Q(lifted=None),
                name="disqualified_once_on_a_thing",
            )
        ]

    def __str__(self) -> str:
        return self.subject_label

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: the thing."""
        return self.subject_label

    @property
    def owner(self) -> LogScope:
        """Return in whose log it stands; nobody acts for the organisation by it."""
        return LogScope(self.scope)
