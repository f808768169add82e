"""The own figures of municipalities: a series, and the files that it has been read from, one a version."""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.places.models import Place


class SeriesState(models.TextChoices):
    """The state of a series."""

    BEGUN = "begun", _("begun")
    SHOWN = "shown", _("shown")
    WITHDRAWN = "withdrawn", _("taken back")


class Covers(models.TextChoices):
    """The time that one figure is about."""

    YEAR = "1", _("one year")
    TWO_YEARS = "2", _("two years together")
    THREE_YEARS = "3", _("three years together")
    FOUR_YEARS = "4", _("four years together")
    FIVE_YEARS = "5", _("five years together")
    SCHOOL_YEAR = "school", _("a school year")
    DAY = "day", _("how it was on a day")
    HALF_YEAR = "half", _("half a year")
    QUARTER = "quarter", _("a quarter of a year")
    MONTH = "month", _("a month")

    @property
    def years(self) -> int:
        """Return how many calendar years it names."""
        return int(self.value) if self.value.isdecimal() else 1


class Licence(models.TextChoices):
    """The terms on which others may use the figures."""

    CC_BY = "CC BY 4.0", _("Everybody may use them and says where they come from (CC BY 4.0)")
    NLOD = "NLOD 2.0", _("Norwegian licence for open data (NLOD 2.0)")
    CC0 = "CC0 1.0", _("Everybody may use them without conditions (CC0 1.0)")


class OwnSeries(Record):
    """A series of figures that a municipality keeps itself; `current` is the file that is shown."""

    owner_field = "place"
    url_name = "own_series"
    lock_with = ("place", "current")

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="own_series", verbose_name=_("municipality")
    )
    state = models.CharField(_("state"), max_length=10, choices=SeriesState, default=SeriesState.BEGUN)
    current = models.OneToOneField("OwnFile", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("series of own data")
        verbose_name_plural = _("series of own data")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state="begun") | Q(current__isnull=False),
                name="own_series_that_is_shown_has_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(reason=""), name="own_series_is_taken_back_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.current.title if self.current else f"{self.pk}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return f"{self.place}: {self}"


class OwnFile(Record):
    """A file of a series: as it was sent, how it was read, the figures, and where they come from.

    `number` counts the versions of the series. A file that is not `kept` is still being looked at, by those
    who may add data. `choices` and `figures` are as `choices.Choices` and `reading.Figure` store them.
    """

    owner_field = "series.place"
    url_name = "own_file_read"
    lock_with = ("series", "series__place", "series__current")
    lock_first = ("series",)

    series = models.ForeignKey(OwnSeries, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField(_("version"))
    file_name = models.CharField(_("file"), max_length=200)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64)
    content = models.BinaryField(editable=False)
    choices = models.JSONField(default=dict)
    figures = models.JSONField(default=list)
    title = models.CharField(_("name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(
        _("decimals"), choices=[(n, str(n)) for n in range(5)], default=0
    )
    covers = models.CharField(_("period"), max_length=7, choices=Covers, default=Covers.YEAR)
    source = models.CharField(_("source"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    note = models.TextField(_("note"), max_length=500, blank=True)
    added = models.DateTimeField(_("sent"))
    kept = models.DateTimeField(_("kept"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="own_files", verbose_name=_("who")
    )
    acting_for = models.CharField(_("on behalf of"), max_length=200)

    class Meta:
        verbose_name = _("file of own data")
        verbose_name_plural = _("files of own data")
        ordering = ("series", "number")
        constraints = [
            models.UniqueConstraint(fields=("series", "number"), name="own_file_number_once"),
            models.CheckConstraint(
                condition=Q(kept=None) | (~Q(source="") & ~Q(unit="")),
                name="own_file_that_is_kept_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name

    @property
    def periods(self) -> Sequence[str]:
        """Return the first and last period, or the only one."""
        found = [str(one["period"]) for one in self.figures]
        return tuple(dict.fromkeys((found[0], found[-1]))) if found else ()

    @property
    def span(self) -> str:
        """Return the periods that the figures reach over."""
        return " – ".join(self.periods)
