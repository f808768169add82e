"""The models of what people write about figures: a municipality's own comment, and «this figure is wrong».

The figures themselves live in editions. A row names its edition, so that it is known which figure was meant.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.people.models import Organisation
from loftet.places.models import Place

LONGEST_TEXT = 2_000
LONGEST_ADDRESS = 200
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]


class FigureCommentQuerySet(models.QuerySet["FigureComment"]):
    """The comments of municipalities."""

    def standing(self) -> "FigureCommentQuerySet":
        """Return what has not been withdrawn."""
        return self.filter(withdrawn=None)


class FigureComment(Record):
    """A municipality's comment on one of its own figures; shown beside it in every edition.

    There is one row for a figure; one that was withdrawn is shown nowhere until something is written again.
    `written_by` is nobody where those who run the site put it in.
    """

    owner_field = "place"
    url_name, url_args = "figure_comment", ("place.slug", "indicator")
    lock_with = ("place",)

    place = models.ForeignKey(Place, models.PROTECT, related_name="comments", verbose_name=_("municipality"))
    indicator = models.CharField(_("indicator"), max_length=80)
    text = models.TextField(_("comment"), max_length=LONGEST_TEXT)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    signed = models.CharField(_("who says it"), max_length=120)
    edition = models.CharField(_("edition"), max_length=40)
    written = models.DateTimeField(_("written"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = FigureCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("place", "indicator")
        constraints = [
            models.UniqueConstraint(fields=("place", "indicator"), name="one_comment_for_a_figure"),
            models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.indicator}: {self.text[:60]}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: the figure, and not what is said."""
        return f"{self.place}: {self.indicator}"


class ErrorReport(Record):
    """Somebody says that a figure, or a page as a whole, is wrong.

    `answered` is empty until the owner of the figure has answered.
    `reporter` is who was signed in, if anybody was. `reply_to` goes when the mail server has the answer.
    `passed_to` is the organisation that answers in place of the owner. `shown` means that question and answer
    are shown beside the figure, for all.
    """

    owner_field = "place"
    url_name = "report"
    lock_with = ("place", "reporter", "passed_to")

    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="error_reports",
        verbose_name=_("municipality"),
    )
    indicator = models.CharField(_("indicator"), max_length=80, blank=True)
    page = models.CharField(_("page"), max_length=LONGEST_ADDRESS, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    text = models.TextField(_("what is wrong"), max_length=LONGEST_TEXT)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    reply_to = models.EmailField(_("e-mail address for an answer"), blank=True)
    received = models.DateTimeField(_("received"), db_index=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="error_reports"
    )
    passed_to = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passed on to")
    )
    answer = models.TextField(_("answer"), max_length=LONGEST_TEXT, blank=True)
    answer_language = models.CharField(
        _("language of the answer"), max_length=2, choices=LANGUAGES, blank=True
    )
    answered = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_for = models.CharField(_("who answers"), max_length=200, blank=True)
    shown = models.BooleanField(_("shown beside the figure"), default=False)

    class Meta:
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        ordering = ("received", "pk")
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="report_says_something"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered=None)
                | (~models.Q(answer="") & models.Q(answered__isnull=False)),
                name="report_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(shown=False) | models.Q(answered__isnull=False),
                name="report_is_shown_with_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.text[:60]}"

    @property
    def about(self) -> str:
        """Return what it is about: the key of an indicator, or the address of a page."""
        return self.indicator or self.page

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: the figure, and not what is said."""
        return f"{self.place}: {self.about}" if self.place else self.about
