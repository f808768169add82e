"""One row for each thing that was done. Rows are added and never changed: the database itself refuses."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class LogIsAppendOnlyError(Exception):
    """Somebody tried to change or remove what was done."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries can be read and added."""

    def about(self, subject: models.Model) -> "EntryQuerySet":
        """Select the actions on one thing."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def update(self, **_values: Any) -> NoReturn:
        """Refuse."""
        raise LogIsAppendOnlyError

    def delete(self) -> NoReturn:
        """Refuse."""
        raise LogIsAppendOnlyError


class Entry(models.Model):
    """Somebody did something with something.

    `acting_for` names the organisation on whose behalf, `scope` the slug of the municipality or organisation
    whose log it belongs to. `subject_label` is what the thing was called then; `details` are the words and
    numbers that the sentence needs, and never what is secret.
    """

    when = models.DateTimeField(_("when"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="log_entries", verbose_name=_("who")
    )
    acting_for = models.CharField(_("on behalf of"), max_length=200, blank=True)
    action = models.CharField(_("what was done"), max_length=60, db_index=True)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(_("with what"), max_length=200)
    scope = models.CharField(max_length=80, blank=True, db_index=True)
    details = models.JSONField(default=dict, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ("-when", "-pk")
        indexes = [models.Index(fields=("subject_type", "subject_id"), name="log_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.when:%Y-%m-%d %H:%M} {self.action}: {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that is there already is refused."""
        if self.pk is not None:
            raise LogIsAppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise LogIsAppendOnlyError
