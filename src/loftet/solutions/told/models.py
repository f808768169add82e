"""The table of firms that a coordinator has written in, each with a solution, until they answer."""

from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.core.values import one_alphabet, plain_text
from loftet.notices.models import How


class ToldFirmQuerySet(models.QuerySet["ToldFirm"]):
    """Firms that were written in."""

    def waiting(self, now: datetime) -> "ToldFirmQuerySet":
        """Return those that have not answered, and still can."""
        return self.filter(made=None, expires__gt=now)


class ToldFirm(Record):
    """A firm with its solution as somebody has told of it: all that there is of both until it is published.

    `wants` holds the values of the solution, `made` the solution that the firm has published.
    """

    url_name, url_args = "firm_told", ()
    lock_with = ("written_by", "made")

    number = models.CharField(_("organisation number"), max_length=9, unique=True)
    snapshot = models.JSONField(default=dict)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(max_length=2)
    wants = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    said_by = models.CharField(_("who said it"), max_length=160, validators=[plain_text, one_alphabet])
    how = models.CharField(_("how it was said"), max_length=8, choices=How)
    said_on = models.DateField(_("when it was said"))
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires = models.DateTimeField()
    made = models.ForeignKey("solutions.Solution", models.CASCADE, null=True, blank=True, related_name="+")

    objects = ToldFirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("firm that a coordinator has written in")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.label_in_log

    @property
    def label_in_log(self) -> str:
        """Return what logs and notices call it: neither the firm nor its solution is named."""
        return f"bedrift {self.pk}"

    @property
    def name(self) -> str:
        """Return the name that Enhetsregisteret has."""
        return str(self.snapshot.get("name", ""))
