"""An experience, the organisations that it helped, and the courses that somebody has finished."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.contracts.models import Contract
from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.values import NAMES, TEXT
from loftet.core.visible import VisibleManager
from loftet.needs.models import Need
from loftet.people.models import Organisation
from loftet.projects.models import Project
from loftet.solutions.models import Solution

HOLDS_FOR = timedelta(days=365)  # after that it is marked, until its owner says that it still holds
TELEPHONE = RegexValidator(r"(?:[0-9][^0-9]*){8}", _("Write a name and a telephone number of eight digits."))


class Outcome(models.TextChoices):
    """The answer to how it went."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    FAILED = "failed", _("It did not work")


class State(models.TextChoices):
    """The state of an experience."""

    DRAFT = "draft", pgettext_lazy("experience", "Draft")
    PUBLISHED = "published", pgettext_lazy("experience", "Published")


class Experience(Record):
    """Half a page on something that an organisation has done: what came of it, and what did not work."""

    hidden_kind = "erfaring"
    url_name = "experience"
    lock_with = ("organisation__place",)

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="experiences")
    title = models.CharField(_("what you did, in a few words"), max_length=120, validators=NAMES)
    outcome = models.CharField(_("how it went"), max_length=6, choices=Outcome)
    done = models.TextField(_("what was done"), max_length=1_000, validators=TEXT)
    effect = models.TextField(_("what came of it"), max_length=600, validators=TEXT)
    cost = models.CharField(_("what it cost"), max_length=200, blank=True, validators=TEXT)
    failed = models.TextField(_("what did not work"), max_length=600, validators=TEXT)
    contact = models.CharField(
        _("name and telephone number"), max_length=120, blank=True, validators=[*NAMES, TELEPHONE]
    )
    indicator = models.CharField(_("figure"), max_length=80, blank=True)
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="experiences")
    solution = models.ForeignKey(Solution, models.SET_NULL, null=True, blank=True, related_name="experiences")
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="experiences")
    contract = models.ForeignKey(Contract, models.SET_NULL, null=True, blank=True, related_name="experiences")
    state = models.CharField(
        pgettext_lazy("experience", "state"), max_length=9, choices=State, default=State.DRAFT
    )
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    search_text = SearchText(("title", "done", "effect", "cost", "failed"))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("experience")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("state", "-confirmed_on"), name="experience_is_listed"),
            models.Index(fields=("indicator", "state"), name="experience_of_indicator"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", confirmed_on=None)
                | Q(state="published", confirmed_on__isnull=False),
                name="published_experience_is_confirmed",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read it."""
        return self.state == State.PUBLISHED

    def is_old(self, today: date) -> bool:
        """Check whether nobody has said for a year that it still holds."""
        return self.confirmed_on is not None and today - self.confirmed_on > HOLDS_FOR


class Help(Record):
    """An organisation that says that an experience helped it, and where it was used."""

    url_name, url_args, anchor = "experience", ("experience_id",), "helped"
    lock_with = ("organisation", "experience__organisation")

    experience = models.ForeignKey(Experience, models.CASCADE, related_name="helped")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    used_in = models.CharField(_("where you used it"), max_length=200, validators=TEXT)
    said = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("experience that helped")
        ordering = ("said", "pk")
        constraints = [
            models.UniqueConstraint(fields=("experience", "organisation"), name="experience_helps_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.experience}"


class FinishedCourse(models.Model):
    """A course that somebody has finished; nobody else reads it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    course = models.SlugField(max_length=60)
    finished = models.DateTimeField()

    class Meta:
        verbose_name = _("finished course")
        ordering = ("-finished",)
        constraints = [models.UniqueConstraint(fields=("user", "course"), name="course_is_finished_once")]

    def __str__(self) -> str:
        return self.course
