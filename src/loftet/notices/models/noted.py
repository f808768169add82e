"""The table of what somebody said outside of the site, as another has written it in, with the reply."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.records import Record
from loftet.people.models import Organisation


class How(models.TextChoices):
    """The way by which something was said."""

    CALL = "call", _("by telephone")
    MAIL = "mail", _("by e-mail")
    PAPER = "paper", _("on paper")
    MEETING = "meeting", _("in a meeting")


class Reply(models.TextChoices):
    """The reply of the one who is asked; the last one ends reminders until next year."""

    YES = "yes", pgettext_lazy("reply", "Yes")
    NO = "no", pgettext_lazy("reply", "No")
    LATER = "later", pgettext_lazy("reply", "Not this year")


class NotedQuerySet(models.QuerySet["Noted"]):
    """Rows of what was written in for others."""

    def about(self, subject: models.Model) -> "NotedQuerySet":
        """Return what is about one thing, or has become it."""
        kind = ContentType.objects.get_for_model(subject)
        is_made = Q(made_type=kind, made_id=subject.pk)
        return self.filter(Q(subject_type=kind, subject_id=subject.pk) | is_made)

    def asking(self, organisation: Organisation, kind: str, subject: models.Model) -> "NotedQuerySet":
        """Return what an organisation was asked to confirm of one kind about one thing."""
        table = ContentType.objects.get_for_model(subject)
        return self.filter(organisation=organisation, kind=kind, subject_type=table, subject_id=subject.pk)

    def unanswered(self, now: datetime) -> "NotedQuerySet":
        """Return what still can be replied to."""
        return self.filter(reply="", expires__gt=now)

    def with_people(self) -> "NotedQuerySet":
        """Return them with those whom a line names."""
        return self.select_related("organisation", "written_by", "asked")


class Noted(Record):
    """Something that a coordinator writes in for an organisation; it binds nobody until it is confirmed.

    `kind` says what happens then (`notices.noted.kinds`), about `subject`, with the values in `wants`: it is
    done as `asked`, who holds a role in the organisation and confirms by the link of a letter. `made` is the
    record that came of it.
    """

    lock_with = ("organisation__place", "written_by", "asked")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="noted")
    kind = models.CharField(max_length=40)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    wants = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    said_by = models.CharField(_("who said it"), max_length=160, blank=True)
    how = models.CharField(_("how it was said"), max_length=8, choices=How, blank=True)
    said_on = models.DateField(_("when it was said"), null=True, blank=True)
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires = models.DateTimeField()
    reply = models.CharField(_("reply"), max_length=5, choices=Reply, blank=True)
    replied = models.DateTimeField(null=True, blank=True)
    made_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    made_id = models.BigIntegerField(null=True, blank=True)

    objects = NotedQuerySet.as_manager()

    class Meta:
        verbose_name = _("what was written in for others")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("subject_type", "subject_id"), name="noted_about"),
            models.Index(fields=("made_type", "made_id"), name="noted_became"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied=None) | ~Q(reply="") & Q(replied__isnull=False),
                name="noted_reply_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.kind}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: its kind alone."""
        return f"{self.kind} {self.pk}"

    @property
    def subject(self) -> Any:
        """Return what it is about, or None where that is gone."""
        table = self.subject_type.model_class()
        return table and table._default_manager.filter(pk=self.subject_id).first()
