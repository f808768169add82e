"""Organisations: what people act for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.places.models import Place


class OrganisationKind(models.TextChoices):
    """The kind of an organisation in the partnership."""

    MUNICIPALITY = "municipality", _("municipality")
    REGIONAL_COUNCIL = "regional_council", _("regional council")
    COUNTY = "county", _("county")
    PARTNER = "partner", _("partner")
    SUPPLIER = "supplier", _("supplier")
    RESEARCH = "research", _("research institution")
    VOLUNTARY = "voluntary", _("voluntary organisation")


def short_name(name: str) -> str:
    """Return what an organisation of a name is called among its neighbours."""
    return name.removesuffix(" kommune")


class Organisation(models.Model):
    """A municipality, a partner, a firm: what people act for. A municipality is tied to its place."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("place")
    )
    number = models.CharField(_("organisation number"), max_length=9, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "slug")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=OrganisationKind.MUNICIPALITY) | Q(place__isnull=False),
                name="municipality_has_a_place",
            ),
            models.UniqueConstraint(
                fields=("place",),
                condition=Q(kind=OrganisationKind.MUNICIPALITY),
                name="one_organisation_for_a_municipality",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """Return what a municipality is called among its neighbours."""
        return short_name(self.name)

    @property
    def official_form(self) -> str:
        """Return the form of Norwegian in which it writes: that of its place, or bokmål."""
        return self.place.official_form if self.place else "nb"
