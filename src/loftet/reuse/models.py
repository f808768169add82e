"""The offer of a finished project to others, and its adopters."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Owned
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, TEXT
from loftet.needs.models import Need
from loftet.places.models import Place
from loftet.projects.models import Part, Project


class PriceClass(models.TextChoices):
    """The rough cost for a municipality."""

    NOTHING = "nothing", _("only own hours")
    SMALL = "small", _("below 100,000 kr")
    MIDDLE = "middle", _("100,000 to 1 million kr")
    LARGE = "large", _("over 1 million kr")


class ReusePage(Part):
    """The page of what others can take over."""

    anchor = "reuse"

    project = models.OneToOneField(Project, models.CASCADE, related_name="reuse")
    specification = models.TextField(_("what to ask for, or do"), max_length=LONGEST_TEXT, validators=LONG)
    contract = models.TextField(
        _("parts of the contract to copy"), max_length=LONGEST_TEXT, blank=True, validators=LONG
    )
    failed = models.TextField(_("what did not work"), max_length=LONGEST_TEXT, validators=LONG)
    price = models.CharField(_("what it costs"), max_length=7, choices=PriceClass)
    contact = models.CharField(_("whom to ring"), max_length=200, validators=NAMES)
    published = models.DateTimeField()

    class Meta:
        db_table = "projects_reusepage"
        verbose_name = _("reuse page")

    def __str__(self) -> str:
        return f"{self.project}"


class Adopter(Owned, models.Model):
    """A municipality that takes a project over, or a place abroad; with the need that it wrote, if it did."""

    owner_field, named_by = "project.lead", "project"

    project = models.ForeignKey(Project, models.CASCADE, related_name="adopters")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    abroad = models.CharField(_("place abroad"), max_length=120, blank=True, validators=NAMES)
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="adoptions")
    note = models.CharField(_("what it does with it"), max_length=200, blank=True, validators=TEXT)
    when = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "projects_adopter"
        verbose_name = _("adopter")
        ordering = ("when", "pk")
        constraints = [
            models.CheckConstraint(
                condition=(Q(place=None) & ~Q(abroad="")) | Q(place__isnull=False, abroad=""),
                name="adopter_is_one_place",
            ),
            models.UniqueConstraint(fields=("project", "place"), name="place_adopts_once"),
        ]

    def __str__(self) -> str:
        return self.place.name if self.place else self.abroad

    def clean(self) -> None:
        """Refuse two places or none, and one that took part itself.

        Raises:
            ValidationError: with the field.
        """
        if (self.place_id is None) == (self.abroad == ""):
            raise ValidationError({"place": _("Choose a municipality, or write a place abroad.")})
        if self.place_id is not None:
            inside = Q(lead__place=self.place_id) | Q(partners__organisation__place=self.place_id)
            if Project.objects.filter(inside, pk=self.project_id).exists():
                raise ValidationError({"place": _("It took part in the project itself.")})
            if (
                Adopter.objects.filter(project=self.project_id, place=self.place_id)
                .exclude(pk=self.pk)
                .exists()
            ):
                raise ValidationError({"place": _("It is among the adopters already.")})
