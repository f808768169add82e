"""Partnerships, and the cohorts («kull») of municipalities that go through the programme together."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.people.models import LANGUAGES, Organisation
from loftet.places.models import DatedQuerySet, Place

LONGEST_TEXT = 4_000


class Partnership(models.Model):
    """Organisations that run the programme together: KS, NHO, LO, Innovasjon Norge, the county."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what it is about"), max_length=LONGEST_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ("name", "slug")

    def __str__(self) -> str:
        return self.name


class PartnershipMember(models.Model):
    """An organisation in a partnership, for a time."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until, not including"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("organisation__name",)
        constraints = [
            models.UniqueConstraint(
                fields=("partnership", "organisation"),
                condition=Q(valid_to=None),
                name="organisation_is_a_partner_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="partner_leaves_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.partnership}"


def going_on(on: date, of: str = "") -> Q:
    """Build the condition that cohorts have not ended on a day; `of` leads to them, such as «cohort__»."""
    return Q(**{f"{of}ends": None}) | Q(**{f"{of}ends__gt": on})


class Cohort(Record):
    """Municipalities of a region that go through the programme together, led by a council or a county.

    Its contacts are the facilitators of `lead` on the day, so that a change of job changes them.
    """

    owner_field = "lead"
    url_name, url_args = "cohort", ("slug",)
    lock_with = ("lead", "region", "partnership")  # what rules of actions below a cohort read
    # How many municipalities are, known of rows of `listed_cohorts`.
    invited: int
    take_part: int

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="cohorts")
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(Place, models.PROTECT, related_name="cohorts", verbose_name=_("region"))
    lead = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cohorts_led", verbose_name=_("who leads it")
    )
    about = models.TextField(_("what it is about"), max_length=LONGEST_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    begins = models.DateField(_("begins"))
    ends = models.DateField(_("ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ("-begins", "name")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("begins")), name="cohort_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Check that it ends after it begins."""
        if self.ends and self.begins and self.ends <= self.begins:
            raise ValidationError({"ends": _("It must end after it begins.")})


class CohortPartner(models.Model):
    """An organisation that works with a cohort, from research or from voluntary work."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cohorts")

    class Meta:
        verbose_name = _("partner of a cohort")
        verbose_name_plural = _("partners of cohorts")
        ordering = ("organisation__name",)
        constraints = [
            models.UniqueConstraint(fields=("cohort", "organisation"), name="partner_is_in_a_cohort_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.cohort}"
