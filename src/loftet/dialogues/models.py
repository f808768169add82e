"""Tables of a market dialogue: what is the same for all firms, the open summary, answers in writing."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.cpv import cpv_prefix
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, SUMS, TEXT, plain_text
from loftet.meetings.models import Event, OfEvent, Team
from loftet.notices.models import How

LONGEST_SUMMARY = 12_000
LONGEST_INPUT = 9_000  # about three pages
LONGEST_TITLE, LONGEST_NOTICE = 400, 6_000  # as Doffin takes them


class MarketNotice(OfEvent):
    """The notice of a market dialogue: what is pasted into Doffin, its number there, and a text in English.

    What is not there is declined with a reason, before anybody is invited.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="market_notice")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, validators=TEXT)
    text = models.TextField(
        _("description"),
        max_length=LONGEST_NOTICE,
        validators=[MaxLengthValidator(LONGEST_NOTICE), plain_text],
    )
    cpv = models.CharField(_("CPV code"), max_length=8, blank=True, validators=[cpv_prefix])
    doffin = models.CharField(_("number on Doffin"), max_length=40, blank=True, validators=TEXT)
    no_doffin = models.CharField(_("why not on Doffin"), max_length=300, blank=True, validators=TEXT)
    english = models.TextField(_("in English"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    no_english = models.CharField(_("why not in English"), max_length=300, blank=True, validators=TEXT)

    class Meta:
        db_table = "meetings_marketnotice"  # where the rows are, from when it was a part of meetings
        verbose_name = _("notice of a market dialogue")

    def __str__(self) -> str:
        return self.title


class Question(OfEvent):
    """A question in the dialogue, and its answer; who asked is not told to others.

    `asked_by` is empty where a team has asked by the link of its letter.
    """

    url_name = "event_dialogue"

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"), max_length=LONGEST_TEXT, validators=LONG)
    answer = models.TextField(_("answer"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    asked = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "meetings_question"
        verbose_name = _("question")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.pk}"


class HandedOver(models.Model):
    """Something that suppliers were given in the dialogue, and where everybody finds it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="handed_over")
    what = models.CharField(_("what was handed over"), max_length=200, validators=TEXT)
    link = models.URLField(_("where everybody finds it"), max_length=300)
    when = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "meetings_handedover"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.what


class Summary(models.Model):
    """A version of the open summary; the newest one counts, and the earlier ones stay."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="summaries")
    number = models.PositiveIntegerField()
    text = models.TextField(
        _("summary"),
        max_length=LONGEST_SUMMARY,
        validators=[MaxLengthValidator(LONGEST_SUMMARY), plain_text],
    )
    when = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "meetings_summary"
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("event", "number"), name="summary_has_a_number")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.number}"


class WrittenInput(OfEvent):
    """The answer of a firm to the questions of the dialogue, in writing; no price is asked for.

    The firm writes it by the link of its team, and `written_by` is then empty; or who organises writes in
    what somebody of the firm (`said_by`) has sent. Only the organiser and the buyers read it.
    """

    lock_with = ("team__event__organisation__place", "team__event__cohort", "team__organisation")
    url_name = "event_inputs"

    team = models.OneToOneField(Team, models.CASCADE, related_name="written_input")
    text = models.TextField(
        _("answers"), max_length=LONGEST_INPUT, validators=[MaxLengthValidator(LONGEST_INPUT), plain_text]
    )
    least_volume = models.DecimalField(_("the smallest volume that the firm delivers"), **SUMS)
    drivers = models.TextField(
        _("what drives the price"), max_length=LONGEST_TEXT, blank=True, validators=LONG
    )
    said_by = models.CharField(_("who said it"), max_length=160, blank=True, validators=NAMES)
    how = models.CharField(_("how it was said"), max_length=8, choices=How, blank=True)
    said_on = models.DateField(_("when it was said"), null=True, blank=True)
    written = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "meetings_writteninput"
        verbose_name = _("answer in writing")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.team_id}"

    @property
    def event(self) -> Event:  # type: ignore[override]
        """Return the meeting place."""
        return self.team.event

    @property
    def event_id(self) -> int:  # type: ignore[override]
        """Return its key."""
        return self.team.event_id
