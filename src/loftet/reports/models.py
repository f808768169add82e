"""Reports of places, the Word templates that municipalities make them with, and what was sent of them.

A report is made by the worker into two files, Word and PDF, which the row names. It is the municipality's
draft until its own management approves it; everybody may read it then. One that was adopted stays as it is.
"""

from datetime import date
from pathlib import Path
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Owned, Record
from loftet.core.values import TEXT
from loftet.core.visible import VisibleManager
from loftet.decisions.models import ADOPTS, Treatment
from loftet.geography.place import Kind
from loftet.openness.journal import Journal
from loftet.people.models import Organisation
from loftet.places.models import Place
from loftet.report_content.kinds import LANGUAGES, ReportKind

FOLDER = "media/reports"
ON_SCREEN = "json"  # the words that its page shows: larger on a telephone than a sheet, or to be copied
# The kinds of work and of letter.
REPORT, TEMPLATE, LETTER = "report", "report_template", "report_to_post_box"
DAY_LENGTH = len("2026-11-27")  # an edition is named by its day and a hash


def address_of(place: Place) -> str:
    """Return the address of the reports of a place."""
    municipality = place.kind == Kind.MUNICIPALITY
    return reverse("place_reports" if municipality else "region_reports", args=[place.slug])


def page_of(place: Place) -> str:
    """Return the name of the address at which a place shows its figures."""
    return "municipality" if place.kind == Kind.MUNICIPALITY else "region"


class State(models.TextChoices):
    """The state of a report, which decides who reads it."""

    DRAFT = "draft", _("Not approved")
    APPROVED = "approved", _("Approved")
    ADOPTED = "adopted", _("Adopted")


class PlaceReport(Record):
    """A report of a place: its kind, its edition and its language; there is one of each.

    `chosen` are the indicators that it was made with, as `{"key", "reason"}`; `fault` is why it cannot be
    made. `prepared_by` is the council that ordered it for the municipality, and `decision` adopted it.
    """

    owner_field = "place"
    url_name, url_args = "place_report", ("place.slug", "pk")
    lock_with = ("place", "prepared_by", "decision__matter")

    place = models.ForeignKey(Place, models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind of report"), max_length=20, choices=ReportKind)
    edition = models.CharField(_("edition"), max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    chosen = models.JSONField(default=list, blank=True)
    ordered = models.DateTimeField(_("ordered"))
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    made = models.DateTimeField(_("made"), null=True, blank=True)
    fault = models.CharField(_("why it could not be made"), max_length=300, blank=True)
    approved = models.DateTimeField(_("approved"), null=True, blank=True)
    decision = models.ForeignKey(Treatment, models.PROTECT, null=True, blank=True, related_name="reports")

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-ordered", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("place", "kind", "edition", "language"), name="report_is_ordered_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", approved=None, decision=None)
                | Q(state="approved", approved__isnull=False, made__isnull=False, decision=None)
                | Q(state="adopted", approved__isnull=False, made__isnull=False, decision__isnull=False),
                name="report_state_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.place.name}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return f"{self.place.name}: {self.kind} {self.edition} ({self.language})"

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read it."""
        return self.state != State.DRAFT

    @property
    def edition_day(self) -> date:
        """Return the day of the edition, by which it is named."""
        return date.fromisoformat(self.edition[:DAY_LENGTH])

    @property
    def stays_adopted(self) -> bool:
        """Check whether the decision still says so: the minutes may have been corrected."""
        return self.decision is not None and self.decision.outcome in ADOPTS

    def file(self, suffix: str) -> Path:
        """Return where a file of the report is or will be; its name is the one that readers get."""
        name = f"{self.place.slug}-{self.kind}-{self.edition}-{self.language}.{suffix}"
        return Path(settings.DATA) / FOLDER / name


class TemplateState(models.TextChoices):
    """The state of a template: the worker tries a new one before it takes the place of the earlier."""

    TRIED = "tried", _("being tried")
    USED = "used", _("in use")
    REFUSED = "refused", _("refused")


class WordTemplate(Record):
    """A Word template of a place; at most one is in use, and at most one is tried or was refused since."""

    owner_field = "place"
    url_name, url_args = "word_template", ("place.slug",)
    lock_with = ("place",)

    place = models.ForeignKey(Place, models.CASCADE, related_name="word_templates")
    state = models.CharField(_("state"), max_length=7, choices=TemplateState, default=TemplateState.TRIED)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(editable=False)
    fault = models.CharField(_("why it was refused"), max_length=300, blank=True)
    sent = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("place",), condition=Q(state="used"), name="one_template_is_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return f"{self.place.name}: {self.file_name}"


class Sending(Owned, models.Model):
    """A report that was sent to the post box of its municipality, and the answer about the journal.

    It is sent once to an address each time that it is `approved`: it may have been taken back between.
    """

    owner_field = "report.place"

    report = models.ForeignKey(PlaceReport, models.CASCADE, related_name="sendings")
    address = models.EmailField(_("e-mail address of the post box"))
    journal = models.CharField(_("journal"), max_length=10, choices=Journal)
    journal_case = models.CharField(_("case number"), max_length=60, blank=True, validators=TEXT)
    approved = models.DateTimeField(_("approved"))
    sent = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sent report")
        verbose_name_plural = _("sent reports")
        ordering = ("-sent", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("report", "address", "approved"), name="report_is_sent_once"),
            models.CheckConstraint(
                condition=~Q(journal="entered") | ~Q(journal_case=""), name="sent_report_names_its_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.address}"
