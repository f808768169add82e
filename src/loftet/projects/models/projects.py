"""A project, and what the parts of its plan have in common."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.challenges.models import Challenge, FocusArea
from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, TEXT
from loftet.core.visible import VisibleManager
from loftet.decisions.models import Matter
from loftet.funding.kinds import ProjectKind
from loftet.needs.models import Need
from loftet.people.models import Organisation
from loftet.places.models import Place

MOST_STEPS_BACK = 50  # of «builds on»: no chain of projects is longer


class State(models.TextChoices):
    """The state of a project."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Under way")
    FINISHED = "finished", _("Done")
    STOPPED = "stopped", pgettext_lazy("project", "Stopped")


class Project(Record):
    """Work that several do together: planned, begun, and then finished or stopped with what was learnt."""

    owner_field, hidden_kind = "lead", "prosjekt"
    url_name = "project"
    lock_with = ("lead__place", "region", "challenge", "focus_area", "builds_on")

    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="projects_led")
    region = models.ForeignKey(Place, models.PROTECT, related_name="projects")
    title = models.CharField(_("the project in a few words"), max_length=160, validators=NAMES)
    kind = models.CharField(
        _("kind of project"), max_length=11, choices=ProjectKind, default=ProjectKind.CHANGE
    )
    text = models.TextField(_("what is done"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    sponsor = models.CharField(_("project owner"), max_length=120, blank=True, validators=NAMES)
    manager = models.CharField(_("project leader"), max_length=120, blank=True, validators=NAMES)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    rights = models.CharField(
        _("agreement and rights to the results"), max_length=400, blank=True, validators=TEXT
    )
    decision = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("decided in")
    )
    papers = models.URLField(_("address of documents"), max_length=300, blank=True)
    staff = models.CharField(_("talked over with the employees"), max_length=300, blank=True, validators=TEXT)
    challenge = models.ForeignKey(Challenge, models.PROTECT, null=True, blank=True, related_name="projects")
    focus_area = models.ForeignKey(FocusArea, models.PROTECT, null=True, blank=True, related_name="projects")
    needs = models.ManyToManyField(Need, related_name="projects", blank=True)
    builds_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued")
    state = models.CharField(
        pgettext_lazy("project", "state"), max_length=8, choices=State, default=State.PLANNED
    )
    result = models.CharField(_("what came of it"), max_length=400, blank=True, validators=TEXT)
    lesson = models.CharField(_("what was learnt"), max_length=600, blank=True, validators=TEXT)
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    search_text = SearchText(("title", "text", "result", "lesson"))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("project")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("state", "starts_on"), name="project_is_listed"),
            models.Index(fields=("lead", "state"), name="project_of_lead"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="planned", begun=None, ended=None)
                | Q(state="running", begun__isnull=False, ended=None)
                | Q(state="finished", begun__isnull=False, ended__isnull=False)
                | Q(state="stopped", ended__isnull=False),
                name="project_state_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | ~Q(lesson=""), name="stopped_project_has_a_lesson"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="project_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read of it."""
        return self.begun is not None

    @property
    def member_keys(self) -> set[int]:
        """Return the organisations that take part, by their keys: the lead and the partners; one query."""
        return {self.lead_id, *self.partners.values_list("organisation", flat=True)}

    @property
    def is_over(self) -> bool:
        """Check whether it is finished or stopped."""
        return self.ended is not None

    def clean(self) -> None:
        """Refuse days in the wrong order, and a project that builds on itself.

        Raises:
            ValidationError: with the field.
        """
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("It cannot end before it begins.")})
        earlier, steps = self.builds_on, 0
        while earlier is not None and steps < MOST_STEPS_BACK:
            if self.pk is not None and earlier.pk == self.pk:
                raise ValidationError(
                    {"builds_on": _("A project cannot build on itself, also not by others.")}
                )
            earlier, steps = earlier.builds_on, steps + 1


class Part(Record):
    """A row of a project's plan; its actions lock the project first."""

    happened_on: ClassVar[str] = ""  # the field of the day on which it happened, not one to come
    owner_field, named_by = "project.lead", "project"
    url_name, url_args = "project", ("project_id",)
    lock_with = ("project__lead__place",)
    lock_first = ("project",)

    class Meta:
        abstract = True
