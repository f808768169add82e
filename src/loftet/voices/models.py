"""Questions of a municipality, the input that comes, groups of it, and what it became.

A question is a draft, open, closed or answered. Input waits until somebody has read it: only what is
published is shown or counted. A municipality without a `VoiceSetting` asks nothing.
"""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.challenges.models import Challenge, FocusArea
from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, TEXT
from loftet.core.visible import VisibleManager
from loftet.needs.models import Need
from loftet.people.models import Organisation
from loftet.projects.models import Project

LONGEST_ANSWER_TIME = 60  # days
LANGUAGES = (("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English"))


class State(models.TextChoices):
    """The state of a question."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", pgettext_lazy("question", "Closed")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")


class Source(models.TextChoices):
    """The sender of some input; a class and a council answer as one."""

    OWN = "own", _("Myself")
    CLASS = "class", _("A school class")
    COUNCIL = "council", _("A youth council, a council of the elderly or another council")
    EMPLOYEE = "employee", _("Myself, as an employee of the municipality")
    PAPER = "paper", _("Somebody who wrote on paper")


class VoiceState(models.TextChoices):
    """The state of some input."""

    WAITING = "waiting", _("Waits to be read")
    PUBLISHED = "published", pgettext_lazy("input", "Published")
    REFUSED = "refused", pgettext_lazy("input", "Not published")


class Reason(models.TextChoices):
    """The reason for which input is not published."""

    PERSONS = "persons", _("It is about single persons.")
    HATE = "hate", _("It is hateful or threatening.")
    ADVERTISING = "advertising", _("It advertises, or leads to other pages.")
    OTHER_MATTER = "other_matter", _("It is about something else than the question.")
    TWICE = "twice", _("The same was sent before.")


class Outcome(models.TextChoices):
    """The first words of an answer."""

    DONE = "done", _("This happened")
    NOT = "not", _("This does not happen, because …")
    WAITS = "waits", _("This waits for …")


class VoiceSetting(Record):
    """The person who answers for a municipality, and the days until then; without a row it asks nothing."""

    url_name, url_args = "voices_of", ("organisation.slug",)

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="voice_setting")
    answerer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who answers")
    )
    days = models.PositiveSmallIntegerField(
        _("days until the answer"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_ANSWER_TIME)],
    )

    def __str__(self) -> str:
        return self.organisation.name


class Answered(Record):
    """Something that gets an answer: a question, or a group of input."""

    outcome = models.CharField(_("what came of it"), max_length=5, choices=Outcome, blank=True)
    answer = models.TextField(_("the answer"), blank=True, max_length=LONGEST_TEXT, validators=LONG)
    answered = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_settled(self) -> bool:
        """Check whether it has an answer that waits for nothing more."""
        return self.answered is not None and self.outcome != Outcome.WAITS


class VoiceQuestion(Answered):
    """A question to all; `answer_by` is the last day of the answer, which was promised when it opened."""

    hidden_kind = "spørsmål"
    url_name = "voices_question"
    lock_with = ("organisation__place", "challenge", "focus_area", "need", "project")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="questions")
    title = models.CharField(_("the question"), max_length=160, validators=NAMES)
    text = models.TextField(_("what can still be influenced"), max_length=LONGEST_TEXT, validators=LONG)
    decided = models.TextField(
        _("what is decided already"), blank=True, max_length=LONGEST_TEXT, validators=LONG
    )
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("last day"))
    answer_by = models.DateField(null=True, blank=True, editable=False)
    state = models.CharField(
        pgettext_lazy("question", "state"), max_length=8, choices=State, default=State.DRAFT
    )
    absent = models.CharField(_("who did not take part"), max_length=300, blank=True, validators=TEXT)
    challenge = models.ForeignKey(Challenge, models.PROTECT, null=True, blank=True, related_name="questions")
    focus_area = models.ForeignKey(FocusArea, models.PROTECT, null=True, blank=True, related_name="questions")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="questions")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="questions")
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    search_text = SearchText(("title", "text", "answer"))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = pgettext_lazy("voices", "question")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("organisation", "state"), name="question_of_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="question_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(outcome="") & ~Q(answer="") & ~Q(absent=""),
                name="answered_question_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read it."""
        return self.state != State.DRAFT

    def clean(self) -> None:
        """Refuse days in the wrong order.

        Raises:
            ValidationError: with the field.
        """
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("It closes before it opens.")})

    def is_open_on(self, day: date) -> bool:
        """Check whether input can come on a day."""
        return self.state == State.OPEN and self.opens_on <= day <= self.closes_on

    def end_on(self, day: date) -> None:
        """Set the last day to a day, unless it was earlier."""
        self.closes_on = max(self.opens_on, min(self.closes_on, day))


class VoiceGroup(Answered):
    """Input that says alike, under a name that the municipality gives it; it may get an answer of its own."""

    owner_field = "question.organisation"
    url_name, url_args = "voices_question", ("question_id",)
    lock_with = ("question__organisation__place",)

    question = models.ForeignKey(VoiceQuestion, models.CASCADE, related_name="groups")
    name = models.CharField(_("what they say, in a few words"), max_length=80, validators=NAMES)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("question", "name"), name="group_has_a_name_of_its_own")
        ]

    def __str__(self) -> str:
        return self.name


class VoiceQuerySet(models.QuerySet["Voice"]):
    """Input; pages show and count what is published alone."""

    def published(self) -> "VoiceQuerySet":
        """Return what has been read and let through."""
        return self.filter(state=VoiceState.PUBLISHED)

    def waiting(self) -> "VoiceQuerySet":
        """Return what nobody has read yet."""
        return self.filter(state=VoiceState.WAITING)

    def waiting_in(self, organisation: Organisation) -> "VoiceQuerySet":
        """Return what nobody in a municipality has read yet."""
        return self.waiting().filter(question__organisation=organisation)


class Voice(Record):
    """Some input: a text, and nothing of who sent it but what they gave.

    When it is published with words struck, the text is the struck one: the first one is kept nowhere.
    `email` holds an address that its owner has confirmed, until the answer is sent.
    """

    owner_field = "question.organisation"
    url_name, url_args = "voices_queue", ("question.organisation.slug",)
    lock_with = ("question__organisation__place",)

    question = models.ForeignKey(VoiceQuestion, models.CASCADE, related_name="voices")
    group = models.ForeignKey(VoiceGroup, models.SET_NULL, null=True, blank=True, related_name="voices")
    source = models.CharField(_("who it is from"), max_length=8, choices=Source, default=Source.OWN)
    text = models.TextField(_("your input"), max_length=LONGEST_TEXT, validators=LONG)
    name = models.CharField(_("name"), max_length=80, blank=True, validators=NAMES)
    of_whom = models.CharField(_("which class or council"), max_length=80, blank=True, validators=NAMES)
    email = models.EmailField(blank=True, editable=False)
    copied = models.BooleanField(_("let the employee representatives know"), default=False)
    language = models.CharField(max_length=2, choices=LANGUAGES, editable=False)
    received = models.DateTimeField(editable=False)
    state = models.CharField(
        pgettext_lazy("input", "state"), max_length=9, choices=VoiceState, default=VoiceState.WAITING
    )
    struck = models.BooleanField(default=False, editable=False)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    read = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("input")
        ordering = ("pk",)
        indexes = [models.Index(fields=("question", "state"), name="voices_of_question")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(reason="") | ~Q(state="refused") & Q(reason=""),
                name="refused_input_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"innspill {self.pk}"


class AddressCheck(models.Model):
    """An address that somebody gave and nobody has confirmed; gone when it is, or after a day."""

    voice = models.OneToOneField(Voice, models.CASCADE, related_name="check_of_address")
    email = models.EmailField()
    asked = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.asked:%Y-%m-%d %H:%M}"


class Became(models.Model):
    """The result of a group of input: a need, a challenge of the region, or a project."""

    group = models.ForeignKey(VoiceGroup, models.PROTECT, related_name="became")
    need = models.ForeignKey(Need, models.CASCADE, null=True, related_name="voices")
    challenge = models.ForeignKey(Challenge, models.CASCADE, null=True, related_name="voices")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="voices")
    when = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.made)

    @property
    def made(self) -> Need | Challenge | Project:
        """Return what it became."""
        found = self.need or self.challenge or self.project
        assert found is not None
        return found
