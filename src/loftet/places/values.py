"""Checks of values that name places."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import LONGEST_TOLD
from loftet.places.models import Place

AREAS = ("county", "region", "municipality")
MOST_AREAS = 20


def known_areas(slugs: object) -> None:
    """Refuse a county, region or municipality that does not exist; one query.

    Raises:
        ValidationError: with the first such one.
    """
    if not isinstance(slugs, list) or len(slugs) > MOST_AREAS:
        raise ValidationError(_("Name at most %(most)d."), params={"most": MOST_AREAS})
    if not slugs:
        return
    texts = [str(one)[:80] for one in slugs]
    there = set(Place.objects.filter(slug__in=texts, kind__in=AREAS).values_list("slug", flat=True))
    for slug in texts:
        if slug not in there:
            raise ValidationError(_("«%(key)s» cannot be chosen."), params={"key": slug[:LONGEST_TOLD]})
