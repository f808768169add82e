"""The models of what people were told, and why; and the one letter a week that repeats it."""

from datetime import date

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.people.models import Organisation, Role


class Reason(models.TextChoices):
    """Why somebody is told."""

    FOLLOWS = "follows", _("because you follow it")
    OWN = "own", _("because it is yours")
    ROLE = "role", _("because of your role")
    ASKED = "asked", _("because you are asked to do something")


class Digest(models.Model):
    """A letter that tells a person of the week's notices; there is one a week at the most.

    `sent` is empty until the mail server has taken it; one that it never takes goes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    week = models.DateField(_("Monday of the week"))
    sent = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("weekly letter")
        verbose_name_plural = _("weekly letters")
        constraints = [models.UniqueConstraint(fields=("user", "week"), name="one_letter_a_week")]

    def __str__(self) -> str:
        return f"{self.week:%G-W%V}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The notices of people."""

    def unread(self) -> "NoticeQuerySet":
        """Return what has not been read."""
        return self.filter(read=None)

    def of(self, user: int, on: date) -> "NoticeQuerySet":
        """Return what a person was told and may still read: not what came by a role that has ended."""
        held = Role.objects.on(on).filter(user=user).values("organisation")
        return self.filter(user=user).filter(Q(within=None) | Q(within__in=held))


class Notice(models.Model):
    """A person is told of something. The sentence is made when it is read, in the reader's language.

    `kind` names the sentence (`App.notices`), `details` are the words and numbers that it needs; `label` is
    what the thing was called then, and `organisation` who it concerns. `within` is the organisation through
    which the person may know of it, where it is not for everybody: it is not shown when the role has ended.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    label = models.CharField(_("about what"), max_length=200)
    address = models.CharField(_("address of its page"), max_length=300)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    within = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    details = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    when = models.DateTimeField(_("when"), db_index=True)
    read = models.DateTimeField(_("read"), null=True, blank=True)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, blank=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-when", "-pk")
        indexes = [
            models.Index(fields=("user", "-when"), name="notices_of_a_person"),
            models.Index(fields=("user",), condition=Q(read=None), name="unread_notices_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.label}"
