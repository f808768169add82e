"""Repeated jobs of the worker, and when it was last alive."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """The last and next run of a job, and its result; there is one row for a job.

    `held_by` names the worker that runs it now, until `held_until` unless the worker renews that.
    """

    name = models.CharField(_("job"), max_length=40, unique=True)
    next_run = models.DateTimeField(_("next run"))
    last_run = models.DateTimeField(_("last run"), null=True, blank=True)
    last_ok = models.DateTimeField(_("last run that went well"), null=True, blank=True)
    last_error = models.CharField(_("kind of error"), max_length=80, blank=True)
    held_by = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class WorkerHeartbeat(models.Model):
    """A worker, and when it was last alive; the row stays a day after, so that it is known."""

    worker = models.CharField(max_length=32, unique=True)
    started = models.DateTimeField(_("started"))
    seen = models.DateTimeField(_("last alive"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ("started",)

    def __str__(self) -> str:
        return self.worker
