"""Work that is asked for once, such as a report that is made."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WorkState(models.TextChoices):
    """The state of a piece of work."""

    READY = "ready", _("waits")
    RUNNING = "running", _("is being done")
    DONE = "done", _("done")
    FAILED = "failed", _("could not be done")


class WorkItem(models.Model):
    """A piece of work of one `kind` on one `row`; the kind knows the table. There is one row for both.

    `held_by` names the worker that does it, until `held_until` unless the worker renews that; where it does
    not, the work is ready again. `tries` counts how often it was begun since it was `asked` for.
    """

    kind = models.CharField(_("kind"), max_length=40)
    row = models.BigIntegerField()
    state = models.CharField(_("state"), max_length=8, choices=WorkState, default=WorkState.READY)
    asked = models.DateTimeField(_("waits since"))
    due = models.DateTimeField(_("next try"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    held_by = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("kind of error"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("piece of work")
        verbose_name_plural = _("pieces of work")
        ordering = ("due", "pk")
        constraints = [
            models.UniqueConstraint(fields=("kind", "row"), name="work_is_asked_for_once"),
            models.CheckConstraint(
                condition=Q(state=WorkState.RUNNING, held_until__isnull=False) & ~Q(held_by="")
                | ~Q(state=WorkState.RUNNING) & Q(held_by="", held_until=None),
                name="work_is_held_while_it_runs",
            ),
        ]
        indexes = [
            models.Index(
                fields=("due",),
                condition=Q(state__in=(WorkState.READY, WorkState.RUNNING)),
                name="work_that_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
