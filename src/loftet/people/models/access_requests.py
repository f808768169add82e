"""Requests for access by people who have no role; removed when they are a month old."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.places.models import Place


class AccessRequest(models.Model):
    """Somebody asks to take part for a place; those who facilitate there have it in a letter."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("municipality"))
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    text = models.TextField(_("text"), max_length=1000, blank=True)
    asked = models.DateTimeField(_("asked"), db_index=True)

    def __str__(self) -> str:
        return str(self.place)
