"""The note of an organisation."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.core.visible import VisibleManager
from loftet.people.models import Organisation


class State(models.TextChoices):
    """The state of a note."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Note(Record):
    """A note that an organisation writes."""

    url_name = "note"
    lock_with = ("organisation",)

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="notes")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=2_000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title
