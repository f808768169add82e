"""Places, their codes over time, the words they are found by, and who belongs to which region."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loftet.core.visible import VisibleManager
from loftet.geography.place import Kind, Language

KINDS = [
    (Kind.MUNICIPALITY.value, _("municipality")),
    (Kind.COUNTY.value, _("county")),
    (Kind.REGION.value, _("region")),
    (Kind.COUNTRY.value, _("country")),
]
LANGUAGES = [
    (Language.BOKMAL.value, _("Bokmål")),
    (Language.NYNORSK.value, _("Nynorsk")),
    (Language.NEUTRAL.value, _("neutral")),
]


Row = TypeVar("Row", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[Row]):
    """Rows that are valid for a time."""

    def on(self, day: date) -> Self:
        """Select the rows that are valid on a day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))


class Place(models.Model):
    """A municipality, a county, a region or the country."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    name = models.CharField(_("name"), max_length=120)
    other_names = models.JSONField(_("other names"), default=list, blank=True)
    language = models.CharField(_("language form"), max_length=7, choices=LANGUAGES, blank=True)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    area_km2 = models.FloatField(_("area in km²"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_date = models.DateField(_("day of the count"), null=True, blank=True)
    from_catalogue = models.BooleanField(default=False, editable=False)
    made_up = models.BooleanField(_("made up"), default=False, editable=False)

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("sort_key", "slug")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[value for value, _label in KINDS]), name="place_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(population=None, population_date=None)
                | Q(population__isnull=False, population_date__isnull=False),
                name="place_population_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def official_form(self) -> str:
        """Return the form of Norwegian that it has chosen, or else bokmål."""
        return "nn" if self.language == "nn" else "nb"


class PlaceWord(models.Model):
    """A word in an address or a search that leads to a place: a name in plain letters, or a code."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="words")
    word = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("place", "word"), name="place_word_once")]

    def __str__(self) -> str:
        return self.word


class PlaceCode(models.Model):
    """A code of a place, and the time in which it is valid."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="codes")
    code = models.CharField(_("code"), max_length=80, db_index=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until, not including"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ("valid_from", "code")
        constraints = [
            models.UniqueConstraint(fields=("code", "valid_from"), name="code_begins_once"),
            models.UniqueConstraint(fields=("place", "valid_from"), name="place_has_one_code"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="code_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Membership(models.Model):
    """A municipality in a region, for a time; rows that people add stay beside those of the catalogue."""

    region = models.ForeignKey(Place, models.CASCADE, related_name="member_rows")
    member = models.ForeignKey(Place, models.PROTECT, related_name="region_rows")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until, not including"), null=True, blank=True)
    from_catalogue = models.BooleanField(default=False, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=("region", "member", "valid_from"), name="member_joins_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(region=F("member")), name="no_region_holds_itself"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.region}"
