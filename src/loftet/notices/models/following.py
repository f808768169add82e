"""The model of what people follow: their own things by themselves, others when they ask to."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from loftet.people.models import Role, User


class FollowQuerySet(models.QuerySet["Follow"]):
    """The things that people follow."""

    def standing(self) -> "FollowQuerySet":
        """Return what has not been stopped."""
        return self.filter(stopped=None)

    def followed_by(self, user: User) -> "FollowQuerySet":
        """Return what a person follows now."""
        return self.standing().filter(user=user)

    def about(self, subject: models.Model) -> "FollowQuerySet":
        """Return what concerns one thing."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def heard(self, on: date, own: Iterable[int] | None = None) -> "FollowQuerySet":
        """Return what people are told of.

        What began by itself came with a role: nothing is sent to somebody who no longer has any, or none in
        one of the organisations (by their keys) whose `own` the thing is, where these are given.
        """
        held = Role.objects.on(on).filter(user=OuterRef("user"))
        if own is not None:
            held = held.filter(organisation__in=list(own))
        return self.standing().filter(Q(automatic=False) | Exists(held))

    def followers(self, subject: models.Model, on: date, own: Iterable[int] | None = None) -> list[User]:
        """Return who follows a thing, and is told of it."""
        return [one.user for one in self.heard(on, own).about(subject).select_related("user")]


class Follow(models.Model):
    """A person follows a thing; one that was stopped stays, so that it does not begin again by itself.

    `automatic` tells that it is the person's own thing, and that nobody pressed a button.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    label = models.CharField(_("what"), max_length=200)
    address = models.CharField(_("address of its page"), max_length=300)
    automatic = models.BooleanField(default=False)
    since = models.DateTimeField(_("since"))
    stopped = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed thing")
        verbose_name_plural = _("followed things")
        ordering = ("-since", "-pk")
        indexes = [models.Index(fields=("subject_type", "subject_id"), name="followers_of_a_thing")]
        constraints = [
            models.UniqueConstraint(
                fields=("user", "subject_type", "subject_id"), name="thing_is_followed_once_by_a_person"
            )
        ]

    def __str__(self) -> str:
        return self.label
