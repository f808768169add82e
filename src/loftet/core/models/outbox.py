"""The outbox: letters that wait to be sent, and what came of them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    """The state of a letter."""

    WAITING = "waiting", _("waits")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")
    DROPPED = "dropped", _("not needed any more")


class OutboxLetterQuerySet(models.QuerySet["OutboxLetter"]):
    """Letters in the outbox."""

    def waiting(self, now: datetime) -> "OutboxLetterQuerySet":
        """Select those that are still to be sent, and are still of use."""
        return self.filter(state=LetterState.WAITING).filter(Q(expires=None) | Q(expires__gt=now))

    def due(self, now: datetime) -> "OutboxLetterQuerySet":
        """Select those that are due now."""
        return self.filter(state=LetterState.WAITING, next_try__lte=now)


class OutboxLetter(models.Model):
    """A letter of one `kind` about one `row`; the kind knows the table, and makes the text when it is sent.

    The letter holds neither address nor text. `receiver` is the user it goes to, if it goes to one.
    `message_id` is the same at every try, so that a mail server can drop a letter that it got twice. A worker
    that sends it is named in `held_by`, and `next_try` is then when its lease ends. `queued` is since when it
    waits, `tried` when it was last tried; `last_error` is the kind of error alone. `handed_over` is when
    the last line of the letter went to the mail server; it is empty again when that has said no.
    """

    kind = models.CharField(_("kind"), max_length=40)
    row = models.BigIntegerField()
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="letters",
        verbose_name=_("receiver"),
    )
    language = models.CharField(_("language"), max_length=2, blank=True)
    message_id = models.CharField(max_length=320, unique=True)
    queued = models.DateTimeField(_("waits since"))
    expires = models.DateTimeField(_("expires"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    tried = models.DateTimeField(_("last try"), null=True, blank=True)
    handed_over = models.DateTimeField(null=True, blank=True)
    next_try = models.DateTimeField(_("next try"), null=True, blank=True)
    held_by = models.CharField(max_length=32, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.WAITING)
    closed = models.DateTimeField(_("sent or given up"), null=True, blank=True)
    last_error = models.CharField(_("kind of error"), max_length=80, blank=True)

    objects = OutboxLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("queued", "pk")
        indexes = [
            models.Index(
                fields=("next_try",), condition=Q(state=LetterState.WAITING), name="letters_that_wait"
            ),
            models.Index(fields=("kind", "row"), name="letters_about_a_row"),
            models.Index(fields=("closed",), name="letters_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=LetterState.WAITING, closed=None, next_try__isnull=False)
                | (~Q(state=LetterState.WAITING) & Q(closed__isnull=False, next_try=None, held_by="")),
                name="letter_waits_or_has_ended",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
