"""Documents that have left the organisation, and whether it was journalled («skal dette journalføres?»)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.decisions.models.matters import Matter
from loftet.openness.journal import Journalled


class Departure(models.Model):
    """A matter was shared with others, published or handed out; the question of the journal was answered.

    The receiver is named in a case file only where it is known `to_organisation`: the name of a private
    person does not follow to the next who asks.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="departures")
    what = models.CharField(_("what left"), max_length=120)
    receiver = models.CharField(_("to whom"), max_length=200)
    to_organisation = models.BooleanField(_("the receiver is an organisation"), default=False)
    when = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    journalled = models.CharField(_("journalled"), max_length=10, choices=Journalled)
    entry = models.CharField(_("journal entry, or why not"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        ordering = ("when", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(journalled="will_be") | ~Q(entry=""), name="journal_answer_says_where_or_why_not"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.receiver}"
