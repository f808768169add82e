"""A story of what has been achieved, and its picture."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, TEXT
from loftet.core.visible import VisibleManager
from loftet.people.models import Organisation
from loftet.projects.models import Project

TOGETHER = (  # fields that are filled in together, and what is said where one of them is missing
    ("figure", "figure_source", _("Say where the number is from.")),
    ("quote", "quote_by", _("Say who says it.")),
    ("quote", "quote_agreed_on", _("Say on which day the person agreed to be quoted.")),
    ("class_question", "class_text", _("Tell the class what has happened.")),
    ("class_question", "class_task", _("Give the class something to do.")),
)


class State(models.TextChoices):
    """The state of a story."""

    DRAFT = "draft", pgettext_lazy("story", "Draft")
    OFFERED = "offered", pgettext_lazy("story", "Waits for approval")
    PUBLISHED = "published", pgettext_lazy("story", "Published")


class Story(Record):
    """A story of an organisation, with the number of a project or a number of its own.

    What is told of a project's effect is never kept here: it is read from the figures each time.
    """

    hidden_kind = "historie"
    url_name = "story"
    lock_with = ("organisation__place", "project__lead")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="stories")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="stories", verbose_name=_("project")
    )
    title = models.CharField(_("what has been achieved"), max_length=120, validators=NAMES)
    text = models.TextField(_("how it was done"), max_length=LONGEST_TEXT, validators=LONG)
    figure = models.CharField(_("number of one's own"), max_length=100, blank=True, validators=TEXT)
    figure_source = models.CharField(
        _("where the number is from"), max_length=160, blank=True, validators=TEXT
    )
    quote = models.CharField(_("quotation"), max_length=300, blank=True, validators=TEXT)
    quote_by = models.CharField(_("who says it"), max_length=120, blank=True, validators=NAMES)
    quote_agreed_on = models.DateField(_("agreed to be quoted on"), null=True, blank=True)
    class_question = models.CharField(_("question to the class"), max_length=120, blank=True, validators=TEXT)
    class_text = models.TextField(_("told to the class"), max_length=700, blank=True, validators=LONG)
    class_task = models.CharField(_("task for the class"), max_length=300, blank=True, validators=TEXT)
    state = models.CharField(
        pgettext_lazy("story", "state"), max_length=9, choices=State, default=State.DRAFT
    )
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published = models.DateTimeField(null=True, blank=True)
    search_text = SearchText(("title", "text", "figure"))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("state", "-published"), name="story_is_listed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", published__isnull=False)
                | Q(state__in=("draft", "offered"), published=None),
                name="story_that_is_published_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(quote="") | ~Q(quote_by=""), name="story_quotes_somebody_with_a_name"
            ),
            models.CheckConstraint(
                condition=Q(figure="") | ~Q(figure_source=""), name="story_figure_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read it."""
        return self.state == State.PUBLISHED

    def clean(self) -> None:
        """Refuse a number without its source, a quotation without consent, and half a page for a class.

        Raises:
            ValidationError: with the field that is missing.
        """
        for first, second, cause in TOGETHER:
            if getattr(self, first) and not getattr(self, second):
                raise ValidationError({second: cause})


class Licence(models.TextChoices):
    """The terms on which others may use a picture."""

    CC_BY = "CC BY 4.0", _("Everybody may use it, with the name of the photographer (CC BY 4.0)")
    CC0 = "CC0 1.0", _("Everybody may use it freely (CC0 1.0)")
    ASK = "ask", _("Others must ask the municipality first")


class People(models.TextChoices):
    """The people whom a picture shows."""

    NONE = "none", _("Nobody can be recognised")
    AGREED = "agreed", _("Everybody who can be recognised has agreed to it")


class Picture(models.Model):
    """The picture of a story, drawn again from what was sent: nothing else of the file is kept."""

    story = models.OneToOneField(Story, models.CASCADE, related_name="picture")
    content = models.BinaryField(editable=False)
    digest = models.CharField(max_length=32, editable=False)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    alt = models.CharField(_("what the picture shows"), max_length=200, validators=TEXT)
    credit = models.CharField(_("photographer"), max_length=80, validators=NAMES)
    licence = models.CharField(_("licence"), max_length=10, choices=Licence, default=Licence.ASK)
    people = models.CharField(_("people in the picture"), max_length=6, choices=People)

    class Meta:
        verbose_name = _("picture of a story")
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="picture_is_described")]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        """Return the address of the picture itself, which is another one for another picture."""
        return reverse("story_picture_jpg", args=[self.story_id, self.digest])
